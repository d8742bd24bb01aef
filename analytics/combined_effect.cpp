#include "analytics/combined_effect.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace tertil::analytics {
namespace {

// Sums in order of size, so that the order of the measures changes no digit.
double sum(std::vector<double> values) {
  std::ranges::sort(values);
  double total = 0.0;
  for (const double value : values) total += value;
  return total;
}

}  // namespace

CombinedEffect combined_effect(std::span<const Effect> chosen, const GroupLimits& limits) {
  for (const auto& [group, limit] : limits) {
    if (!(limit >= 0.0)) throw std::invalid_argument("a limit below 0");
  }
  struct Largest {
    std::optional<std::size_t> better;
    std::optional<std::size_t> worse;
  };
  std::map<std::size_t, Largest> groups;
  CombinedEffect result;
  result.counted.assign(chosen.size(), 0.0);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const double size = chosen[i].size;
    if (!std::isfinite(size)) throw std::invalid_argument("an effect is not finite");
    if (!chosen[i].group) {
      result.counted[i] = size;
      continue;
    }
    auto& largest = groups[*chosen[i].group];
    auto& best = size > 0.0 ? largest.better : largest.worse;
    if (!best || std::abs(size) > std::abs(chosen[*best].size)) best = i;
  }
  for (const auto& [group, largest] : groups) {
    const auto given = limits.find(group);
    const double limit =
        given == limits.end() ? std::numeric_limits<double>::infinity() : given->second;
    for (const auto& best : {largest.better, largest.worse}) {
      if (best) result.counted[*best] = std::clamp(chosen[*best].size, -limit, limit);
    }
  }
  for (double& counted : result.counted) counted += 0.0;  // no effect is 0, never written -0
  result.total = sum(result.counted);
  return result;
}

}  // namespace tertil::analytics
