#include "analytics/thresholds.hpp"

#include <cmath>
#include <stdexcept>

#include "analytics/decimals.hpp"

namespace tertil::analytics {
namespace {

// The K-th best of the others: what follows moves up one place when `own` is among the first K.
double kth_of_others(std::span<const double> sorted, int k, double own, Polarity polarity) {
  const auto kth = static_cast<std::size_t>(k - 1);
  return is_better(sorted[kth], own, polarity) ? sorted[kth] : sorted[kth + 1];
}

Thresholds around(std::span<const double> sorted, double own, ClassLimits limits,
                  Polarity polarity) {
  const double green = kth_of_others(sorted, limits.green, own, polarity);
  const double yellow = kth_of_others(sorted, limits.yellow, own, polarity);
  const auto at = [own](RankClass rank_class, double value) {
    return Threshold{rank_class, value, std::abs(difference(value, own))};
  };
  const bool nothing_between = green == yellow;
  if (!is_better(green, own, polarity)) {
    return {std::nullopt, at(nothing_between ? RankClass::kRed : RankClass::kYellow, green)};
  }
  if (!is_better(yellow, own, polarity)) {
    return {at(RankClass::kGreen, green), at(RankClass::kRed, yellow)};
  }
  return {at(nothing_between ? RankClass::kGreen : RankClass::kYellow, yellow), std::nullopt};
}

void require_index(std::span<const double> values, std::size_t index) {
  if (index >= values.size()) throw std::out_of_range("no value at that place of the ranking");
}

}  // namespace

std::vector<Thresholds> thresholds(std::span<const double> values, Polarity polarity,
                                   Scheme scheme) {
  const auto sorted = best_first(values, polarity);
  std::vector<Thresholds> result(values.size());
  if (const auto limits = class_limits(values.size(), scheme)) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      result[i] = around(sorted, values[i], *limits, polarity);
    }
  }
  return result;
}

Thresholds thresholds_of(std::span<const double> values, std::size_t index, Polarity polarity,
                         Scheme scheme) {
  require_index(values, index);
  const auto sorted = best_first(values, polarity);
  const auto limits = class_limits(values.size(), scheme);
  return limits ? around(sorted, values[index], *limits, polarity) : Thresholds{};
}

WhatIf what_if(std::span<const double> values, std::optional<std::size_t> index, double value,
               Polarity polarity, Scheme scheme) {
  if (index) require_index(values, *index);
  const std::size_t own = index.value_or(values.size());
  std::vector<double> changed(values.begin(), values.end());
  if (!index) changed.push_back(value);
  changed[own] = value;

  const auto before = place(values, polarity, scheme);
  const auto after = place(changed, polarity, scheme);
  WhatIf result;
  if (index) result.before = before[own];
  result.after = after[own];
  result.thresholds = thresholds_of(changed, own, polarity, scheme);
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (i != own && before[i].rank_class != after[i].rank_class) {
      result.others.push_back({i, before[i].rank_class, after[i].rank_class});
    }
  }
  result.n = changed.size();
  result.median = *median(changed);
  return result;
}

}  // namespace tertil::analytics
