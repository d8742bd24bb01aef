// Reads what foresight_oracle.py wrote (its format is described there) and compares every answer
// with ours. Exit code 1 at the first case that differs.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "analytics/change_point.hpp"
#include "analytics/degree_days.hpp"
#include "analytics/energy_signature.hpp"
#include "analytics/forecast_methods.hpp"
#include "analytics/hourly_use.hpp"
#include "analytics/intensity_change.hpp"
#include "analytics/rank_forecast.hpp"
#include "analytics/student.hpp"
#include "analytics/target_path.hpp"

namespace {

using namespace tertil::analytics;
using Numbers = std::vector<double>;

// Takes one number after the other.
class Reader {
 public:
  explicit Reader(const Numbers& numbers) : numbers_{numbers} {}
  double next() { return numbers_.at(at_++); }
  int whole() { return static_cast<int>(next()); }
  std::uint64_t natural() { return static_cast<std::uint64_t>(next()); }
  template <class Kind>
  Kind kind() {
    return static_cast<Kind>(whole());
  }
  std::vector<YearValue> points() {
    std::vector<YearValue> made(natural());
    for (auto& point : made) {
      point.year = whole();
      point.value = next();
    }
    return made;
  }
  OutcomeSeries series() {
    OutcomeSeries made{points(), {}};
    made.breaks.resize(natural());
    for (int& year : made.breaks) year = whole();
    return made;
  }
  Numbers list() {
    Numbers made(natural());
    for (double& number : made) number = next();
    return made;
  }
  Eigen::ArrayXd array() {
    const auto made = list();
    return Eigen::Map<const Eigen::ArrayXd>(made.data(), static_cast<Eigen::Index>(made.size()));
  }

 private:
  const Numbers& numbers_;
  std::size_t at_{0};
};

Numbers of_forecast(Reader in) {
  const auto series = in.series();
  const int year = in.whole();
  const auto method = in.kind<ForecastMethod>();
  const auto support = in.kind<Support>();
  const double target = in.next();
  const auto answer = forecast(series, year, method, support);
  if (const auto* refusal = std::get_if<ForecastRefusal>(&answer))
    return {-1.0, static_cast<double>(*refusal)};
  const auto& made = std::get<Forecast>(answer);
  return {static_cast<double>(made.points), made.value, made.interval.low, made.interval.high,
          made.prediction.probability_of_meeting(target, Polarity::kHigh)};
}

Numbers of_rolling_origin(Reader in) {
  std::vector<OutcomeSeries> all(in.natural());
  for (auto& series : all) series = in.series();
  const auto method = in.kind<ForecastMethod>();
  const auto error = rolling_origin_error(all, method, in.kind<Support>());
  Numbers out{static_cast<double>(error.all.tests), error.all.absolute, error.all.scaled,
              error.all.covered};
  for (const auto& horizon : error.by_years_ahead) out.push_back(horizon.absolute);
  out.push_back(error.widening);
  return out;
}

Numbers of_ranks(Reader in) {
  RankSimulation simulation;
  simulation.seed = in.natural();
  simulation.draws = in.whole();
  std::vector<Contender> contenders(in.natural());
  for (auto& contender : contenders) {
    contender.stream = static_cast<std::uint32_t>(in.natural());
    contender.prediction.centre = in.next();
    contender.prediction.spread = in.next();
    contender.prediction.degrees = in.whole();
  }
  Numbers out;
  for (const auto& row : forecast_ranks(contenders, Polarity::kLow, Scheme::kThirds, simulation)) {
    out.push_back(row.rank_low);
    out.push_back(row.rank_high);
    for (const double probability : row.probability) out.push_back(probability);
  }
  return out;
}

Numbers of_signature(Reader in) {
  const auto temperatures = in.array();
  const auto answer = fit_signature(temperatures, in.array());
  if (const auto* refusal = std::get_if<SignatureRefusal>(&answer))
    return {-1.0, static_cast<double>(*refusal)};
  const auto& found = std::get<EnergySignature>(answer);
  return {found.base_load, found.slope, found.change_point, found.r_squared, found.cv_rmse};
}

Numbers of_pettitt(Reader in) {
  const auto found = pettitt(in.list());
  if (!found) return {-1.0};
  return {static_cast<double>(found->place), found->statistic, found->probability, found->before,
          found->after};
}

IntensityYear intensity_year(Reader& in) {
  IntensityYear year;
  year.heat = in.next();
  year.other = in.next();
  year.weather = in.next();
  year.area = in.next();
  return year;
}

Numbers of_intensity(Reader in) {
  const auto before = intensity_year(in);
  const auto parts = split_intensity(before, intensity_year(in));
  return {parts.weather, parts.area, parts.use, parts.change};
}

Numbers of_path(Reader in) {
  const auto stages = in.points();
  const double at = in.next();
  const auto value = path_value(stages, at, in.kind<TargetPath>());
  return {value ? 1.0 : 0.0, value.value_or(0.0)};
}

Numbers of_means(Reader in) {
  const auto points = in.points();
  Numbers out;
  for (const auto& mean : trailing_means(points, in.whole())) {
    out.push_back(mean.year);
    out.push_back(mean.value);
  }
  return out;
}

Numbers of_direction(Reader in) {
  const auto points = in.points();
  return {assess_direction(points, {}).change.value_or(-1e9)};
}

Numbers of_degree_days(Reader in) {
  const auto temperatures = in.array();
  const double base = in.next();
  return {heating_degree_days(temperatures, base, in.next()),
          cooling_degree_days(temperatures, base)};
}

Numbers of_base_load(Reader in) {
  std::vector<HourOfUse> hours(in.natural());
  for (auto& hour : hours) {
    hour.weekday = in.whole();
    hour.hour = in.whole();
    hour.kwh = in.next();
  }
  const double base = in.next();
  const int first = in.whole();
  const auto found = base_load(hours, base, {first, in.whole()});
  return {found.night_share.value_or(-1.0), found.weekend_share.value_or(-1.0), found.above_base};
}

const std::map<std::string, std::function<Numbers(Reader)>> kAnswers{
    {"student",
     [](Reader in) {
       const double t = in.next();
       return Numbers{student_cdf(t, in.whole())};
     }},
    {"forecast", of_forecast},
    {"rolling", of_rolling_origin},
    {"ranks", of_ranks},
    {"signature", of_signature},
    {"pettitt", of_pettitt},
    {"intensity", of_intensity},
    {"path", of_path},
    {"means", of_means},
    {"direction", of_direction},
    {"degreeDays", of_degree_days},
    {"baseLoad", of_base_load},
};

Numbers read_list(std::istream& in) {
  std::size_t count = 0;
  in >> count;
  Numbers numbers(count);
  for (double& number : numbers) in >> number;
  return numbers;
}

bool agree(const Numbers& ours, const Numbers& theirs, double tolerance) {
  return std::ranges::equal(ours, theirs, [&](double a, double b) {
    return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
  });
}

}  // namespace

int main() {
  std::map<std::string, int> cases;
  std::string kind;
  while (std::cin >> kind) {
    double tolerance = 0;
    std::cin >> tolerance;
    const auto input = read_list(std::cin);
    const auto theirs = read_list(std::cin);
    if (!std::cin) return 1;
    const auto ours = kAnswers.at(kind)(Reader{input});
    if (!agree(ours, theirs, tolerance)) {
      fmt::print(stderr, "{} {}: ours {}, theirs {}, of {}\n", kind, cases[kind],
                 fmt::join(ours, " "), fmt::join(theirs, " "), fmt::join(input, " "));
      return 1;
    }
    ++cases[kind];
  }
  for (const auto& [name, count] : cases) fmt::print("{} {} agree\n", count, name);
  return cases.size() == kAnswers.size() ? 0 : 1;
}
