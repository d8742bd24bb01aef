/// @file service/store/plan_items.hpp
/// @brief The parts of plans and the organisation: every version of them, by whom and when.
///
/// Append-only, as store/plans.hpp: the version that holds is the highest, and one that says
/// `removed` hides the item until a later version brings it back. The store does not look into
/// the content; service/plans/item_reading.hpp has judged it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/plan_item.hpp"
#include "service/store/engine.hpp"
#include "service/store/plans.hpp"

namespace tertil::store {

/// One version of an item.
struct PlanItemVersion {
  std::string plan;  ///< Empty for the organisation.
  PlanItemKind kind{PlanItemKind::kGoal};
  std::string id;
  std::string content;  ///< Canonical JSON; of a removal, what was removed.
  bool example{false};  ///< "Exempeldata": made up, never a fact.
  bool removed{false};
  std::optional<std::int64_t> restores;  ///< The version whose content an undo brought back.
  VersionStamp stamp;
};

/// Appends a version. kConflict unless it follows the newest one, or is 1 where there is none;
/// kNotFound if there is no such plan.
[[nodiscard]] Result<void> add_plan_item(Writer& writer, const PlanItemVersion& version);

/// The items of a plan as they hold, by kind and id, without the removed ones.
[[nodiscard]] Result<std::vector<PlanItemVersion>> plan_items(
    Reader& reader, std::string_view plan, std::optional<PlanItemKind> kind = std::nullopt,
    std::optional<Instant> as_of = std::nullopt);

/// Every version of one item, the newest first; none if there has never been one.
[[nodiscard]] Result<std::vector<PlanItemVersion>> plan_item_versions(Reader& reader,
                                                                      std::string_view plan,
                                                                      PlanItemKind kind,
                                                                      std::string_view id);

/// Whether anybody but `actor` has ever written anything in the plan, its measures included; what
/// is "Exempeldata" does not count.
[[nodiscard]] Result<bool> plan_has_other_authors(Reader& reader, std::string_view plan,
                                                  std::string_view actor);

}  // namespace tertil::store
