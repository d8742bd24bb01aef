#include "service/reports/plan_export.hpp"

#include <algorithm>

#include "service/reports/json_writer.hpp"
#include "service/store/plans.hpp"
#include "service/store/scenarios.hpp"

namespace tertil::reports {
namespace {

void put(JsonWriter& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.field(name, text);
}

void put(JsonWriter& json, std::string_view name, const std::optional<double>& number) {
  if (number) json.field(name, *number);
}

void put(JsonWriter& json, const DocumentSource& source) {
  put(json, "sourceText", source.text);
  put(json, "source", source.document);
}

std::string line_of(const Plan& plan) {
  JsonWriter json{256};
  json.begin_object().field("type", "plan").field("plan", plan.id);
  put(json, "owner", plan.owner);
  put(json, "name", plan.name);
  json.field("from", plan.from).field("to", plan.to);
  put(json, plan.source);
  json.end_object();
  return json.take();
}

std::string line_of(const store::MeasureVersion& version) {
  const auto& measure = version.measure;
  JsonWriter json{512};
  json.begin_object()
      .field("type", "measure")
      .field("plan", version.plan)
      .field("measure", version.id);
  put(json, "name", measure.name);
  put(json, "description", measure.description);
  json.field("state", to_string(measure.state));
  put(json, "orgUnit", measure.org_unit);
  put(json, "start", measure.start);
  put(json, "end", measure.end);
  put(json, "investment", measure.investment);
  put(json, "annualCost", measure.annual_cost);
  put(json, "annualSaving", measure.annual_saving);
  put(json, "lifetime", measure.lifetime);
  put(json, "co2eTonnes", measure.co2e_tonnes);
  put(json, "overlapGroup", measure.overlap_group);
  json.key("effects").begin_array();
  for (const auto& effect : measure.effects)
    json.begin_object()
        .field("keyFigure", effect.key_figure)
        .field("change", effect.change)
        .field("fromYear", effect.from_year)
        .field("fullYear", effect.full_year)
        .field("confidence", to_string(effect.confidence))
        .end_object();
  json.end_array();
  if (measure.example) json.field("example", true);
  put(json, measure.source);
  json.end_object();
  return json.take();
}

std::string line_of(const store::ScenarioVersion& version) {
  const auto& scenario = version.scenario;
  JsonWriter json{256};
  json.begin_object().field("type", "scenario").field("plan", version.plan);
  put(json, "name", scenario.name);
  json.field("keyFigure", scenario.key_figure)
      .field("region", scenario.region)
      .field("year", scenario.year)
      .key("measures")
      .begin_array();
  for (const auto& measure : scenario.measures) json.value(measure);
  json.end_array().key("values").begin_object();
  for (const auto& [figure, value] : scenario.assumed) json.field(figure, value);
  json.end_object().end_object();
  return json.take();
}

}  // namespace

bool is_plan_type(std::string_view type) {
  return type == "measure" || type == "plan" || type == "scenario";
}

Result<std::vector<std::string>> plan_lines(store::Reader& reader, std::string_view type) {
  const auto plans = store::plans(reader);
  if (!plans) return tl::unexpected{plans.error()};
  std::vector<std::string> lines;
  for (const auto& [plan, stamp] : *plans) {
    if (type == "plan") lines.push_back(line_of(plan));
    if (type == "measure") {
      const auto measures = store::measures(reader, plan.id);
      if (!measures) return tl::unexpected{measures.error()};
      for (const auto& measure : *measures) lines.push_back(line_of(measure));
    }
    if (type == "scenario") {
      const auto scenarios = store::scenarios(reader, plan.id);
      if (!scenarios) return tl::unexpected{scenarios.error()};
      for (const auto& scenario : *scenarios) lines.push_back(line_of(scenario));
    }
  }
  std::ranges::sort(lines);
  return lines;
}

}  // namespace tertil::reports
