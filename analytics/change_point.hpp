/// @file analytics/change_point.hpp
/// @brief Whether a series changed its level for good, and when: Pettitt's test.
///
/// level_shift() of analytics/outliers.hpp looks for a clear step of a few values' length; this
/// asks whether the whole series could be of one level. It works on ranks, so it cares neither for
/// outliers nor for the shape of the distribution (A. N. Pettitt, "A non-parametric approach to the
/// change-point problem", Applied Statistics 28, 1979, 126–135).
///
/// With U_t = the sum of sign(x_j - x_i) over i < t <= j, the statistic is K = max |U_t|, and the
/// probability of one as large in a series without a change is about 2 exp(-6 K² / (n³ + n²)). That
/// is good for values up to 0.5, and too large for n below about 10: a series of 6 can never be
/// convincing. A trend also changes the level, and is found: look at the values first.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace tertil::analytics {

struct LevelChange {
  std::size_t place{0};   ///< The first value of the new level; the earliest of equals.
  double statistic{0};    ///< K.
  double probability{1};  ///< Of a K as large by chance, at most 1.
  double before{0};       ///< The median before `place`,
  double after{0};        ///< and from it on.
};

/// Values come in order of time; differences between them do not matter, only their order. Empty
/// for fewer than two values and when all are equal.
/// @throws std::invalid_argument if a value is not finite.
/// Complexity: O(n log n).
[[nodiscard]] std::optional<LevelChange> pettitt(std::span<const double> values);

}  // namespace tertil::analytics
