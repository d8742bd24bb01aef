#include "analytics/change_point.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace tertil::analytics {
namespace {

double middle_of(std::span<const double> part) {
  std::vector<double> values{part.begin(), part.end()};
  std::ranges::sort(values);
  const auto half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : std::midpoint(values[half - 1], values[half]);
}

}  // namespace

std::optional<LevelChange> pettitt(std::span<const double> values) {
  if (!std::ranges::all_of(values, [](double value) { return std::isfinite(value); }))
    throw std::invalid_argument{"pettitt: a value is not a finite number"};
  std::vector<double> sorted{values.begin(), values.end()};
  std::ranges::sort(sorted);
  LevelChange found;
  double sum = 0.0;
  // How many are larger less how many are smaller than each, summed: pairs within the part before
  // the place cancel out, so what is left is the pairs across it.
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    const auto equal = std::ranges::equal_range(sorted, values[i]);
    sum += static_cast<double>((sorted.end() - equal.end()) - (equal.begin() - sorted.begin()));
    if (std::abs(sum) <= found.statistic) continue;
    found.statistic = std::abs(sum);
    found.place = i + 1;
  }
  if (found.place == 0) return std::nullopt;
  const auto n = static_cast<double>(values.size());
  found.probability =
      std::min(1.0, 2.0 * std::exp(-6.0 * found.statistic * found.statistic / (n * n * n + n * n)));
  found.before = middle_of(values.first(found.place));
  found.after = middle_of(values.subspan(found.place));
  return found;
}

}  // namespace tertil::analytics
