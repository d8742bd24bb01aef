/// @file service/http/plan_item_rights.hpp
/// @brief Who may make which change to a part of a plan.
///
/// Focus areas, goals and indicators are the coordinator's; targets need `target.edit`, units of
/// the organisation `org.edit`. Activities and updates belong to their measure's administration.
/// Of an assessment, motivation and evidence belong to the administrations that the goal is
/// assigned to or that have a measure for it; verdict, by whom and when it was decided need
/// `assessment.decide`.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "service/domain/plan_item.hpp"
#include "service/http/import_access.hpp"
#include "service/store/engine.hpp"

namespace tertil::http {

/// The right that writing a kind needs.
[[nodiscard]] access::Action action_for(PlanItemKind kind);

/// A change of one item. Null: there is nothing yet, or nothing afterwards.
struct ItemChange {
  std::string_view plan;
  PlanItemKind kind{PlanItemKind::kGoal};
  const nlohmann::json* before{nullptr};
  const nlohmann::json* after{nullptr};
};

/// kForbidden unless the caller may make the change.
[[nodiscard]] Result<void> may_change(store::Reader& reader, const Caller& caller,
                                      const ItemChange& change);

}  // namespace tertil::http
