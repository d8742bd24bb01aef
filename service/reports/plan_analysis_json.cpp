#include "service/reports/plan_analysis_json.hpp"

#include <algorithm>

#include "service/reports/json_parts.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::reports {
namespace {

void write_set_aside(JsonWriter& json, std::string_view name, std::string_view reasons,
                     const std::vector<plans::SetAside>& list,
                     const std::vector<store::MeasureVersion>& measures) {
  json.key(name).begin_array();
  for (const auto& aside : list) {
    const auto& version = measures[aside.index];
    json.begin_object().field("id", version.id).field("name", version.measure.name);
    json.key(reasons).begin_array();
    for (const auto& text : aside.reasons) json.value(text);
    json.end_array().field("example", version.measure.example).end_object();
  }
  json.end_array();
}

bool any_example(const std::vector<store::MeasureVersion>& measures) {
  return std::ranges::any_of(
      measures, [](const store::MeasureVersion& version) { return version.measure.example; });
}

void write_today(JsonWriter& json, const std::optional<plans::TodayValue>& today) {
  json.key("today");
  if (!today) {
    json.value(nullptr);
    return;
  }
  json.begin_object()
      .field("year", today->year)
      .field("value", today->value)
      .field("rank", today->rank)
      .field("of", today->of);
  write_code(json, "class", today->rank_class);
  json.end_object();
}

void write_coming(JsonWriter& json, std::string_view name,
                  const std::optional<plans::ComingValue>& coming) {
  json.key(name);
  if (!coming) {
    json.value(nullptr);
    return;
  }
  json.begin_object()
      .field("value", coming->value)
      .field("low", coming->low)
      .field("high", coming->high)
      .field("rank", coming->rank)
      .field("rankLow", coming->rank_low)
      .field("rankHigh", coming->rank_high)
      .field("of", coming->of);
  write_code(json, "class", coming->rank_class);
  json.field("targetProbability", coming->target_probability)
      .field("forecast", coming->forecast)
      .end_object();
}

void write_row(JsonWriter& json, const plans::ScenarioRow& row) {
  json.begin_object();
  write_identity(json, row.figure->definition);
  write_today(json, row.today);
  write_coming(json, "without", row.without);
  write_coming(json, "with", row.with);
  json.key("target");
  if (row.target)
    json.begin_object()
        .field("year", row.target->year)
        .field("value", row.target->value)
        .end_object();
  else
    json.value(nullptr);
  json.field("assumed", row.assumed).key("effects").begin_array();
  for (const auto& effect : row.effects)
    json.begin_object()
        .field("measure", effect.measure)
        .field("change", effect.change)
        .end_object();
  json.end_array().end_object();
}

void write_unknown(JsonWriter& json, std::string_view name, const plans::KnownSum& sum) {
  json.key(name).begin_array();
  for (const auto& id : sum.unknown) json.value(id);
  json.end_array();
}

}  // namespace

std::string cost_curve_to_json(const plans::CostCurve& curve,
                               const std::vector<store::MeasureVersion>& measures, double rate) {
  JsonWriter json;
  json.begin_object().field("discountRate", rate).key("steps").begin_array();
  for (const auto& step : curve.steps) {
    const auto& version = measures[step.index];
    json.begin_object()
        .field("id", version.id)
        .field("name", version.measure.name)
        .field("tonnes", step.tonnes)
        .field("costPerTonne", step.cost_per_tonne)
        .field("from", step.from)
        .field("to", step.to)
        .field("annualCost", step.annual_cost)
        .field("example", version.measure.example)
        .end_object();
  }
  json.end_array();
  write_set_aside(json, "apart", "missing", curve.apart, measures);
  json.field("text", curve.text).field("example", any_example(measures));
  write_processing(json);
  json.end_object();
  return json.take();
}

std::string best_set_to_json(const plans::BestSet& best,
                             const std::vector<store::MeasureVersion>& measures,
                             const plans::ChoiceQuery& query) {
  JsonWriter json;
  json.begin_object().field("frame", query.frame).field("discountRate", query.rate);
  json.key("must").begin_array();
  for (const auto& id : query.must) json.value(id);
  json.end_array().key("chosen").begin_array();
  for (const auto index : best.chosen) json.value(measures[index].id);
  json.end_array()
      .field("investment", best.investment)
      .field("tonnes", best.tonnes)
      .field("costPerTonne", best.cost_per_tonne)
      .field("withinFrame", best.within_frame);
  write_set_aside(json, "notChosen", "reasons", best.not_chosen, measures);
  json.field("text", best.text).field("example", any_example(measures));
  write_processing(json);
  json.end_object();
  return json.take();
}

std::string scenario_to_json(const plans::Scenario& scenario, double rate) {
  JsonWriter json;
  json.begin_object()
      .field("region", scenario.region->code)
      .field("regionName", scenario.region->name)
      .field("year", scenario.year)
      .field("scheme", figures::to_string(scenario.scheme))
      .field("discountRate", rate)
      .key("measures")
      .begin_array();
  for (const auto& version : scenario.measures) json.value(version.id);
  json.end_array().key("rows").begin_array();
  for (const auto& row : scenario.rows) write_row(json, row);
  json.end_array()
      .field("co2eTonnes", scenario.tonnes.value)
      .field("investment", scenario.investment.value)
      .field("annualCost", scenario.annual_cost.value)
      .key("unknown")
      .begin_object();
  write_unknown(json, "co2eTonnes", scenario.tonnes);
  write_unknown(json, "investment", scenario.investment);
  write_unknown(json, "annualCost", scenario.annual_cost);
  json.end_object()
      .field("assumption", scenario.assumption)
      .field("example", any_example(scenario.measures));
  write_processing(json);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
