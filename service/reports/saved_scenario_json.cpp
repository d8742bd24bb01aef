#include "service/reports/saved_scenario_json.hpp"

#include "service/reports/json_parts.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::reports {
namespace {

void write_content(JsonWriter& json, const SavedScenario& scenario) {
  json.field("name", scenario.name)
      .field("keyFigure", scenario.key_figure)
      .field("region", scenario.region)
      .field("year", scenario.year)
      .key("measures")
      .begin_array();
  for (const auto& measure : scenario.measures) json.value(measure);
  json.end_array().key("values").begin_object();
  for (const auto& [figure, value] : scenario.assumed) json.field(figure, value);
  json.end_object();
}

const Text& assumption() {
  static const Text text{"Antagande: ett sparat urval, inga fakta.",
                         "Assumption: a saved choice, no facts."};
  return text;
}

void write_saved(JsonWriter& json, const store::ScenarioVersion& version,
                 const figures::Snapshot& snapshot) {
  const auto* figure = snapshot.figure(version.scenario.key_figure);
  json.begin_object()
      .field("id", version.id)
      .field("plan", version.plan)
      .field("version", version.stamp.version);
  write_content(json, version.scenario);
  json.text_or_null("slug", figure != nullptr ? figure->definition.slug : std::string{})
      .field("savedBy", version.stamp.actor)
      .text_or_null("role", version.stamp.role)
      .field("savedAt", to_rfc3339(version.stamp.recorded_at))
      .field("assumption", assumption())
      .end_object();
}

}  // namespace

std::string saved_scenarios_to_json(std::string_view plan,
                                    const std::vector<store::ScenarioVersion>& versions,
                                    const figures::Snapshot& snapshot) {
  JsonWriter json;
  json.begin_object().field("plan", plan).key("items").begin_array();
  for (const auto& version : versions) write_saved(json, version, snapshot);
  json.end_array().field("assumption", assumption()).end_object();
  return json.take();
}

std::string saved_scenario_to_json(const store::ScenarioVersion& version,
                                   const figures::Snapshot& snapshot) {
  JsonWriter json;
  write_saved(json, version, snapshot);
  return json.take();
}

std::string saved_scenario_content(const SavedScenario& scenario) {
  JsonWriter json;
  json.begin_object();
  write_content(json, scenario);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
