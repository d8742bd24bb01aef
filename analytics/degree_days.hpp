/// @file analytics/degree_days.hpp
/// @brief How cold or warm days were, and what a heat figure would be in a normal year.
///
/// A day's heating degree days are base - T when its mean temperature T is below the base, else 0;
/// cooling degree days are T - base above it. Swedish degree days (graddagar) have the base 17 °C.
/// Until 2014 they also left out days of April to October that were warmer than a limit of the
/// month (12, 10, 10, 10, 11, 12, 13 °C), because the sun then heats; a series made in one way is
/// never compared with one made in the other. Bases and limits are given, never assumed: they
/// belong to the source of the normal year.
///
/// Normalising moves only the part of the heat that depends on the weather; hot water does not:
///   normal = heat × (1 - share + share × normal degree days / degree days).
///
/// Missing values: a day without a temperature is left out by the caller, who says how many there
/// are; a sum over a gap is too small.
#pragma once

#include <Eigen/Core>
#include <limits>
#include <optional>

namespace tertil::analytics {

/// No limit: every day below the base counts.
inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// The sum of base - T over the days with T below `base` and not above `limit`, all in °C.
/// @throws std::invalid_argument if a temperature or the base is not finite.
[[nodiscard]] double heating_degree_days(const Eigen::Ref<const Eigen::ArrayXd>& temperatures,
                                         double base, double limit = kNoLimit);

/// The sum of T - base over the days with T above `base`.
/// @throws std::invalid_argument as heating_degree_days().
[[nodiscard]] double cooling_degree_days(const Eigen::Ref<const Eigen::ArrayXd>& temperatures,
                                         double base);

/// What `use` would have been with `normal` degree days instead of `actual`, in the unit of `use`.
/// @param share The part of the use that depends on the weather, 0 to 1.
/// @return Empty when `actual` is 0 and some of the use depends on it.
/// @throws std::invalid_argument if degree days are negative, the share is not from 0 to 1, or a
/// number is not finite.
[[nodiscard]] std::optional<double> normal_year_use(double use, double share, double actual,
                                                    double normal);

}  // namespace tertil::analytics
