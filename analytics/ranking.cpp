#include "analytics/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "analytics/decimals.hpp"

namespace tertil::analytics {
namespace {

void require_finite(std::span<const double> values) {
  if (!std::ranges::all_of(values, [](double value) { return std::isfinite(value); })) {
    throw std::invalid_argument("a value to be ranked is not a finite number");
  }
}

}  // namespace

std::optional<ClassLimits> class_limits(std::size_t n, Scheme scheme) {
  if (n < kFewestForClasses) return std::nullopt;
  // floor(n/3 + 1/2) and floor(n/4 + 1/2) in whole numbers.
  const std::size_t green = scheme == Scheme::kThirds ? (2 * n + 3) / 6 : (n + 2) / 4;
  return ClassLimits{static_cast<int>(green), static_cast<int>(n - green)};
}

RankClass class_of(int rank, ClassLimits limits) {
  if (rank <= limits.green) return RankClass::kGreen;
  return rank > limits.yellow ? RankClass::kRed : RankClass::kYellow;
}

std::vector<Placement> place(std::span<const double> values, Polarity polarity, Scheme scheme) {
  require_finite(values);
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return is_better(values[a], values[b], polarity);
  });

  const auto limits = class_limits(values.size(), scheme);
  std::vector<Placement> placements(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first + 1;
    while (last < order.size() && values[order[last]] == values[order[first]]) ++last;
    Placement shared{static_cast<int>(first) + 1, static_cast<int>(last - first), std::nullopt};
    if (limits) shared.rank_class = class_of(shared.rank, *limits);
    for (; first < last; ++first) placements[order[first]] = shared;
  }
  return placements;
}

ClassSizes class_sizes(std::span<const Placement> placements) {
  const auto count = [&](RankClass rank_class) {
    return static_cast<int>(std::ranges::count(placements, rank_class, &Placement::rank_class));
  };
  return {count(RankClass::kGreen), count(RankClass::kYellow), count(RankClass::kRed)};
}

std::optional<ClassBoundaries> class_boundaries(std::span<const double> values, Polarity polarity,
                                                Scheme scheme) {
  const auto sorted = best_first(values, polarity);
  const auto limits = class_limits(values.size(), scheme);
  if (!limits) return std::nullopt;
  return ClassBoundaries{sorted[static_cast<std::size_t>(limits->green - 1)],
                         sorted[static_cast<std::size_t>(limits->yellow - 1)]};
}

std::optional<double> median(std::span<const double> values) {
  const auto sorted = best_first(values, Polarity::kLow);
  if (sorted.empty()) return std::nullopt;
  const std::size_t half = sorted.size() / 2;
  if (sorted.size() % 2 == 1) return sorted[half];
  return midpoint(sorted[half - 1], sorted[half]);
}

std::vector<double> best_first(std::span<const double> values, Polarity polarity) {
  require_finite(values);
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted, [&](double a, double b) { return is_better(a, b, polarity); });
  return sorted;
}

}  // namespace tertil::analytics
