// Sets the ways of forecasting beside each other on real series: every year from the third on, one
// to three years ahead, from what was known then (analytics/forecast_methods.hpp).
//
//   forecast_methods FILE [SHARE...]   FILE is service/shipped/kolada.csv or has its first columns
//                                      keyFigure,region,year,value; the key figures named after it
//                                      are shares, 0 to 100.

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "analytics/forecast_methods.hpp"

namespace {

using namespace tertil::analytics;
using Table = std::map<std::string, std::map<std::string, OutcomeSeries>>;

template <class Number>
bool read(const std::string& text, Number& number) {
  const auto* end = text.data() + text.size();
  const auto done = std::from_chars(text.data(), end, number);
  return done.ec == std::errc{} && done.ptr == end;
}

Table read_table(const char* path) {
  std::ifstream file{path};
  Table table;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells{line};
    std::string figure;
    std::string region;
    std::string year;
    std::string value;
    std::getline(cells, figure, ',');
    std::getline(cells, region, ',');
    std::getline(cells, year, ',');
    std::getline(cells, value, ',');
    YearValue point;
    if (region == "riket" || region == "0000") continue;  // the mean of the others
    if (read(year, point.year) && read(value, point.value))
      table[figure][region].points.push_back(point);
  }
  return table;
}

const char* name(ForecastMethod method) {
  switch (method) {
    case ForecastMethod::kLastValue: return "last value";
    case ForecastMethod::kStraightLine: return "straight line";
    case ForecastMethod::kHalfSlope: return "half slope";
    case ForecastMethod::kRobustLine: return "robust line";
  }
  return "";
}

// The share of a region's outcomes within intervals that the other regions have widened.
double held_out(const std::vector<OutcomeSeries>& series, ForecastMethod method, Support support) {
  double within = 0;
  int tests = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    auto others = series;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    const double widening = rolling_origin_error(others, method, support).widening;
    const std::vector<OutcomeSeries> own{series[i]};
    const auto found = rolling_origin_error(own, method, support, 0.8, widening).all;
    within += found.covered * found.tests;
    tests += found.tests;
  }
  return tests > 0 ? within / tests : 0;
}

void show(const MethodError& error, double widened) {
  fmt::print("  {:<14}{:>6}{:>8.2f}", name(error.method), error.all.tests, error.all.absolute);
  for (const auto& horizon : error.by_years_ahead) fmt::print("{:>8.2f}", horizon.scaled);
  fmt::print("{:>8.2f}{:>8.0f} %{:>8.2f}{:>8.0f} %\n", error.all.scaled, 100 * error.all.covered,
             error.widening, 100 * widened);
}

void compare(const std::string& figure, const std::vector<OutcomeSeries>& series, Support support) {
  const auto choice = choose_method(series, support);
  fmt::print("{} ({} series, {})\n", figure, series.size(),
             support == Support::kShare ? "share" : "not negative");
  fmt::print("  {:<14}{:>6}{:>8}{:>8}{:>8}{:>8}{:>8}{:>10}{:>8}{:>10}\n", "method", "tests", "MAE",
             "1 year", "2", "3", "all", "in 80 %", "widen", "then in");
  for (const auto& error : choice.errors) show(error, held_out(series, error.method, support));
  if (!choice.compared) {
    fmt::print("  too few series to compare\n\n");
    return;
  }
  fmt::print("  chosen: {} (beats last value: {}, straight line: {})\n\n", name(choice.method),
             choice.beats_last_value, choice.beats_straight_line);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::set<std::string> shares(argv + 2, argv + argc);
  const auto table = read_table(argv[1]);
  for (const auto& [figure, regions] : table) {
    std::vector<OutcomeSeries> series;
    for (const auto& [region, one] : regions) series.push_back(one);
    if (shares.contains(figure)) {
      compare(figure, series, Support::kShare);
      compare(figure + ", as if not a share", series, Support::kNotNegative);
    } else {
      compare(figure, series, Support::kNotNegative);
    }
  }
  return table.empty() ? 1 : 0;
}
