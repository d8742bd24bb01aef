#include "analytics/target_path.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analytics/decimals.hpp"
#include "analytics/forecast.hpp"

namespace tertil::analytics {
namespace {

std::vector<YearValue> in_order(std::span<const YearValue> points) {
  return since_last_break({{points.begin(), points.end()}, {}});
}

bool is_met(double change, const Direction& direction) {
  switch (direction.target) {
    case DirectionTarget::kIncrease: return change > direction.tolerance;
    case DirectionTarget::kDecrease: return change < -direction.tolerance;
    case DirectionTarget::kKeep: return std::abs(change) <= direction.tolerance;
    case DirectionTarget::kNotDecrease: return change >= -direction.tolerance;
    case DirectionTarget::kNotIncrease: return change <= direction.tolerance;
  }
  return false;
}

}  // namespace

std::optional<double> path_value(std::span<const YearValue> stages, double at, TargetPath path) {
  if (!std::isfinite(at)) throw std::invalid_argument{"path_value: a date is a finite number"};
  const auto ordered = in_order(stages);
  const auto next = std::ranges::upper_bound(
      ordered, at, {}, [](const auto& s) { return static_cast<double>(s.year); });
  if (next == ordered.begin()) return std::nullopt;
  const auto& before = *(next - 1);
  if (next == ordered.end() || path == TargetPath::kStep) return before.value;
  return std::lerp(before.value, next->value, (at - before.year) / (next->year - before.year));
}

std::vector<YearValue> trailing_means(std::span<const YearValue> points, int years) {
  if (years < 1) throw std::invalid_argument{"trailing_means: at least one year"};
  const auto ordered = in_order(points);
  std::vector<YearValue> means;
  const auto width = static_cast<std::size_t>(years);
  for (std::size_t i = width - 1; i < ordered.size(); ++i) {
    if (ordered[i].year - ordered[i + 1 - width].year != years - 1) continue;
    double sum = 0.0;
    for (std::size_t k = i + 1 - width; k <= i; ++k) sum += ordered[k].value;
    means.push_back({ordered[i].year, sum / years});
  }
  return means;
}

DirectionProgress assess_direction(std::span<const YearValue> points, Direction direction) {
  if (!(direction.tolerance >= 0.0 && std::isfinite(direction.above.value_or(0.0))))
    throw std::invalid_argument{"assess_direction: a tolerance is not negative, limits are finite"};
  const auto ordered = in_order(points);
  DirectionProgress found;
  for (const auto& point : ordered)
    if (direction.above && !found.below_year && point.value <= *direction.above)
      found.below_year = point.year;
  if (ordered.size() == 2) found.change = difference(ordered[1].value, ordered[0].value);
  if (ordered.size() > 2)
    found.change = robust_slope(ordered) * (ordered.back().year - ordered.front().year);
  if (found.change)
    found.verdict = is_met(*found.change, direction) && !found.below_year
                        ? DirectionVerdict::kMet
                        : DirectionVerdict::kNotMet;
  return found;
}

}  // namespace tertil::analytics
