/// @file analytics/scenario.hpp
/// @brief What a set of measures makes of a key figure's value in a year.
///
///   value' = clamp(value + combined effect of the measures as far as they have come, bounds)
///
/// A measure has an effect from its first year, grows by equal steps and has its whole effect in
/// its full year: of 2025 to 2028, a quarter in 2025, then a half, three quarters, all. Overlap is
/// that of analytics/combined_effect.hpp in that very year: a small measure that is ready counts
/// until a larger one of its group has overtaken it. Bounds are those of the key figure: a share
/// is never above 100 %. A scenario is an assumption, not a forecast and not a fact.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analytics/combined_effect.hpp"

namespace tertil::analytics {

/// What one measure does to a key figure.
struct PlannedEffect {
  double change{0};                  ///< In full effect, in the key figure's unit, of either sign.
  int first_year{0};                 ///< The first with any effect.
  int full_year{0};                  ///< The first with all of it, >= first_year.
  std::optional<std::size_t> group;  ///< Overlap group, as in Effect.
};

/// What a key figure can be at least and at most.
struct ScenarioBounds {
  std::optional<double> low;
  std::optional<double> high;
};

/// A value with measures.
struct ScenarioValue {
  double value{0};
  double change{0};             ///< What the measures do together, before the bounds.
  std::vector<double> counted;  ///< What each adds to `change`, in the order given.
  bool bounded{false};          ///< A bound was met: the value is not value + change.

  bool operator==(const ScenarioValue&) const = default;
};

/// How much of its effect a measure has in `year`: 0 before `first_year`, 1 from `full_year` on.
/// @throws std::invalid_argument if full_year < first_year.
[[nodiscard]] double share_in_effect(int first_year, int full_year, int year);

/// @throws std::invalid_argument if a number is not finite, a full year comes before its first,
/// the bounds are crossed, or a limit is below 0.
[[nodiscard]] ScenarioValue scenario_value(double value, std::span<const PlannedEffect> effects,
                                           int year, const ScenarioBounds& bounds = {},
                                           const GroupLimits& limits = {});

}  // namespace tertil::analytics
