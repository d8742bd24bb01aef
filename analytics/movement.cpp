#include "analytics/movement.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <stdexcept>
#include <tuple>

namespace tertil::analytics {
namespace {

constexpr int kOrders = 24;
constexpr std::size_t kCauses = 4;
enum Cause : unsigned { kOwn = 1, kOthers = 2, kRevisions = 4, kMembership = 8 };

using Numbers = std::array<int, kCauses>;

Numbers as_numbers(const MovementParts& parts) {
  return {parts.own, parts.others, parts.revisions, parts.membership};
}
MovementParts as_parts(const Numbers& numbers) {
  return {numbers[0], numbers[1], numbers[2], numbers[3]};
}
int sum(const Numbers& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0); }

double value_of(const MovingValue& region, bool to, bool today) {
  const std::array years{std::array{region.from_published, region.from_today},
                         std::array{region.to_published, region.to_today}};
  const auto& wanted = years[to ? 1 : 0];
  const auto& other = years[to ? 0 : 1];
  const std::size_t data = today ? 1 : 0;
  for (const auto& candidate : {wanted[data], wanted[1 - data], other[data], other[1 - data]}) {
    if (candidate) return *candidate;
  }
  throw std::logic_error("a region that takes part has no value");
}

bool takes_part(const MovingValue& region, bool to) {
  return (to ? region.to_today : region.from_published).has_value();
}

void require_finite(std::span<const MovingValue> regions) {
  for (const auto& region : regions) {
    for (const auto& value :
         {region.from_published, region.from_today, region.to_published, region.to_today}) {
      if (value && !std::isfinite(*value)) {
        throw std::invalid_argument("a value to be ranked is not a finite number");
      }
    }
  }
}

// The rank of `own` when the causes in `turned` have their state of the to-year.
int rank_when(std::span<const MovingValue> regions, std::size_t own, Polarity polarity,
              unsigned turned) {
  const bool today = (turned & kRevisions) != 0;
  const double value = value_of(regions[own], (turned & kOwn) != 0, today);
  int rank = 1;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (i == own || !takes_part(regions[i], (turned & kMembership) != 0)) continue;
    const double other = value_of(regions[i], (turned & kOthers) != 0, today);
    rank += is_better(other, value, polarity) ? 1 : 0;
  }
  return rank;
}

int members(std::span<const MovingValue> regions, bool to) {
  return static_cast<int>(std::ranges::count_if(
      regions, [to](const MovingValue& region) { return takes_part(region, to); }));
}

void compare_with_others(std::span<const MovingValue> regions, std::size_t own, Polarity polarity,
                         Movement& movement) {
  const double from = *regions[own].from_published;
  const double to = *regions[own].to_today;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (i == own) continue;
    const auto& region = regions[i];
    const bool was = region.from_published && is_better(*region.from_published, from, polarity);
    const bool is = region.to_today && is_better(*region.to_today, to, polarity);
    if (was && !is) (region.to_today ? movement.overtook : movement.left_ahead).push_back(i);
    if (is && !was) {
      (region.from_published ? movement.overtaken_by : movement.joined_ahead).push_back(i);
    }
  }
}

}  // namespace

MovementParts shapley_24ths(const WorthOfSets& worth) {
  // Of the 24 orders, a cause comes right after a given set of s others in s! (3 - s)! of them.
  constexpr std::array kOrdersAfter{6, 2, 2, 6};
  Numbers parts{};
  for (std::size_t cause = 0; cause < kCauses; ++cause) {
    const std::size_t bit = std::size_t{1} << cause;
    for (std::size_t before = 0; before < worth.size(); ++before) {
      if ((before & bit) != 0) continue;
      const auto others = static_cast<std::size_t>(std::popcount(before));
      parts[cause] += kOrdersAfter[others] * (worth[before | bit] - worth[before]);
    }
  }
  return as_parts(parts);
}

MovementParts whole_parts(const MovementParts& parts_24ths) {
  const auto exact = as_numbers(parts_24ths);
  if (sum(exact) % kOrders != 0) throw std::invalid_argument("the parts have no whole sum");
  const int change = sum(exact) / kOrders;

  // Every way to round each part down or up that keeps the sum; the best by (distance from the
  // exact parts, sum of sizes, then the largest own part, others, …).
  using Merit = std::tuple<int, int, Numbers>;
  std::optional<Merit> best;
  Numbers chosen{};
  for (unsigned up = 0; up < (1U << kCauses); ++up) {
    Numbers parts{};
    Numbers less{};  // sizes negated, so that more is less
    int distance = 0;
    for (std::size_t i = 0; i < kCauses; ++i) {
      const int down = exact[i] / kOrders - (exact[i] % kOrders < 0 ? 1 : 0);
      const bool whole = down * kOrders == exact[i];
      parts[i] = down + (!whole && (up >> i & 1U) != 0 ? 1 : 0);
      less[i] = -std::abs(parts[i]);
      distance += std::abs(kOrders * parts[i] - exact[i]);
    }
    if (sum(parts) != change) continue;
    const Merit merit{distance, -sum(less), less};
    if (!best || merit < *best) {
      best = merit;
      chosen = parts;
    }
  }
  return as_parts(chosen);
}

std::optional<Movement> explain_movement(std::span<const MovingValue> regions, std::size_t own,
                                         Polarity polarity) {
  if (own >= regions.size()) throw std::out_of_range("no region at that place of the ranking");
  require_finite(regions);
  if (!takes_part(regions[own], false) || !takes_part(regions[own], true)) return std::nullopt;

  WorthOfSets ranks{};
  for (unsigned turned = 0; turned < ranks.size(); ++turned) {
    ranks[turned] = rank_when(regions, own, polarity, turned);
  }
  Movement movement;
  movement.rank_from = ranks.front();
  movement.rank_to = ranks.back();
  movement.change = movement.rank_to - movement.rank_from;
  movement.n_from = members(regions, false);
  movement.n_to = members(regions, true);
  movement.parts_24ths = shapley_24ths(ranks);
  movement.parts = whole_parts(movement.parts_24ths);
  compare_with_others(regions, own, polarity, movement);
  return movement;
}

}  // namespace tertil::analytics
