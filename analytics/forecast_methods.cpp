#include "analytics/forecast_methods.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/student.hpp"

namespace tertil::analytics {
namespace {

constexpr std::array kSimplestFirst{ForecastMethod::kLastValue, ForecastMethod::kStraightLine,
                                    ForecastMethod::kHalfSlope, ForecastMethod::kRobustLine};

// Sums until finish() makes them means.
void count(HorizonError& sums, double error, double scale, bool covered) {
  ++sums.tests;
  sums.absolute += error;
  sums.covered += covered ? 1.0 : 0.0;
  if (scale <= 0.0) return;
  ++sums.scaled_tests;
  sums.scaled += error / scale;
}

void finish(HorizonError& sums) {
  if (sums.tests > 0) {
    sums.absolute /= sums.tests;
    sums.covered /= sums.tests;
  }
  if (sums.scaled_tests > 0) sums.scaled /= sums.scaled_tests;
}

double usual_change(std::span<const YearValue> points) {
  double sum = 0.0;
  for (std::size_t i = 1; i < points.size(); ++i)
    sum += std::abs(points[i].value - points[i - 1].value) / (points[i].year - points[i - 1].year);
  return points.size() < 2 ? 0.0 : sum / static_cast<double>(points.size() - 1);
}

// A stretch without breaks; earlier ones are tested too, each by itself.
std::vector<std::vector<YearValue>> stretches(const OutcomeSeries& series) {
  std::vector<std::vector<YearValue>> found;
  OutcomeSeries rest = series;
  while (!rest.points.empty()) {
    found.push_back(since_last_break(rest));
    const int first = found.back().empty() ? rest.points.front().year : found.back().front().year;
    std::erase_if(rest.points, [&](const auto& point) { return point.year >= first; });
  }
  return found;
}

// How forecasts are made and judged.
struct Trial {
  ForecastMethod method;
  Support support;
  double level;
  double widening;
};

// What the interval must be multiplied by to just hold the outcome.
double needed_widening(const Forecast& made, double outcome, const Trial& trial) {
  const double away = to_scale(outcome, trial.support) - made.prediction.centre;
  const double reach =
      made.prediction.spread * student_quantile(0.5 + trial.level / 2.0, made.prediction.degrees);
  return std::abs(away) / reach;
}

// Adds to the sums of all, and of the series' own.
class Tests {
 public:
  Tests(MethodError& errors, const Trial& trial) : errors_{errors}, trial_{trial} {}

  HorizonError run(std::span<const YearValue> points, HorizonError own) {
    const double scale = usual_change(points);
    for (std::size_t known = kFewestForForecast; known < points.size(); ++known)
      run_origin(points, known, scale, own);
    return own;
  }

  [[nodiscard]] double widening() {
    const auto n = widenings_.size();
    if (n < kFewestTestsToWiden) return 1.0;
    const auto place =
        static_cast<std::size_t>(std::ceil(static_cast<double>(n + 1) * trial_.level));
    std::ranges::sort(widenings_);
    return std::max(1.0, widenings_[std::min(place, n) - 1]);
  }

 private:
  void run_origin(std::span<const YearValue> points, std::size_t known, double scale,
                  HorizonError& own) {
    const auto past = points.first(known);
    const OutcomeSeries so_far{{past.begin(), past.end()}, {}};
    for (const auto& outcome : points.subspan(known)) {
      const int ahead = outcome.year - past.back().year;
      if (ahead > static_cast<int>(kTestedYearsAhead)) return;
      const auto answer = forecast(so_far, outcome.year, trial_.method, trial_.support,
                                   trial_.level, trial_.widening);
      const auto* made = std::get_if<Forecast>(&answer);
      if (made == nullptr || !lies_within(outcome.value, trial_.support)) return;
      const double error = std::abs(made->value - outcome.value);
      const bool covered =
          made->interval.low <= outcome.value && outcome.value <= made->interval.high;
      count(errors_.by_years_ahead[static_cast<std::size_t>(ahead - 1)], error, scale, covered);
      count(errors_.all, error, scale, covered);
      count(own, error, scale, covered);
      widenings_.push_back(needed_widening(*made, outcome.value, trial_));
    }
  }

  MethodError& errors_;
  Trial trial_;
  std::vector<double> widenings_;
};

// Whether a's errors are less than b's by more than one standard error of the differences.
bool beats(const MethodError& a, const MethodError& b) {
  const auto n = static_cast<double>(a.scaled_by_series.size());
  double mean = 0.0;
  for (std::size_t i = 0; i < a.scaled_by_series.size(); ++i)
    mean += (a.scaled_by_series[i] - b.scaled_by_series[i]) / n;
  double squares = 0.0;
  for (std::size_t i = 0; i < a.scaled_by_series.size(); ++i) {
    const double away = a.scaled_by_series[i] - b.scaled_by_series[i] - mean;
    squares += away * away;
  }
  return mean < -std::sqrt(squares / (n - 1.0) / n);
}

}  // namespace

MethodError rolling_origin_error(std::span<const OutcomeSeries> series, ForecastMethod method,
                                 Support support, double level, double widening) {
  MethodError errors;
  errors.method = method;
  Tests tests{errors, {method, support, level, widening}};
  for (const auto& one : series) {
    HorizonError own;
    for (const auto& points : stretches(one)) own = tests.run(points, own);
    finish(own);
    if (own.scaled_tests > 0) errors.scaled_by_series.push_back(own.scaled);
  }
  finish(errors.all);
  for (auto& horizon : errors.by_years_ahead) finish(horizon);
  errors.widening = widening * tests.widening();
  return errors;
}

MethodChoice choose_method(std::span<const OutcomeSeries> series, Support support) {
  MethodChoice choice;
  for (const auto method : kSimplestFirst)
    choice.errors.push_back(rolling_origin_error(series, method, support));
  const auto& last_value = choice.errors[0];
  const auto& straight_line = choice.errors[1];
  choice.compared = last_value.scaled_by_series.size() >= kFewestSeriesToCompare;
  if (!choice.compared) return choice;
  const auto* best = beats(straight_line, last_value) ? &straight_line : &last_value;
  const double simple_error = best->all.scaled;
  for (const auto& other : std::span{choice.errors}.subspan(2))
    if (beats(other, last_value) && beats(other, straight_line) &&
        other.all.scaled < std::min(simple_error, best->all.scaled))
      best = &other;
  choice.method = best->method;
  choice.beats_last_value = best != &last_value && beats(*best, last_value);
  choice.beats_straight_line = best != &straight_line && beats(*best, straight_line);
  return choice;
}

}  // namespace tertil::analytics
