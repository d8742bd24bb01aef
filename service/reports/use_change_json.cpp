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

void write_question(JsonWriter& json, const figures::UseChangeQuestion& question) {
  json.field("keyFigure", question.key_figure)
      .field("region", question.region)
      .key("path")
      .begin_array();
  for (const auto& code : question.path) json.value(code);
  json.end_array()
      .field("from", question.year_from)
      .field("to", question.year_to)
      .field("unit", "kWh/m²");
  write_as_of(json, question.as_of);
}

}  // namespace

std::string use_change_refused_to_json(const figures::UseChangeQuestion& question,
                                       const Text& why) {
  JsonWriter json{512};
  json.begin_object();
  write_question(json, question);
  json.field("refused", why).end_object();
  return json.take();
}

std::string use_change_to_json(const figures::UseChangeQuestion& question,
                               const figures::UseChange& change) {
  JsonWriter json{1024};
  json.begin_object();
  write_question(json, question);
  json.field("refused", nullptr)
      .field("before", change.parts.before)
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
