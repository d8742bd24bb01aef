/// @file analytics/forecast.hpp
/// @brief Where a key figure will be in a coming year, how sure that is, and what a target takes.
///
/// Methods, on the scale of analytics/prediction.hpp, with years x, values y, n points and h years
/// from the last point to the year asked for:
///  - last value: y stays. Spread s √h, s² = the mean of d²/Δx over the steps d from point to point
///    (R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and Practice, 3rd edition,
///    section 5.5), n - 1 degrees of freedom.
///  - straight line: least squares, with the textbook prediction interval: spread
///    s √(1 + 1/n + (x - x̄)²/Sxx), s² = residual sum of squares / (n - 2), n - 2 degrees.
///  - half slope: the last value and half the line's slope from there. It is the Theta method with
///    its smoothing at 1 (R. J. Hyndman and B. Billah, "Unmasking the Theta method", Int. Journal
///    of Forecasting 19, 2003): a trend is believed, but not all of it.
///  - robust line: the median of all pairwise slopes and of y - slope x (H. Theil 1950; P. K. Sen,
///    "Estimates of the regression coefficient based on Kendall's tau", JASA 63, 1968), which one
///    wild value of five or more hardly moves. Spread as the straight line's, with s = the median
///    absolute residual / 0.6745, without the two smallest, which two parameters can always make 0.
///
/// A spread is never less than rounding alone gives: a unit of the last decimal / √12. Otherwise
/// three values that happen to lie on a line would promise certainty.
///
/// A spread can be widened: textbook intervals believe that the method is right, and hold fewer
/// outcomes than they say. MethodError::widening (analytics/forecast_methods.hpp) is measured.
///
/// Years may be missing; distances are in years. Points before the last break are another series
/// and take no part. Which method to use is measured, not believed: analytics/forecast_methods.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "analytics/prediction.hpp"
#include "analytics/progress.hpp"
#include "analytics/ranking.hpp"

namespace tertil::analytics {

enum class ForecastMethod { kLastValue, kStraightLine, kHalfSlope, kRobustLine };

/// Fewer points give no forecast.
inline constexpr std::size_t kFewestForForecast = 3;

/// One key figure of one region.
struct OutcomeSeries {
  std::vector<YearValue> points;  ///< In any order; a missing year is left out.
  std::vector<int> breaks;        ///< The first years of what cannot be compared with before.
};

/// The points from the last break on, in order of time. Breaks after the last point do not count.
/// @throws std::invalid_argument if a year is there twice or a value is not finite.
[[nodiscard]] std::vector<YearValue> since_last_break(const OutcomeSeries& series);

/// Why there is no forecast.
enum class ForecastRefusal {
  kTooFewPoints,      ///< Fewer than three.
  kTooFewSinceBreak,  ///< Three or more, but not since the last break.
  kNotAhead,          ///< The year asked for has a value, or is before the last one.
  kOutsideSupport,    ///< A share below 0 or above 100, or a negative number that cannot be.
};

/// What a forecast says.
struct Forecast {
  int year{0};
  double value{0};    ///< The middle: as likely above as below.
  Interval interval;  ///< Of the single value that will be published, not of a mean.
  ForecastMethod method{ForecastMethod::kLastValue};
  int points{0};     ///< How many it rests on.
  YearValue latest;  ///< The last of them.
  Prediction prediction;
};

using ForecastResult = std::variant<Forecast, ForecastRefusal>;

/// @param widening What the spread is multiplied by, at least 1.
/// @throws std::invalid_argument as since_last_break(), if `level` is not above 0 and below 1, or
/// if `widening` is below 1 or not finite.
[[nodiscard]] ForecastResult forecast(const OutcomeSeries& series, int year, ForecastMethod method,
                                      Support support, double level = 0.8, double widening = 1.0);

/// The change per year from the latest value that reaches the target in its year, in the key
/// figure's unit: -6 kWh/m² and year from 188 in 2024 to 176 in 2026. Empty when no year is left.
/// @throws std::invalid_argument if a value is not finite.
[[nodiscard]] std::optional<double> required_pace(YearValue latest, YearValue target);

/// The slope of the robust line, in units per year: the median of all pairwise slopes.
/// @pre Years differ.
/// @throws std::invalid_argument if there are fewer than two points.
[[nodiscard]] double robust_slope(std::span<const YearValue> points);

}  // namespace tertil::analytics
