#include "service/reports/series_json.hpp"

#include "service/reports/json_parts.hpp"

namespace tertil::reports {
namespace {

void write_area(JsonWriter& json, const figures::AreaSeries& area) {
  json.begin_object()
      .field("region", area.area)
      .field("name", area.name)
      .field("shortName", area.short_name)
      .key("values")
      .begin_array();
  for (const auto& point : area.points) {
    json.begin_object().field("year", point.year).field("value", point.value);
    write_code(json, "series", point.series);
    write_code(json, "status", point.status);
    write_code(json, "reason", point.reason);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_band(JsonWriter& json, const figures::Band& band) {
  json.begin_object()
      .field("year", band.year)
      .field("series", to_string(band.series))
      .field("n", band.n)
      .field("median", band.median)
      .field("greenYellow", band.green_yellow)
      .field("yellowRed", band.yellow_red)
      .field("low", band.low)
      .field("high", band.high)
      .end_object();
}

void write_target(JsonWriter& json, const Target& target) {
  json.begin_object()
      .field("region", target.region)
      .field("year", target.year)
      .field("value", target.value)
      .field("baselineYear", target.baseline_year)
      .field("baselineValue", target.baseline_value)
      .field("path", target.path == TargetPath::kStep ? "step" : "linear")
      .text_or_null("decision", target.decision)
      .end_object();
}

}  // namespace

std::string to_json(const figures::ValueSeries& series) {
  const auto years = static_cast<std::size_t>(series.to - series.from) + 1;
  JsonWriter json{1024 + series.areas.size() * (100 + 90 * years) + 150 * years};
  json.begin_object();
  write_identity(json, series.figure->definition);
  json.field("from", series.from).field("to", series.to);
  write_code(json, "series", series.series);
  write_as_of(json, series.as_of);

  json.key("regions").begin_array();
  for (const auto& area : series.areas) write_area(json, area);
  json.end_array().key("bands").begin_array();
  for (const auto& band : series.bands) write_band(json, band);
  json.end_array().key("riket").begin_array();
  for (const auto& point : series.country)
    if (point.value)
      json.begin_object().field("year", point.year).field("value", *point.value).end_object();
  json.end_array().key("targets").begin_array();
  for (const auto& target : series.targets) write_target(json, target);
  json.end_array().key("breaks").begin_array();
  for (const auto& [year, text] : series.figure->definition.breaks)
    json.begin_object().field("year", year).field("text", text).end_object();
  json.end_array();

  const auto source = joined(series.sources);
  json.field("source", source.sv).field("sourceText", source);
  write_sources(json, series.sources);
  write_processing(json);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
