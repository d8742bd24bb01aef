/// @file service/figures/forecast.hpp
/// @brief Where a key figure of a region is heading, what its target takes, and which rank awaits.
///
/// The methods are analytics/forecast.hpp; which one is used is measured on the same series of all
/// regions (analytics/forecast_methods.hpp), and its intervals are widened by what the past needed.
/// Series are never mixed: the forecast rests on the one that the comparison shows for the region
/// if it has the three values a forecast needs, else on the one with most values since the last
/// break, of equally long ones on that with the newest. Which one it is, the answer says in words.
///
/// The rank is forecast with every region of the series forecast by the same method
/// (analytics/rank_forecast.hpp); nobody is held still.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analytics/class_probability.hpp"
#include "analytics/forecast_methods.hpp"
#include "analytics/outlook.hpp"
#include "service/figures/ranking.hpp"

namespace tertil::figures {

struct ForecastStep {
  int year{0};
  double value{0.0};
  double low{0.0};
  double high{0.0};
};

/// What the choice of method was measured on.
struct MethodBasis {
  int series{0};
  int forecasts{0};
  int first_year{0};
  int last_year{0};
};

struct RankOutlook {
  int rank{0};
  int low{0};
  int high{0};
  int n{0};
  std::optional<RankClass> rank_class;
  std::optional<analytics::ClassProbability> probability;
};

/// The mean of each year and those before it, `years` in all; only where all of them have values.
struct RunningMean {
  int years{0};
  std::vector<analytics::YearValue> values;
};

struct FigureForecast {
  const Figure* figure{nullptr};
  const Region* region{nullptr};
  int year{0};
  std::optional<Series> series;  ///< Empty when the region has no value at all.
  Scheme scheme{Scheme::kThirds};
  std::optional<Instant> as_of;
  std::vector<analytics::YearValue> history;  ///< All values of the series, from `from` on.
  std::vector<RunningMean> means;             ///< Of three and five years, since the last break.
  std::optional<int> series_break;            ///< Earlier values than of this year take no part.
  std::optional<Target> target;  ///< Of the year asked for, else the next one, else the newest.
  std::optional<double> target_probability;  ///< Of meeting it in its own year.
  std::optional<double> required_pace;  ///< Per year, from the latest value; empty if it meets.
  std::optional<analytics::Outlook> outlook;  ///< Empty without a target.
  std::optional<analytics::Forecast> forecast;
  std::vector<ForecastStep> path;  ///< From the year after the latest value to `year`.
  analytics::MethodChoice choice;
  std::optional<MethodBasis> compared_on;  ///< Empty: too few series, the simplest method is taken.
  std::optional<RankOutlook> rank;         ///< Empty where fewer than two can be forecast.
  std::optional<Text> refused;             ///< Why there is no forecast.
  Text text;
  Text source;
};

struct ForecastQuery {
  std::string key_figure;
  std::string region;
  std::optional<int> year{};  ///< Empty: the newest target's year if ahead, else the next year.
  std::optional<Series> series{};
  std::optional<int> from{};  ///< The first year that takes part, of every region.
  Scheme scheme{Scheme::kThirds};
  /// What an assumption makes of the region's own prediction for a year; nothing if it is empty.
  std::function<analytics::Prediction(const analytics::Prediction&, int year)> moved{};
};

/// Fails with kNotFound for an unknown key figure or region. That no forecast can be made is an
/// answer with `refused`.
[[nodiscard]] Result<FigureForecast> figure_forecast(const Snapshot& snapshot,
                                                     const ForecastQuery& query);

/// What the values of a key figure can be, by its unit and bounds.
[[nodiscard]] analytics::Support support_of(const KeyFigure& definition);

[[nodiscard]] std::string_view to_string(analytics::ForecastMethod method);
[[nodiscard]] std::string_view to_string(analytics::Outlook outlook);

}  // namespace tertil::figures
