#include "analytics/outliers.hpp"

#include <algorithm>
#include <cmath>

namespace tertil::analytics {
namespace {

constexpr double kNormal = 1.4826;
constexpr double kSmallestSpread = 1e-6;

double middle_of(std::vector<double>& values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, half);
  if (values.size() % 2 == 1) return *half;
  return (*half + *std::max_element(values.begin(), half)) / 2.0;
}

/// @pre There is a value.
double median_of(std::span<const double> values) {
  std::vector<double> copy{values.begin(), values.end()};
  return middle_of(copy);
}

/// The robust spread of the values around a centre that is given.
double spread_around(std::span<const double> values, double centre) {
  std::vector<double> distances;
  distances.reserve(values.size());
  for (const double value : values) distances.push_back(std::abs(value - centre));
  return kNormal * middle_of(distances);
}

bool is_far(double value, double centre, double spread, double threshold) {
  return std::abs(value - centre) >
         threshold * std::max(spread, kSmallestSpread * std::abs(centre));
}

}  // namespace

std::optional<double> robust_spread(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  return spread_around(values, median_of(values));
}

std::vector<bool> hampel(std::span<const double> values, std::size_t half_window,
                         double threshold) {
  std::vector<bool> odd(values.size(), false);
  if (values.size() < 3) return odd;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t from = i > half_window ? i - half_window : 0;
    const std::size_t to = std::min(values.size(), i + half_window + 1);
    const auto window = values.subspan(from, to - from);
    const double centre = median_of(window);
    odd[i] = is_far(values[i], centre, spread_around(window, centre), threshold);
  }
  return odd;
}

std::vector<bool> seasonal_outliers(std::span<const double> values, std::size_t season,
                                    double threshold) {
  constexpr std::size_t kFewest = 5;
  std::vector<bool> odd(values.size(), false);
  if (season == 0 || values.size() < season + kFewest) return odd;
  std::vector<double> differences;
  for (std::size_t i = season; i < values.size(); ++i)
    differences.push_back(values[i] - values[i - season]);
  const double centre = median_of(differences);
  const double level = std::abs(median_of(values));
  const double spread = std::max(spread_around(differences, centre), kSmallestSpread * level);
  for (std::size_t i = 0; i < differences.size(); ++i)
    odd[i + season] = std::abs(differences[i] - centre) > threshold * spread;
  return odd;
}

std::vector<FlatRun> flat_runs(std::span<const double> values, std::size_t fewest, bool zeros) {
  std::vector<FlatRun> runs;
  for (std::size_t begin = 0; begin < values.size();) {
    std::size_t end = begin + 1;
    while (end < values.size() && values[end] == values[begin]) ++end;
    if (end - begin >= std::max<std::size_t>(fewest, 2) && (zeros || values[begin] != 0.0))
      runs.push_back({begin, end});
    begin = end;
  }
  return runs;
}

std::optional<std::size_t> level_shift(std::span<const double> values, std::size_t side,
                                       double threshold) {
  std::optional<std::size_t> place;
  double largest = 0.0;
  for (std::size_t i = side; side > 0 && i + side <= values.size(); ++i) {
    const auto before = values.subspan(i - side, side);
    const auto after = values.subspan(i, side);
    const double from = median_of(before);
    const double to = median_of(after);
    const double spread = std::max(
        {spread_around(before, from), spread_around(after, to), kSmallestSpread * std::abs(from)});
    const double distance = std::abs(to - from);
    if (distance <= threshold * spread || distance <= largest) continue;
    largest = distance;
    place = i;
  }
  return place;
}

std::optional<UsualSize> usual_size(std::span<const SizeRange> periods) {
  std::vector<double> typical;
  for (const auto& period : periods)
    if (period.typical > 0.0 && period.least > 0.0) typical.push_back(std::log10(period.typical));
  if (typical.empty()) return std::nullopt;
  UsualSize usual;
  usual.middle = median_of(typical);
  std::vector<double> reaches;
  for (const auto& period : periods)
    if (period.typical > 0.0 && period.least > 0.0)
      reaches.push_back(std::max(std::abs(std::log10(period.most) - usual.middle),
                                 std::abs(usual.middle - std::log10(period.least))));
  std::ranges::sort(reaches);
  usual.reach = reaches[(reaches.size() * 9 + 9) / 10 - 1];
  return usual;
}

std::optional<int> unit_mistake(double size, const UsualSize& usual) {
  constexpr double kThousand = 3.0;
  constexpr double kSeenBefore = 0.7;
  const double tolerance = std::min(std::log10(1.2) + 1.25 * usual.reach, 1.0);
  const double off = std::log10(size) - usual.middle;
  if (std::abs(off) < kThousand - tolerance || std::abs(off) <= usual.reach + kSeenBefore)
    return std::nullopt;
  const int powers = std::max(1, static_cast<int>(std::lround(std::abs(off) / kThousand)));
  return off > 0.0 ? powers : -powers;
}

}  // namespace tertil::analytics
