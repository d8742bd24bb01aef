/// @file service/reports/plan_json.hpp
/// @brief Plans and measures as the API answers them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/figures/snapshot.hpp"
#include "service/plans/follow_up.hpp"
#include "service/store/plans.hpp"

namespace tertil::reports {

/// {"items":[{"id","name","from","to","source"}]}
[[nodiscard]] std::string plans_to_json(const std::vector<store::PlanVersion>& plans);

/// The measures of one plan, with what they cost at the rate.
struct MeasureList {
  Plan plan;
  std::vector<store::MeasureVersion> measures;
  std::vector<store::PlanItemVersion> items;  ///< The plan's, for what follows measures up.
  plans::Day today{};
  double rate{0.0};
  std::optional<Instant> as_of;
};

/// {"plan","items":[Measure],"discountRate","example"}
[[nodiscard]] std::string measures_to_json(const MeasureList& list,
                                           const figures::Snapshot& snapshot);

/// One Measure.
[[nodiscard]] std::string measure_to_json(const store::MeasureVersion& version,
                                          const plans::FollowUp& follow_up,
                                          const figures::Snapshot& snapshot, double rate);

/// {"plan","id","items":[{"version","recordedAt","actor","role","restores","measure"}]}, as given.
[[nodiscard]] std::string measure_history_to_json(
    const std::vector<store::MeasureVersion>& versions);

/// What somebody wrote, alone: for fingerprints.
[[nodiscard]] std::string measure_content(const Measure& measure);

}  // namespace tertil::reports
