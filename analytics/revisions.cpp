#include "analytics/revisions.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "analytics/decimals.hpp"
#include "analytics/outliers.hpp"

namespace tertil::analytics {
namespace {

constexpr double kMeanDistanceToDeviation = 1.2533;  // sqrt(pi / 2)

double middle_of(std::span<const double> sorted) {
  const std::size_t half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : std::midpoint(sorted[half - 1], sorted[half]);
}

double mean_distance(std::span<const double> values, double from) {
  const double sum = std::accumulate(
      values.begin(), values.end(), 0.0,
      [from](double so_far, double value) { return so_far + std::abs(value - from); });
  return sum / static_cast<double>(values.size());
}

}  // namespace

std::optional<RevisionSpread> learn_revisions(std::span<const RevisionPair> pairs,
                                              RevisionKind kind, std::size_t fewest) {
  RevisionSpread spread;
  spread.kind = kind;
  for (const auto& [preliminary, final_value] : pairs) {
    if (!std::isfinite(preliminary) || !std::isfinite(final_value)) {
      throw std::invalid_argument("a revised value is not a finite number");
    }
    const bool relative = kind == RevisionKind::kRelative;
    if (relative && preliminary == 0) continue;
    // As written: 99.4 after 99.2 is a revision of 0.2, equal to every other of 0.2.
    const double change = difference(final_value, preliminary);
    spread.revisions.push_back(relative ? change / preliminary : change);
    spread.revised += change != 0 ? 1 : 0;
  }
  if (spread.revisions.size() < std::max<std::size_t>(fewest, 1)) return std::nullopt;

  std::ranges::sort(spread.revisions);
  spread.middle = middle_of(spread.revisions);
  spread.scale = *robust_spread(spread.revisions);
  if (spread.scale == 0) {
    spread.scale = kMeanDistanceToDeviation * mean_distance(spread.revisions, spread.middle);
  }
  return spread;
}

}  // namespace tertil::analytics
