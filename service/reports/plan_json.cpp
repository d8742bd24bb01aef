#include "service/reports/plan_json.hpp"

#include <algorithm>

#include "service/plans/measure_costs.hpp"
#include "service/reports/json_parts.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::reports {
namespace {

void write_source(JsonWriter& json, const DocumentSource& source) {
  json.key("source")
      .begin_object()
      .field("text", source.text)
      .field("document", source.document)
      .end_object();
}

void write_effects(JsonWriter& json, const std::vector<MeasureEffect>& effects) {
  json.key("effects").begin_array();
  for (const auto& effect : effects)
    json.begin_object()
        .field("keyFigure", effect.key_figure)
        .field("change", effect.change)
        .field("fromYear", effect.from_year)
        .field("fullYear", effect.full_year)
        .field("confidence", to_string(effect.confidence))
        .end_object();
  json.end_array();
}

void write_follow_up_content(JsonWriter& json, const Measure& measure) {
  json.text_or_null("code", measure.code).field("rsMandate", measure.rs_mandate);
  json.key("roles").begin_array();
  for (const auto& role : measure.roles)
    json.begin_object()
        .field("role", to_string(role.kind))
        .text_or_null("orgUnit", role.org_unit)
        .text_or_null("name", role.name)
        .end_object();
  json.end_array().text_or_null("funding", measure.funding).key("goals").begin_array();
  for (const auto& goal : measure.goals) json.value(goal);
  json.end_array().key("manualTimeliness");
  if (const auto& manual = measure.manual_timeliness)
    json.begin_object()
        .field("status", to_string(manual->status))
        .field("reason", manual->reason)
        .end_object();
  else
    json.value(nullptr);
  json.text_or_null("mergedWith", measure.merged_with);
}

std::optional<std::string> day_or_null(const std::optional<plans::Day>& day) {
  return day ? std::optional{plans::to_string(*day)} : std::nullopt;
}

void write_follow_up(JsonWriter& json, const plans::FollowUp& found) {
  json.key("timeliness")
      .begin_object()
      .field("status", to_string(found.status))
      .field("manual", found.manual)
      .text_or_null("reason", found.reason)
      .field("rule", found.rule)
      .end_object()
      .key("lastUpdate");
  if (found.last_update)
    json.begin_object()
        .field("date", plans::to_string(*found.last_update))
        .field("daysAgo", *found.days_since_update)
        .end_object();
  else
    json.value(nullptr);
  json.key("activities")
      .begin_object()
      .field("done", found.activities_done)
      .field("total", found.activities)
      .end_object()
      .field("column", to_string(found.column))
      .field("nextUpdateDue", day_or_null(found.next_update_due));
}

/// The members that somebody wrote.
void write_content(JsonWriter& json, const Measure& measure) {
  json.field("name", measure.name)
      .field("description", measure.description)
      .field("state", to_string(measure.state))
      .text_or_null("orgUnit", measure.org_unit)
      .text_or_null("start", measure.start)
      .text_or_null("end", measure.end)
      .field("investment", measure.investment)
      .field("annualCost", measure.annual_cost)
      .field("annualSaving", measure.annual_saving)
      .field("lifetime", measure.lifetime)
      .field("co2eTonnes", measure.co2e_tonnes)
      .text_or_null("overlapGroup", measure.overlap_group);
  write_effects(json, measure.effects);
  write_follow_up_content(json, measure);
  write_source(json, measure.source);
  json.field("example", measure.example);
}

void write_costs(JsonWriter& json, const plans::MeasureCosts& costs) {
  json.field("annualised", costs.annualised).field("costPerTonne", costs.per_tonne);
  json.key("costPerUnit").begin_array();
  for (const auto& unit : costs.per_unit)
    json.begin_object().field("keyFigure", unit.key_figure).field("value", unit.value).end_object();
  json.end_array().key("missing").begin_array();
  for (const auto& text : costs.missing) json.value(text);
  json.end_array();
}

void write_measure(JsonWriter& json, const store::MeasureVersion& version,
                   const plans::FollowUp& follow_up, const figures::Snapshot& snapshot,
                   double rate) {
  json.begin_object()
      .field("id", version.id)
      .field("plan", version.plan)
      .field("version", version.stamp.version)
      .field("recordedAt", to_rfc3339(version.stamp.recorded_at));
  write_content(json, version.measure);
  write_follow_up(json, follow_up);
  write_costs(json, plans::costs_of(version.measure, snapshot, rate));
  json.end_object();
}

}  // namespace

std::string plans_to_json(const std::vector<store::PlanVersion>& plans) {
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& [plan, stamp] : plans) {
    json.begin_object()
        .field("id", plan.id)
        .field("version", stamp.version)
        .field("owner", plan.owner)
        .field("name", plan.name)
        .field("from", plan.from)
        .field("to", plan.to)
        .text_or_null("decidedBy", plan.decided_by)
        .text_or_null("reference", plan.reference);
    write_source(json, plan.source);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string measures_to_json(const MeasureList& list, const figures::Snapshot& snapshot) {
  JsonWriter json;
  json.begin_object()
      .field("plan", list.plan.id)
      .field("name", list.plan.name)
      .field("from", list.plan.from)
      .field("to", list.plan.to);
  write_as_of(json, list.as_of);
  json.field("discountRate", list.rate).key("items").begin_array();
  for (const auto& version : list.measures)
    write_measure(
        json, version,
        plans::follow_up(version.measure, plans::parts_of(version.id, list.items), list.today),
        snapshot, list.rate);
  json.end_array()
      .field("example", std::ranges::any_of(list.measures,
                                            [](const store::MeasureVersion& version) {
                                              return version.measure.example;
                                            }))
      .end_object();
  return json.take();
}

std::string measure_to_json(const store::MeasureVersion& version, const plans::FollowUp& follow_up,
                            const figures::Snapshot& snapshot, double rate) {
  JsonWriter json;
  write_measure(json, version, follow_up, snapshot, rate);
  return json.take();
}

std::string measure_history_to_json(const std::vector<store::MeasureVersion>& versions) {
  JsonWriter json;
  json.begin_object()
      .field("plan", versions.front().plan)
      .field("id", versions.front().id)
      .key("items")
      .begin_array();
  for (const auto& version : versions) {
    json.begin_object()
        .field("version", version.stamp.version)
        .field("recordedAt", to_rfc3339(version.stamp.recorded_at))
        .field("actor", version.stamp.actor)
        .text_or_null("role", version.stamp.role)
        .field("restores", version.restores)
        .key("measure")
        .begin_object();
    write_content(json, version.measure);
    json.end_object().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string measure_content(const Measure& measure) {
  JsonWriter json;
  json.begin_object();
  write_content(json, measure);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
