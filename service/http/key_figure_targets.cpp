#include "service/http/key_figure_targets.hpp"

#include "service/http/answer.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/targets.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample =
    R"({"items":[{"keyFigure":"energy-use-premises","region":"13","year":2026,"value":176,)"
    R"("baselineYear":2017,"baselineValue":199,"path":"linear","decision":"Handlingsplan …",)"
    R"("source":"targets","origin":"Uppföljning 2024","import":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC",)"
    R"("recordedAt":"2026-11-22T08:00:00Z","supersededAt":null}]})";

Parsed<Response> list(const Backend& backend, const Request&) {
  std::vector<store::TargetVersion> versions;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::target_versions(reader);
    if (!found) return tl::unexpected{found.error()};
    versions = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  reports::JsonWriter writer;
  writer.begin_object().key("items").begin_array();
  for (const auto& version : versions) {
    const auto& target = version.target;
    writer.begin_object()
        .field("keyFigure", target.key_figure)
        .field("region", target.region)
        .field("year", target.year)
        .field("value", target.value)
        .field("baselineYear", target.baseline_year)
        .field("baselineValue", target.baseline_value)
        .field("path", target.path == TargetPath::kStep ? "step" : "linear")
        .text_or_null("decision", target.decision)
        .field("source", version.source)
        .text_or_null("origin", version.origin)
        .text_or_null("import", version.batch)
        .field("recordedAt", to_rfc3339(version.recorded_at))
        .field("supersededAt", version.superseded_at
                                   ? std::optional{to_rfc3339(*version.superseded_at)}
                                   : std::nullopt)
        .end_object();
  }
  return published_json(writer.end_array().end_object().take());
}

}  // namespace

std::vector<Route> key_figure_target_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figure-targets";
  route.summary = {"Målvärden för nyckeltal", "Targets of key figures"};
  route.description = {
      "Vad regioner beslutat att nå, med beslut och källa. Alla beslut finns kvar: ett som "
      "ersatts har supersededAt. Nya kommer som import till källan targets.",
      "What regions have decided to reach, with decision and source. Every decision stays: one "
      "that was replaced has supersededAt. New ones come as imports of the source targets."};
  route.answers = answers({"Målvärdena.", "The targets."}, std::string{kExample}, false, {503});
  route.where = Where::kPool;
  route.handler = answering([&backend](const Request& request) { return list(backend, request); });
  return {route};
}

}  // namespace tertil::http
