/// @file analytics/combined_effect.hpp
/// @brief What several measures do together when some of them act on the same thing.
///
/// Destroying nitrous oxide and using less of it both act on the same emission: the sum of what
/// each does alone would count some of it twice. Such measures carry the same overlap group. The
/// rule, ours, is the one that never promises too much:
///  - within a group only the most effective of the chosen measures counts, in full; the others
///    add nothing. (What they would still do on the rest is not known, so it is not promised.)
///  - a group never gives more than its limit, where one is given: the emissions of what the
///    measures act on.
///  - an effect below 0, for the worse, is a direction of its own: the largest of these in a group
///    counts as well, so that an improvement never hides a harm. The limit is for both directions.
///  - groups do not meet: effects of different groups, and of measures without one, are added.
///
/// Any one unit will do: tonnes of CO2e a year, or a change of a key figure.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace tertil::analytics {

/// What one measure does alone.
struct Effect {
  double size{0};                    ///< Of either sign.
  std::optional<std::size_t> group;  ///< Any number; empty when it overlaps with nothing.

  bool operator==(const Effect&) const = default;
};

/// The most that a group can give, >= 0; groups that are not listed have no limit.
using GroupLimits = std::map<std::size_t, double>;

/// What they do together.
struct CombinedEffect {
  double total{0};              ///< The sum of `counted`.
  std::vector<double> counted;  ///< What each measure adds, in the order given; 0 if hidden.

  bool operator==(const CombinedEffect&) const = default;
};

/// Of equally effective measures the first counts.
/// @throws std::invalid_argument if a size is not finite, or a limit below 0 or not a number.
/// Complexity: O(n log n).
[[nodiscard]] CombinedEffect combined_effect(std::span<const Effect> chosen,
                                             const GroupLimits& limits = {});

}  // namespace tertil::analytics
