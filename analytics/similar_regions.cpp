#include "analytics/similar_regions.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tertil::analytics {
namespace {

void require_table(std::span<const RegionFeatures> regions) {
  for (const auto& region : regions) {
    if (region.size() != regions.front().size()) {
      throw std::invalid_argument("regions with unequal numbers of features");
    }
    for (const auto& value : region) {
      if (value && !std::isfinite(*value)) throw std::invalid_argument("a feature is not finite");
    }
  }
}

// Of sorted values, so that the order of the regions changes no digit; 0 when all are equal.
double standard_deviation(std::span<const RegionFeatures> regions, std::size_t feature) {
  std::vector<double> values;
  for (const auto& region : regions) {
    if (region[feature]) values.push_back(*region[feature]);
  }
  std::ranges::sort(values);
  if (values.empty() || values.front() == values.back()) return 0.0;
  const auto n = static_cast<double>(values.size());
  double mean = 0.0;
  for (const double value : values) mean += value / n;
  double variance = 0.0;
  for (const double value : values) variance += (value - mean) * (value - mean) / n;
  return std::sqrt(variance);
}

SimilarRegion compare(const RegionFeatures& own, const RegionFeatures& other,
                      std::span<const double> spreads) {
  SimilarRegion result;
  double sum = 0.0;
  for (std::size_t f = 0; f < spreads.size(); ++f) {
    const auto& a = own[f];
    const auto& b = other[f];
    if (!a || !b || spreads[f] == 0.0) continue;
    const double difference = (*a - *b) / spreads[f];
    sum += difference * difference;
    result.features.push_back(f);
  }
  if (!result.features.empty()) {
    result.distance = std::sqrt(sum / static_cast<double>(result.features.size()));
  }
  return result;
}

}  // namespace

std::vector<SimilarRegion> similar_regions(std::span<const RegionFeatures> regions, std::size_t own,
                                           std::size_t count) {
  if (own >= regions.size()) throw std::out_of_range("no region at that place");
  require_table(regions);
  std::vector<double> spreads;
  for (std::size_t f = 0; f < regions[own].size(); ++f) {
    spreads.push_back(standard_deviation(regions, f));
  }
  std::vector<SimilarRegion> result;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (i == own) continue;
    auto found = compare(regions[own], regions[i], spreads);
    if (found.features.empty()) continue;
    found.index = i;
    result.push_back(std::move(found));
  }
  std::ranges::stable_sort(result, {}, &SimilarRegion::distance);
  if (result.size() > count) result.resize(count);
  return result;
}

}  // namespace tertil::analytics
