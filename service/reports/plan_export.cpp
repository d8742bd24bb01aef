#include "service/reports/plan_export.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "service/reports/plan_item_json.hpp"
#include "service/reports/plan_json.hpp"
#include "service/store/plan_items.hpp"
#include "service/store/scenarios.hpp"

namespace tertil::reports {
namespace {

using nlohmann::json;

/// The kind of a type's items; a plan's target is no target of a key figure (contract 5).
std::optional<PlanItemKind> kind_of(std::string_view type) {
  if (type == "target") return std::nullopt;
  return parse_plan_item_kind(type == "planTarget" ? "target" : type);
}

/// What nobody wrote: null, false, an empty text, and what holds nothing else.
bool is_empty(const json& value) {
  if (value.is_structured()) return std::ranges::all_of(value, is_empty);
  return value.is_null() || value == false ||
         (value.is_string() && value.get_ref<const std::string&>().empty());
}

std::string line_of(std::string_view type, std::string_view plan, std::string_view id,
                    const json& content, bool example) {
  JsonWriter out;
  out.begin_object().field("type", type);
  if (!plan.empty()) out.field("plan", plan);
  out.field(type, id);
  for (const auto& [name, value] : content.items()) {
    if (name == "example" || is_empty(value)) continue;
    out.key(name);
    write_value(out, value);
  }
  if (example) out.field("example", true);
  return out.end_object().take();
}

Result<void> add_items(store::Reader& reader, std::string_view type, PlanItemKind kind,
                       std::string_view plan, std::vector<std::string>& lines) {
  const auto items = store::plan_items(reader, plan, kind);
  if (!items) return tl::unexpected{items.error()};
  for (const auto& item : *items)
    lines.push_back(line_of(type, plan, item.id, json::parse(item.content), item.example));
  return {};
}

Result<void> add_measures(store::Reader& reader, std::string_view plan,
                          std::vector<std::string>& lines) {
  const auto measures = store::measures(reader, plan);
  if (!measures) return tl::unexpected{measures.error()};
  for (const auto& version : *measures)
    lines.push_back(line_of("measure", plan, version.id,
                            json::parse(measure_content(version.measure)),
                            version.measure.example));
  return {};
}

Result<void> add_scenarios(store::Reader& reader, std::string_view plan,
                           std::vector<std::string>& lines) {
  const auto scenarios = store::scenarios(reader, plan);
  if (!scenarios) return tl::unexpected{scenarios.error()};
  for (const auto& version : *scenarios) {
    const auto& scenario = version.scenario;
    const json content{{"keyFigure", scenario.key_figure},
                       {"region", scenario.region},
                       {"year", scenario.year},
                       {"measures", scenario.measures},
                       {"values", scenario.assumed}};
    lines.push_back(line_of("scenario", plan, scenario.name, content, false));
  }
  return {};
}

json plan_content_of(const Plan& plan) {
  return {{"owner", plan.owner},
          {"name", plan.name},
          {"from", plan.from},
          {"to", plan.to},
          {"decidedBy", plan.decided_by},
          {"reference", plan.reference},
          {"source", {{"text", plan.source.text}, {"document", plan.source.document}}}};
}

}  // namespace

bool is_plan_type(std::string_view type) {
  return type == "plan" || type == "measure" || type == "scenario" || kind_of(type).has_value();
}

Result<void> export_plan_type(store::Reader& reader, std::string_view type, const LineSink& sink) {
  std::vector<std::string> lines;
  const auto kind = kind_of(type);
  const auto plans = store::plans(reader);
  if (!plans) return tl::unexpected{plans.error()};
  if (kind == PlanItemKind::kOrgUnit) {
    if (auto added = add_items(reader, type, *kind, {}, lines); !added) return added;
  } else {
    for (const auto& version : *plans) {
      const auto& id = version.plan.id;
      Result<void> added;
      if (type == "plan")
        lines.push_back(line_of(type, {}, id, plan_content_of(version.plan), false));
      else if (kind)
        added = add_items(reader, type, *kind, id, lines);
      else if (type == "measure")
        added = add_measures(reader, id, lines);
      else
        added = add_scenarios(reader, id, lines);
      if (!added) return added;
    }
  }
  std::ranges::sort(lines);
  for (const auto& line : lines)
    if (auto taken = sink(line); !taken) return taken;
  return {};
}

}  // namespace tertil::reports
