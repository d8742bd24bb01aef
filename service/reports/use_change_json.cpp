#include "service/reports/use_change_json.hpp"

#include "service/reports/json_parts.hpp"

namespace tertil::reports {
namespace {

void write_year(JsonWriter& json, std::string_view name, const figures::IntensityOfYear& year) {
  json.key(name)
      .begin_object()
      .field("year", year.year)
      .field("heat", year.heat)
      .field("other", year.other)
      .field("area", year.area)
      .field("degreeDays", year.degree_days)
      .field("coverage", year.coverage)
      .field("degreeDaySource", year.source)
      .end_object();
}

}  // namespace

std::string use_change_to_json(const figures::UseChange& change, store::AsOf as_of) {
  JsonWriter json{1024};
  json.begin_object()
      .field("keyFigure", change.key_figure)
      .field("region", change.region)
      .key("path")
      .begin_array();
  for (const auto& code : change.path) json.value(code);
  json.end_array()
      .field("from", change.from.year)
      .field("to", change.to.year)
      .field("unit", "kWh/m²");
  write_as_of(json, as_of);
  json.field("before", change.parts.before)
      .field("after", change.parts.after)
      .field("change", change.parts.change)
      .key("parts")
      .begin_object()
      .field("weather", change.parts.weather)
      .field("area", change.parts.area)
      .field("use", change.parts.use)
      .end_object()
      .field("method", "Shapley");
  write_year(json, "yearFrom", change.from);
  write_year(json, "yearTo", change.to);
  json.field("text", change.text).key("limits").begin_array();
  for (const auto& limit : change.limits) json.value(limit);
  json.end_array().end_object();
  return json.take();
}

}  // namespace tertil::reports
