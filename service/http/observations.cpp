#include "service/http/observations.hpp"

#include "service/http/answer.hpp"
#include "service/reports/observation_json.hpp"
#include "service/reports/provenance_tables.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample = R"({
"keyFigure":"renewable-fuel-public-transport","region":"13","asOf":null,
"page":1,"limit":20,"total":1,"items":[{"year":2017,"period":"2017","category":"",
"series":"printed","value":85.6,"reason":null,"status":"final","numerator":null,
"denominator":null,"printedRank":17,"printedOf":21,"recordedAt":"2026-11-22T13:00:00Z",
"supersededAt":null,"source":"printed-key-figures",
"sourceText":{"sv":"Tryckta nyckeltal","en":"Printed key figures"},
"origin":"Region Hallands nyckeltalsjämförelse med Sveriges alla regioner, Uppföljning 2024",
"version":null,"batch":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","row":10,
"fileName":"printed-key-figures.csv","sha256":null}]})";

using Versions = std::vector<store::ObservationVersion>;

Result<Versions> history(const Backend& backend, const std::string& key_figure,
                         const std::string& area, std::optional<int> year,
                         std::optional<Instant> as_of) {
  Versions versions;
  auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::observation_history(reader, key_figure, area, year, as_of);
    if (!found) return tl::unexpected{std::move(found.error())};
    versions = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{std::move(read.error())};
  return versions;
}

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  const std::string area{request.parameter("region").value_or(backend.site.region)};
  if (area != kCountry)
    if (const auto region = region_named(**snapshot, area, "region"); !region)
      return tl::unexpected{region.error()};
  const auto year = year_in(request, "year");
  if (!year) return tl::unexpected{year.error()};

  const auto& id = (*figure)->definition.id;
  const auto versions = history(backend, id, area, *year, *as_of);
  if (!versions) return failed(versions.error());
  const auto name_of = [&backend](std::string_view source) {
    const auto known = backend.importer.sources().describe(source);
    if (!known) return reports::source_name(source);
    return Text{(*known)->source.name.sv, (*known)->source.name.en};
  };
  auto response = in_format(
      request, true,
      [&] { return reports::observations_to_json(id, area, *versions, *page, *as_of, name_of); },
      [&](Language language) {
        auto table = reports::observations_table(id, area, *versions, language, name_of);
        keep_page(table, request, *page);
        return table;
      });
  if (response) add_links(*response, request, *page, static_cast<std::int64_t>(versions->size()));
  return response;
}

}  // namespace

std::vector<Route> observation_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figures/{id}/observations";
  route.summary = {"Vägen från ett värde till dess källa", "The way from a value to its source"};
  route.description = {
      "Alla kända versioner av en regions värden för ett nyckeltal: när de infördes, när de "
      "ersattes, ur vilken import, fil och rad. Inget skrivs över; supersededAt är null för det "
      "som gäller.",
      "Every known version of a region's values of a key figure: when recorded, when superseded, "
      "from which import, file and row. Nothing is overwritten; supersededAt is null for what "
      "holds."};
  route.parameters = all_of<Parameter>(
      {{key_figure_parameter(),
        query_parameter("region", "string", "13",
                        {"Länskod eller riket; installationens egen region om inget anges.",
                         "County code or riket; this installation's own region unless given."}),
        query_parameter("year", "integer", "2017",
                        {"Bara detta år och dess delar.", "Only this year and its parts."}),
        as_of_parameter()},
       page_parameters(),
       format_parameters()});
  route.answers =
      answers({"Versionerna.", "The versions."}, std::string{kExample}, true, {400, 404, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
