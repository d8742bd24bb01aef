/// @file analytics/progress.hpp
/// @brief How far a value has come towards its target, honestly.
///
/// The rule (contract, ranking rule 11): achieved when the value meets the target; else progress
/// p = (current - baseline) / (target - baseline) against the elapsed share e of the path:
/// p >= e on track, p >= e/2 at risk, else off track. Energy 2024 (199 in 2017, 176 in 2026, now
/// 188): p = 0.478 against e = 0.778, at risk.
///
/// What the usual formula gets wrong (it calls organic food "360 % complete", which has fallen
/// from 31.0 to 27.4 with a target of 30) is left without an answer here:
///  - p needs a target that is better than the baseline. A target equal to the baseline, or on
///    its wrong side, and so any target that was met already at the baseline, has none: either
///    the value meets it (achieved) or it is not assessable, and the gap says how much is missing.
///  - p needs a baseline, a target year after the baseline year, and a value that is not older
///    than the baseline.
///  - Deterioration is negative progress and off track (waste recycling: -31 %), never hidden.
///  - A target of zero is a target like any other.
/// A value in the target year or later that does not meet the target has e = 1 and is never on
/// track; `due` says that the time is over.
///
/// Missing values: a key figure without a current value or without a target is not sent here.
#pragma once

#include <optional>

#include "analytics/ranking.hpp"

namespace tertil::analytics {

/// A value and its year.
struct YearValue {
  int year{0};
  double value{0};
};

/// What is expected between baseline and target. `kLinear`: the same step every year. `kStep`:
/// nothing until the target year, then all at once.
enum class TargetPath { kLinear, kStep };

enum class TargetStatus { kAchieved, kOnTrack, kAtRisk, kOffTrack, kNotAssessable };

/// Where a value stands on the way to its target. Shares are of the way: 1 is all of it.
struct Progress {
  TargetStatus status{TargetStatus::kNotAssessable};
  bool achieved{false};  ///< The current value is not worse than the target, whatever the year.
  /// The share of the way that is done: below 0 when it got worse, above 1 when the target is
  /// surpassed. Empty when it cannot be computed (see above).
  std::optional<double> progress;
  /// The share of the path that should be done by the current year, 0 to 1: linear, the share of
  /// the years; step, 0 before the target year and 1 from it on. Empty without a baseline or when
  /// the target year is not after the baseline year.
  std::optional<double> elapsed;
  /// The value that the path asks for in the current year. Empty when `elapsed` is.
  std::optional<double> expected_now;
  /// What is missing in the key figure's unit, in the better direction: 12 kWh/m² for 188
  /// against 176. Above 0 remains to be done; below 0 the target is surpassed. Exact to the most
  /// decimals of the two (analytics/decimals.hpp).
  double gap{0};
  bool due{false};  ///< The current value is of the target year or later.
};

/// Judges `current` against `target`.
/// @throws std::invalid_argument if a value is not finite.
[[nodiscard]] Progress assess_progress(std::optional<YearValue> baseline, YearValue target,
                                       YearValue current, Polarity polarity,
                                       TargetPath path = TargetPath::kLinear);

}  // namespace tertil::analytics
