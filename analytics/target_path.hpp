/// @file analytics/target_path.hpp
/// @brief What a target asks for at a date, of an average, and of a direction without a number.
///
/// Targets are written in three ways, and each is judged as it was written:
///  - as values at years, with steps between them or a straight line (path_value);
///  - for an average, "in mean over three years": the outcome is averaged, never the target
///    (trailing_means);
///  - as a direction, "shall be positive and not fall over time" (assess_direction).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analytics/progress.hpp"

namespace tertil::analytics {

/// The value that a path of one or more stages asks for at a date. Linear: on the line between the
/// stages around it. Step: the value of the latest stage that has come. After the last stage its
/// value holds; before the first nothing is asked, and the answer is empty.
/// @param stages In any order, e.g. the baseline and the targets of 2026 and 2030.
/// @param at In years; the middle of 2025 is 2025.5, and 2025 is the year as a whole.
/// @throws std::invalid_argument if a year is there twice or a number is not finite.
[[nodiscard]] std::optional<double> path_value(std::span<const YearValue> stages, double at,
                                               TargetPath path);

/// The mean of each year and the years before it, `years` in all. A year is given only if all of
/// them have values, since a mean over a gap is another thing. In order of time.
/// @throws std::invalid_argument if `years` is below 1, a year is there twice, or a value is not
/// finite.
[[nodiscard]] std::vector<YearValue> trailing_means(std::span<const YearValue> points, int years);

enum class DirectionTarget { kIncrease, kDecrease, kKeep, kNotDecrease, kNotIncrease };

/// What a target without a number asks.
struct Direction {
  DirectionTarget target{DirectionTarget::kKeep};
  double tolerance{0};          ///< Changes up to this, in the unit, count as none.
  std::optional<double> above;  ///< Every value must be above it: 0 for "positive".
};

enum class DirectionVerdict { kMet, kNotMet, kNotAssessable };

/// How it went.
struct DirectionProgress {
  DirectionVerdict verdict{DirectionVerdict::kNotAssessable};
  /// From the first value to the last, along the median of all slopes between two values
  /// (Theil–Sen), so that neither a bad first year nor a good last one decides alone. With two
  /// values it is their difference. Empty for fewer.
  std::optional<double> change;
  std::optional<int> below_year;  ///< The first year that is not above what is asked.
};

/// @param points From the baseline on, in any order.
/// @throws std::invalid_argument if a year is there twice, a number is not finite, or the
/// tolerance is negative.
[[nodiscard]] DirectionProgress assess_direction(std::span<const YearValue> points,
                                                 Direction direction);

}  // namespace tertil::analytics
