/// @file analytics/thresholds.hpp
/// @brief How far it is to the next class, up and down, and what another value would change.
///
/// With the others held still, a value has rank <= K exactly when it is not worse than the K-th
/// best value among the *other* n - 1 (ties suffice). So (contract, ranking rule 7):
///  - red becomes yellow at the K2-th best of the others, yellow becomes green at the K1-th best;
///  - green is kept up to the K1-th best of the others, yellow up to the K2-th best.
/// K1 and K2 are those of class_limits(n) in analytics/ranking.hpp, n with the own value.
///
/// Ties: where the K1-th and the K2-th best of the others are equal, nothing lies between them:
/// who reaches that value becomes green at once, and who leaves it red. The class in the answer
/// is the one that the value really gives.
///
/// Distances are in the key figure's unit, never negative, and exact to the most decimals among
/// their operands (analytics/decimals.hpp). Missing values are left out, as in ranking.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analytics/ranking.hpp"

namespace tertil::analytics {

/// A value at which the class changes, and how far away it is.
struct Threshold {
  RankClass rank_class{RankClass::kGreen};  ///< The class on the other side.
  double value{0};                          ///< A value of one of the others.
  double distance{0};                       ///< From the own value to `value`, >= 0.

  bool operator==(const Threshold&) const = default;
};

/// The way up and the way down of one value.
struct Thresholds {
  /// What reaching `value` gives: always a better class. Empty for green, and when there are no
  /// classes.
  std::optional<Threshold> better;
  /// What the least step beyond `value` gives; at `value` itself the class is still kept. Empty
  /// for red, and when there are no classes.
  std::optional<Threshold> worse;

  bool operator==(const Thresholds&) const = default;
};

/// The thresholds of every value; element i belongs to value i.
/// @throws std::invalid_argument if a value is not finite.
/// Complexity: O(n log n) for all.
[[nodiscard]] std::vector<Thresholds> thresholds(std::span<const double> values, Polarity polarity,
                                                 Scheme scheme = Scheme::kThirds);

/// The thresholds of the value at `index`.
/// @throws std::invalid_argument as thresholds(); std::out_of_range if there is no such value.
[[nodiscard]] Thresholds thresholds_of(std::span<const double> values, std::size_t index,
                                       Polarity polarity, Scheme scheme = Scheme::kThirds);

/// One of the others whose class would change.
struct ClassShift {
  std::size_t index{0};           ///< Into the values as given.
  std::optional<RankClass> from;  ///< Empty when there were no classes before (n was 8).
  std::optional<RankClass> to;

  bool operator==(const ClassShift&) const = default;
};

/// What another value would mean.
struct WhatIf {
  std::optional<Placement> before;  ///< Empty for a value that was not ranked before.
  Placement after;
  Thresholds thresholds;           ///< Around the new value.
  std::vector<ClassShift> others;  ///< Those whose class changes, in the order given.
  std::size_t n{0};                ///< How many are ranked with the new value.
  double median{0};                ///< With the new value.
};

/// Places `value` as if it were the value at `index`, all others as they are. With no `index` it
/// joins the others: a region that had no value gets one, and n grows by one.
/// @throws std::invalid_argument if a value is not finite; std::out_of_range if there is no value
/// at `index`.
[[nodiscard]] WhatIf what_if(std::span<const double> values, std::optional<std::size_t> index,
                             double value, Polarity polarity, Scheme scheme = Scheme::kThirds);

}  // namespace tertil::analytics
