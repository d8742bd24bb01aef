/// @file analytics/forecast_methods.hpp
/// @brief Which way of forecasting has been best, measured on the past.
///
/// Rolling origin (L. J. Tashman, "Out-of-sample tests of forecasting accuracy", Int. Journal of
/// Forecasting 16, 2000): at every year from the third point of a series on, one, two and three
/// years ahead are forecast from what was known then, and held against what came. Nothing is
/// forecast across a break.
///
/// Errors are in the key figure's unit, and scaled: divided by the series' mean absolute change
/// from point to point per year, so that 1 is a usual year's change and regions can be averaged
/// (R. J. Hyndman and A. B. Koehler, "Another look at measures of forecast accuracy", Int. Journal
/// of Forecasting 22, 2006; theirs scales by the years before each origin, ours by all years of the
/// series, because the first two changes of a short series are often nearly nothing). A series
/// that never changed has no scale and no scaled error.
///
/// A method is better than another when its mean scaled error is less by more than one standard
/// error of the series' differences (after the one-standard-error rule of T. Hastie, R. Tibshirani
/// and J. Friedman, The Elements of Statistical Learning, 2nd edition, 2009): errors of one
/// region's years are alike, so regions are what is counted, not errors.
///
/// Widening makes intervals hold what they say, by what they held (split conformal prediction; on
/// the idea, G. Shafer and V. Vovk, "A Tutorial on Conformal Prediction", Journal of Machine
/// Learning Research 9, 2008). Every tested outcome would
/// just have been held by its interval times some number; the k-th smallest of the n numbers, with
/// k = the n + 1 tests times the level, rounded up, is the widening.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "analytics/forecast.hpp"

namespace tertil::analytics {

/// Errors are measured this many years ahead.
inline constexpr std::size_t kTestedYearsAhead = 3;

/// Methods are compared on at least this many series; fewer say too little.
inline constexpr std::size_t kFewestSeriesToCompare = 5;

/// Intervals are widened by at least this many tests.
inline constexpr std::size_t kFewestTestsToWiden = 20;

/// How wrong one method was at one distance.
struct HorizonError {
  int tests{0};         ///< How many forecasts were held against an outcome.
  double absolute{0};   ///< Mean absolute error in the key figure's unit (MAE).
  double scaled{0};     ///< The mean of those that can be scaled (MASE).
  int scaled_tests{0};  ///< How many could.
  double covered{0};    ///< The share of outcomes within the interval; 0.8 would be right.
};

/// How wrong one method was.
struct MethodError {
  ForecastMethod method{ForecastMethod::kLastValue};
  HorizonError all;                                            ///< All distances together.
  std::array<HorizonError, kTestedYearsAhead> by_years_ahead;  ///< One, two, three years.
  std::vector<double> scaled_by_series;  ///< Mean scaled error of each series that has one.
  /// What forecast() should multiply its spread by, at least 1: intervals are never narrowed. 1
  /// where fewer than kFewestTestsToWiden outcomes say too little.
  double widening{1};
};

/// All means are 0 where nothing could be tested.
/// @param widening Of the intervals that are tested, as in forecast().
/// @throws std::invalid_argument as forecast().
[[nodiscard]] MethodError rolling_origin_error(std::span<const OutcomeSeries> series,
                                               ForecastMethod method, Support support,
                                               double level = 0.8, double widening = 1.0);

/// The method to use, and why.
struct MethodChoice {
  ForecastMethod method{ForecastMethod::kLastValue};
  bool compared{false};  ///< False: too few series, so the simplest method is taken untested.
  bool beats_last_value{false};
  bool beats_straight_line{false};
  std::vector<MethodError> errors;  ///< Of every method, the simplest first.
};

/// The simpler of the two simplest is the last value; the straight line must beat it. The other
/// methods must beat both, and the least error among those that do is taken.
/// @param series The same key figure of several regions.
/// @throws std::invalid_argument as forecast().
[[nodiscard]] MethodChoice choose_method(std::span<const OutcomeSeries> series, Support support);

}  // namespace tertil::analytics
