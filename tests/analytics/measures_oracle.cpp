// Reads what measures_oracle.py wrote (its format is described there) and compares every answer
// with ours. Exit code 1 at the first case that differs.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "analytics/abatement_cost.hpp"
#include "analytics/abatement_curve.hpp"
#include "analytics/investment_choice.hpp"
#include "analytics/scenario.hpp"

namespace {

using namespace tertil::analytics;

template <class T>
T next(std::istream& in) {
  T value{};
  in >> value;
  return value;
}

std::optional<std::size_t> group_in(std::istream& in) {
  const auto number = next<int>(in);
  return number < 0 ? std::nullopt : std::optional{static_cast<std::size_t>(number)};
}

bool close(double ours, double theirs) {
  return std::abs(ours - theirs) <= 1e-9 * std::max({1.0, std::abs(ours), std::abs(theirs)});
}

std::vector<std::size_t> indexes_in(std::istream& in) {
  std::vector<std::size_t> indexes(next<std::size_t>(in));
  for (auto& index : indexes) in >> index;
  return indexes;
}

bool cost_agrees(std::istream& in) {
  MeasureCost cost;
  cost.investment = next<double>(in);
  cost.annual_cost = next<double>(in);
  cost.annual_saving = next<double>(in);
  cost.lifetime = next<double>(in);
  const auto rate = next<double>(in);
  const auto tonnes = next<double>(in);
  const auto annual = annual_cost(cost, rate);
  // A present value is a difference of large sums: what is lost is relative to those.
  const double scale = 1 + *cost.investment + *cost.lifetime * (*cost.annual_cost);
  const bool same_annual = close(annual.value(), next<double>(in));
  const bool same_worth =
      std::abs(net_present_value(cost, rate).value() - next<double>(in)) <= 1e-9 * scale;
  return same_annual && same_worth &&
         close(cost_per_effect(annual, tonnes).value(), next<double>(in));
}

bool set_agrees(std::istream& in) {
  const auto frame = next<double>(in);
  std::vector<Investable> measures(next<std::size_t>(in));
  for (auto& one : measures) {
    in >> one.investment >> one.tonnes;
    one.group = group_in(in);
    in >> one.mandatory;
  }
  const auto chosen = indexes_in(in);
  const auto ours = choose_investments(measures, frame);
  return ours.chosen == chosen && ours.investment == next<double>(in) &&
         ours.tonnes == next<double>(in);
}

bool curve_agrees(std::istream& in) {
  std::vector<CurveMeasure> measures(next<std::size_t>(in));
  for (auto& one : measures) {
    one.annual_cost = next<double>(in);
    one.tonnes = next<double>(in);
    one.group = group_in(in);
  }
  const auto theirs = indexes_in(in);
  const auto ours = abatement_curve(measures);
  std::vector<std::size_t> steps;
  for (const auto& step : ours.steps) steps.push_back(step.index);
  const auto total = next<double>(in);
  return steps == theirs && (steps.empty() ? total == 0 : ours.steps.back().to == total);
}

bool value_agrees(std::istream& in) {
  const auto value = next<double>(in);
  const auto year = next<int>(in);
  ScenarioBounds bounds;
  bounds.low = next<double>(in);
  bounds.high = next<double>(in);
  std::vector<PlannedEffect> effects(next<std::size_t>(in));
  for (auto& effect : effects) {
    in >> effect.change >> effect.first_year >> effect.full_year;
    effect.group = group_in(in);
  }
  return close(scenario_value(value, effects, year, bounds).value, next<double>(in));
}

bool agrees(const std::string& line) {
  std::istringstream in{line};
  const auto kind = next<std::string>(in);
  const bool same = kind == "cost"    ? cost_agrees(in)
                    : kind == "set"   ? set_agrees(in)
                    : kind == "curve" ? curve_agrees(in)
                                      : kind == "value" && value_agrees(in);
  return same && !in.fail();
}

}  // namespace

int main() {
  int cases = 0;
  for (std::string line; std::getline(std::cin, line); ++cases) {
    if (agrees(line)) continue;
    fmt::print(stderr, "case {} differs: {}\n", cases, line);
    return 1;
  }
  fmt::print("{} cases agree\n", cases);
  return cases > 0 ? 0 : 1;
}
