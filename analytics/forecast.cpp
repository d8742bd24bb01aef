#include "analytics/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analytics/decimals.hpp"

namespace tertil::analytics {
namespace {

constexpr double kNormalMedian = 0.6745;  // half of all normal values lie within it

double median_of(std::vector<double> values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, half);
  if (values.size() % 2 == 1) return *half;
  return (*half + *std::max_element(values.begin(), half)) / 2.0;
}

// Points on the method's scale, years counted from the last one.
struct Points {
  std::vector<double> x;
  std::vector<double> y;
  [[nodiscard]] std::size_t size() const { return x.size(); }
};

Points on_scale(std::span<const YearValue> points, Support support) {
  Points scaled;
  for (const auto& point : points) {
    scaled.x.push_back(point.year - points.back().year);
    scaled.y.push_back(to_scale(point.value, support));
  }
  return scaled;
}

struct Line {
  double at_last{0};
  double slope{0};
};

// A centre, a spread and its degrees of freedom.
struct Guess {
  double centre{0};
  double spread{0};
  int degrees{0};
};

struct Moments {
  double x{0};
  double y{0};
  double xx{0};
  double xy{0};
};

Moments moments(const Points& points) {
  Moments sums;
  const auto n = static_cast<double>(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    sums.x += points.x[i] / n;
    sums.y += points.y[i] / n;
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    sums.xx += (points.x[i] - sums.x) * (points.x[i] - sums.x);
    sums.xy += (points.x[i] - sums.x) * (points.y[i] - sums.y);
  }
  return sums;
}

Line least_squares(const Moments& sums) {
  const double slope = sums.xy / sums.xx;
  return {sums.y - slope * sums.x, slope};
}

Line theil_sen(const Points& points) {
  std::vector<double> slopes;
  for (std::size_t j = 1; j < points.size(); ++j)
    for (std::size_t i = 0; i < j; ++i)
      slopes.push_back((points.y[j] - points.y[i]) / (points.x[j] - points.x[i]));
  const double slope = median_of(std::move(slopes));
  std::vector<double> levels;
  for (std::size_t i = 0; i < points.size(); ++i)
    levels.push_back(points.y[i] - slope * points.x[i]);
  return {median_of(std::move(levels)), slope};
}

std::vector<double> residuals(const Points& points, Line line) {
  std::vector<double> left;
  for (std::size_t i = 0; i < points.size(); ++i)
    left.push_back(points.y[i] - line.at_last - line.slope * points.x[i]);
  return left;
}

double least_squares_deviation(const std::vector<double>& left) {
  double sum = 0.0;
  for (const double residual : left) sum += residual * residual;
  return std::sqrt(sum / static_cast<double>(left.size() - 2));
}

double robust_deviation(std::vector<double> left) {
  for (double& residual : left) residual = std::abs(residual);
  std::ranges::sort(left);
  left.erase(left.begin(), left.begin() + 2);
  return median_of(std::move(left)) / kNormalMedian;
}

// The mean square of the steps per year, when `slope` of each is expected.
double step_variance(const Points& points, double slope, std::size_t degrees) {
  double sum = 0.0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double years = points.x[i] - points.x[i - 1];
    const double step = points.y[i] - points.y[i - 1] - slope * years;
    sum += step * step / years;
  }
  return sum / static_cast<double>(degrees);
}

Guess guess(const Points& points, double ahead, ForecastMethod method) {
  const auto n = points.size();
  const auto count = static_cast<double>(n);
  if (method == ForecastMethod::kLastValue)
    return {points.y.back(), std::sqrt(step_variance(points, 0.0, n - 1) * ahead),
            static_cast<int>(n) - 1};
  const int degrees = static_cast<int>(n) - 2;
  const Moments sums = moments(points);
  if (method == ForecastMethod::kHalfSlope) {
    const double slope = least_squares(sums).slope / 2.0;
    const double span = -points.x.front();
    const double variance = step_variance(points, slope, n - 2);
    return {points.y.back() + slope * ahead,
            std::sqrt(variance * (ahead + ahead * ahead / (4.0 * span))), degrees};
  }
  const bool robust = method == ForecastMethod::kRobustLine;
  const Line line = robust ? theil_sen(points) : least_squares(sums);
  auto left = residuals(points, line);
  const double deviation =
      robust ? robust_deviation(std::move(left)) : least_squares_deviation(left);
  const double from_middle = ahead - sums.x;
  return {line.at_last + line.slope * ahead,
          deviation * std::sqrt(1.0 + 1.0 / count + from_middle * from_middle / sums.xx), degrees};
}

// What a last decimal hides, on the method's scale around `value`.
double rounding_spread(std::span<const YearValue> points, double value, Support support) {
  int places = 0;
  for (const auto& point : points) places = std::max(places, decimals(point.value));
  const double unit = std::pow(10.0, -places) / std::sqrt(12.0);
  return support == Support::kShare ? unit * 101.0 / ((value + 0.5) * (100.5 - value)) : unit;
}

}  // namespace

std::vector<YearValue> since_last_break(const OutcomeSeries& series) {
  auto points = series.points;
  std::ranges::sort(points, {}, &YearValue::year);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!std::isfinite(points[i].value))
      throw std::invalid_argument{"forecast: a value is not a finite number"};
    if (i > 0 && points[i].year == points[i - 1].year)
      throw std::invalid_argument{"forecast: a year is there twice"};
  }
  if (points.empty()) return points;
  std::optional<int> last_break;
  for (const int year : series.breaks)
    if (year <= points.back().year) last_break = std::max(year, last_break.value_or(year));
  if (last_break) std::erase_if(points, [&](const auto& p) { return p.year < *last_break; });
  return points;
}

ForecastResult forecast(const OutcomeSeries& series, int year, ForecastMethod method,
                        Support support, double level, double widening) {
  if (!(widening >= 1.0 && std::isfinite(widening)))
    throw std::invalid_argument{"forecast: a widening is finite and at least 1"};
  const auto points = since_last_break(series);
  if (points.size() < kFewestForForecast)
    return series.points.size() < kFewestForForecast ? ForecastRefusal::kTooFewPoints
                                                     : ForecastRefusal::kTooFewSinceBreak;
  if (year <= points.back().year) return ForecastRefusal::kNotAhead;
  for (const auto& point : points)
    if (!lies_within(point.value, support)) return ForecastRefusal::kOutsideSupport;
  const auto found = guess(on_scale(points, support), year - points.back().year, method);
  Forecast made;
  made.year = year;
  made.method = method;
  made.points = static_cast<int>(points.size());
  made.latest = points.back();
  made.prediction = {found.centre, found.spread, found.degrees, support};
  made.value = made.prediction.value();
  made.prediction.spread =
      widening * std::max(found.spread, rounding_spread(points, made.value, support));
  made.interval = made.prediction.interval(level);
  return made;
}

std::optional<double> required_pace(YearValue latest, YearValue target) {
  if (!std::isfinite(latest.value) || !std::isfinite(target.value))
    throw std::invalid_argument{"required_pace: a value is not a finite number"};
  if (target.year <= latest.year) return std::nullopt;
  return difference(target.value, latest.value) / (target.year - latest.year);
}

double robust_slope(std::span<const YearValue> points) {
  if (points.size() < 2) throw std::invalid_argument{"robust_slope: a slope takes two points"};
  return theil_sen(on_scale(points, Support::kAnyNumber)).slope;
}

}  // namespace tertil::analytics
