/// @file service/plans/goal_evidence.hpp
/// @brief Gathers what counts for a goal at an occasion: indicators against their targets, and
/// activities.
///
/// An indicator's values are those of its key figure for the plan's region; the reported facts fill
/// in the years without one, or stand alone where there is no key figure. Values after the
/// occasion's year do not count. A target is judged as it was written: a value along its path
/// (analytics/progress.hpp), an average (the mean of the last years), a range (in it or not), or a
/// direction (analytics/target_path.hpp). The targets of one administration have no values of
/// their own here and are said to be for the person.
#pragma once
#include <string_view>
#include <vector>

#include "service/figures/snapshot.hpp"
#include "service/plans/follow_up.hpp"
#include "service/plans/suggestion.hpp"
#include "service/store/plan_items.hpp"
#include "service/store/plans.hpp"

namespace tertil::plans {

/// The last day that an occasion is about: 30 April, 31 August, 31 December.
[[nodiscard]] Day last_day_of(const Occasion& occasion);

/// All that a plan holds.
struct PlanContent {
  Plan plan;
  std::vector<store::PlanItemVersion> items;
  std::vector<store::MeasureVersion> measures;
};

[[nodiscard]] GoalEvidence evidence_for(const PlanContent& content, std::string_view goal,
                                        const Occasion& occasion,
                                        const figures::Snapshot& snapshot);

}  // namespace tertil::plans
