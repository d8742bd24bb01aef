#include "service/http/plan_item_rights.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "service/http/own_unit.hpp"
#include "service/store/plan_items.hpp"
#include "service/store/plans.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;

/// Whose a measure is; nobody's if there is none.
Result<std::string> unit_of_measure(store::Reader& reader, std::string_view plan,
                                    const std::string& id) {
  const auto versions = store::measure_versions(reader, plan, id);
  if (!versions) return tl::unexpected{versions.error()};
  return versions->empty() ? std::string{} : versions->front().measure.org_unit;
}

Result<bool> is_own_goal(store::Reader& reader, const Caller& caller, std::string_view plan,
                         const std::string& id) {
  const auto versions = store::plan_item_versions(reader, plan, PlanItemKind::kGoal, id);
  if (!versions) return tl::unexpected{versions.error()};
  const auto goal = versions->empty() ? json{{"assignedTo", json::array()}}
                                      : json::parse(versions->front().content);
  for (const auto& name : goal.at("assignedTo")) {
    auto own = is_own(reader, caller, name.get<std::string>());
    if (!own || *own) return own;
  }
  const auto measures = store::measures(reader, plan);
  if (!measures) return tl::unexpected{measures.error()};
  for (const auto& one : *measures) {
    if (std::ranges::find(one.measure.goals, id) == one.measure.goals.end()) continue;
    auto own = is_own(reader, caller, one.measure.org_unit);
    if (!own || *own) return own;
  }
  return false;
}

tl::unexpected<Error> forbidden(Text why) { return fail(ErrorCode::kForbidden, std::move(why)); }

/// Whether a change leaves to the coordinator what is decided.
bool decides(const ItemChange& change) {
  const json nothing{{"verdict", "notAssessed"}, {"decidedBy", nullptr}, {"date", nullptr}};
  const auto& before = change.before == nullptr ? nothing : *change.before;
  const auto& after = change.after == nullptr ? nothing : *change.after;
  return std::ranges::any_of(std::array{"verdict", "decidedBy", "date"}, [&](const char* member) {
    return before.at(member) != after.at(member);
  });
}

Result<void> may_change_assessment(store::Reader& reader, const Caller& caller,
                                   const ItemChange& change) {
  if (decides(change) && !may(caller, access::Action::kAssessmentDecide))
    return forbidden(
        {"Bara dataansvarig bestämmer bedömningen, vem som beslutat och när. Du får "
         "skriva motivering och underlag.",
         "Only the data coordinator decides the verdict, by whom and when. You may "
         "write motivation and evidence."});
  if (may_edit(reader, caller, access::Action::kPlanEdit, {})) return {};
  for (const auto* content : {change.before, change.after}) {
    if (content == nullptr) continue;
    if (!may(caller, access::Action::kPlanEdit))
      return forbidden({"Rollen får inte göra detta.", "The role may not do this."});
    const auto own = is_own_goal(reader, caller, change.plan, content->at("goal"));
    if (!own) return tl::unexpected{own.error()};
    if (!*own)
      return forbidden(
          {"Målet är inte tilldelat din förvaltning, och ingen av dess åtgärder hör "
           "till den.",
           "The goal is not assigned to your administration, and none of its "
           "measures belongs to it."});
  }
  return {};
}

}  // namespace

access::Action action_for(PlanItemKind kind) {
  switch (kind) {
    case PlanItemKind::kTarget: return access::Action::kTargetEdit;
    case PlanItemKind::kOrgUnit: return access::Action::kOrgEdit;
    case PlanItemKind::kFocusArea:
    case PlanItemKind::kGoal:
    case PlanItemKind::kIndicator:
    case PlanItemKind::kActivity:
    case PlanItemKind::kUpdate:
    case PlanItemKind::kAssessment: break;
  }
  return access::Action::kPlanEdit;
}

Result<void> may_change(store::Reader& reader, const Caller& caller, const ItemChange& change) {
  if (change.kind == PlanItemKind::kAssessment)
    return may_change_assessment(reader, caller, change);
  if (change.kind != PlanItemKind::kActivity && change.kind != PlanItemKind::kUpdate)
    return may_edit(reader, caller, action_for(change.kind), {});
  for (const auto* content : {change.before, change.after}) {
    if (content == nullptr) continue;
    const auto unit = unit_of_measure(reader, change.plan, content->at("measure"));
    if (!unit) return tl::unexpected{unit.error()};
    if (auto own = may_edit(reader, caller, access::Action::kPlanEdit, *unit); !own) return own;
  }
  return {};
}

}  // namespace tertil::http
