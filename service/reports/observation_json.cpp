#include "service/reports/observation_json.hpp"

#include <charconv>
#include <map>
#include <variant>

#include "collectors/shipped_sources.hpp"
#include "collectors/source.hpp"
#include "service/reports/json_parts.hpp"

namespace tertil::reports {
namespace {

using SourceNames = std::map<std::string, Text, std::less<>>;

const SourceNames& shipped_names() {
  static const SourceNames names = [] {
    SourceNames read;
    for (const auto& shipped : collectors::shipped_sources()) {
      const auto parsed = collectors::parse_source(shipped.toml);
      if (const auto* source = std::get_if<collectors::Source>(&parsed))
        read.emplace(source->id, Text{source->name.sv, source->name.en});
    }
    return read;
  }();
  return names;
}

/// The year a period lies in: "2024-T1" is in 2024.
std::optional<int> year_of(std::string_view period) {
  int year = 0;
  const auto digits = period.substr(0, 4);
  const auto [end, problem] = std::from_chars(digits.begin(), digits.end(), year);
  if (problem != std::errc{} || end != digits.end()) return std::nullopt;
  return year;
}

void write_version(JsonWriter& json, const store::ObservationVersion& version,
                   const NameOfSource& name_of) {
  const auto& observation = version.observation;
  json.begin_object()
      .field("year", year_of(observation.period))
      .field("period", observation.period)
      .field("category", observation.category)
      .field("series", to_string(observation.series))
      .field("value", observation.value);
  write_code(json, "reason", observation.missing_reason);
  json.field("status", to_string(observation.status))
      .field("numerator", observation.numerator)
      .field("denominator", observation.denominator)
      .field("printedRank", observation.printed_rank)
      .field("printedOf", observation.printed_of)
      .field("recordedAt", to_rfc3339(version.recorded_at))
      .key("supersededAt");
  if (version.superseded_at)
    json.value(to_rfc3339(*version.superseded_at));
  else
    json.value(nullptr);
  json.field("source", version.source)
      .field("sourceText", name_of(version.source))
      .text_or_null("origin", version.origin)
      .text_or_null("version", version.version)
      .field("batch", version.batch)
      .field("row", version.row)
      .text_or_null("fileName", version.file_name)
      .text_or_null("sha256", version.sha256)
      .end_object();
}

}  // namespace

Text source_name(std::string_view source) {
  const auto found = shipped_names().find(source);
  if (found != shipped_names().end()) return found->second;
  return {std::string{source}, std::string{source}};
}

std::string observations_to_json(std::string_view key_figure, std::string_view region,
                                 std::span<const store::ObservationVersion> versions, Page page,
                                 std::optional<Instant> as_of, const NameOfSource& name_of) {
  const auto items = items_of(versions, page);
  JsonWriter json{200 + 600 * items.size()};
  json.begin_object().field("keyFigure", key_figure).field("region", region);
  write_as_of(json, as_of);
  json.field("page", page.page).field("limit", page.limit).field("total", versions.size());
  json.key("items").begin_array();
  for (const auto& version : items) write_version(json, version, name_of);
  json.end_array().end_object();
  return json.take();
}

}  // namespace tertil::reports
