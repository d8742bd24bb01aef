#include "service/reports/forecast_json.hpp"

#include "service/figures/forecast_words.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/reports/json_parts.hpp"

namespace tertil::reports {
namespace {

using figures::FigureForecast;

void write_value(JsonWriter& json, const FigureForecast& answer) {
  if (!answer.forecast) {
    json.field("value", nullptr).field("interval", nullptr);
    return;
  }
  const auto& interval = answer.forecast->interval;
  json.field("value", answer.forecast->value)
      .key("interval")
      .begin_object()
      .field("level", interval.level)
      .field("low", interval.low)
      .field("high", interval.high)
      .end_object();
}

void write_target(JsonWriter& json, const FigureForecast& answer) {
  json.key("target");
  if (answer.target)
    json.begin_object()
        .field("value", answer.target->value)
        .field("year", answer.target->year)
        .text_or_null("decision", answer.target->decision)
        .end_object();
  else
    json.value(nullptr);
  json.field("targetProbability", answer.target_probability)
      .field("requiredPace", answer.required_pace);
  write_code(json, "outlook", answer.outlook);
  json.key("outlookText");
  if (answer.outlook)
    json.value(figures::word(*answer.outlook));
  else
    json.value(nullptr);
  json.field("outlookRule", figures::outlook_rule());
}

void write_values(JsonWriter& json, const std::vector<analytics::YearValue>& values) {
  json.begin_array();
  for (const auto& [year, value] : values)
    json.begin_object().field("year", year).field("value", value).end_object();
  json.end_array();
}

void write_history(JsonWriter& json, const FigureForecast& answer) {
  json.key("history");
  write_values(json, answer.history);
  json.key("means").begin_array();
  for (const auto& mean : answer.means) {
    json.begin_object().field("years", mean.years).key("values");
    write_values(json, mean.values);
    json.end_object();
  }
  json.end_array().key("path").begin_array();
  for (const auto& step : answer.path)
    json.begin_object()
        .field("year", step.year)
        .field("value", step.value)
        .field("low", step.low)
        .field("high", step.high)
        .end_object();
  json.end_array().key("latest");
  if (answer.history.empty())
    json.value(nullptr);
  else
    json.begin_object()
        .field("year", answer.history.back().year)
        .field("value", answer.history.back().value)
        .end_object();
  json.field("seriesBreak", answer.series_break);
}

void write_methods(JsonWriter& json, const FigureForecast& answer) {
  const auto& choice = answer.choice;
  json.field("method", figures::to_string(choice.method))
      .field("methodText", figures::name_of(choice.method))
      .key("methods")
      .begin_array();
  for (const auto& error : choice.errors) {
    json.begin_object()
        .field("id", figures::to_string(error.method))
        .field("text", figures::name_of(error.method))
        .field("tests", error.all.tests);
    json.field("meanAbsoluteError",
               error.all.tests > 0 ? std::optional{error.all.absolute} : std::nullopt)
        .field("scaledError",
               error.all.scaled_tests > 0 ? std::optional{error.all.scaled} : std::nullopt)
        .field("widening", error.widening)
        .field("chosen", error.method == choice.method)
        .end_object();
  }
  json.end_array()
      .field("beatsLastValue", choice.beats_last_value)
      .field("beatsStraightLine", choice.beats_straight_line)
      .key("comparedOn");
  if (answer.compared_on)
    json.begin_object()
        .field("series", answer.compared_on->series)
        .field("forecasts", answer.compared_on->forecasts)
        .key("years")
        .begin_array()
        .value(answer.compared_on->first_year)
        .value(answer.compared_on->last_year)
        .end_array()
        .end_object();
  else
    json.value(nullptr);
}

void write_rank(JsonWriter& json, const std::optional<figures::RankOutlook>& rank) {
  json.key("rank");
  if (!rank) {
    json.value(nullptr);
    return;
  }
  json.begin_object()
      .field("rank", rank->rank)
      .field("rankLow", rank->low)
      .field("rankHigh", rank->high)
      .field("n", rank->n);
  write_code(json, "class", rank->rank_class);
  write_probability(json, rank->probability);
  json.end_object();
}

}  // namespace

std::string to_json(const FigureForecast& answer) {
  JsonWriter json{4096};
  json.begin_object();
  write_identity(json, answer.figure->definition);
  json.field("region", answer.region->code)
      .field("regionName", answer.region->name)
      .field("year", answer.year);
  write_code(json, "series", answer.series);
  json.key("seriesText");
  if (answer.series)
    json.value(figures::word(*answer.series));
  else
    json.value(nullptr);
  json.field("scheme", figures::to_string(answer.scheme));
  write_as_of(json, answer.as_of);
  write_value(json, answer);
  write_target(json, answer);
  json.field("points", answer.forecast ? answer.forecast->points : 0);
  write_history(json, answer);
  write_methods(json, answer);
  write_rank(json, answer.rank);
  json.field("refused", answer.refused).field("text", answer.text);
  json.field("source", answer.source.sv).field("sourceText", answer.source);
  write_processing(json);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
