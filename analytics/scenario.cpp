#include "analytics/scenario.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace tertil::analytics {

double share_in_effect(int first_year, int full_year, int year) {
  if (full_year < first_year) throw std::invalid_argument("full effect before the first");
  if (year < first_year) return 0.0;
  if (year >= full_year) return 1.0;
  const double steps = static_cast<double>(full_year) - first_year + 1.0;
  return (static_cast<double>(year) - first_year + 1.0) / steps;
}

ScenarioValue scenario_value(double value, std::span<const PlannedEffect> effects, int year,
                             const ScenarioBounds& bounds, const GroupLimits& limits) {
  if (!std::isfinite(value)) throw std::invalid_argument("a value is not finite");
  const double low = bounds.low.value_or(-std::numeric_limits<double>::infinity());
  const double high = bounds.high.value_or(std::numeric_limits<double>::infinity());
  if (!(low <= high)) throw std::invalid_argument("bounds that are crossed");
  std::vector<Effect> by_then;
  for (const auto& effect : effects) {
    const double share = share_in_effect(effect.first_year, effect.full_year, year);
    by_then.push_back({effect.change * share, effect.group});
  }
  auto together = combined_effect(by_then, limits);
  const double free = value + together.total;
  const double bounded = std::clamp(free, low, high);
  return {bounded, together.total, std::move(together.counted), bounded != free};
}

}  // namespace tertil::analytics
