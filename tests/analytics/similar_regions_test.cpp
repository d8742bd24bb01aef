#include "analytics/similar_regions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "tests/analytics/example_tables.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::size_t kAll = 100;

std::vector<std::size_t> indices(const std::vector<SimilarRegion>& found) {
  std::vector<std::size_t> result;
  result.reserve(found.size());
  for (const auto& region : found) result.push_back(region.index);
  return result;
}

TEST(SimilarRegions, AreTheNearestOnesInStandardDeviations) {
  // One feature 1, 2, 3, 4, 5: its standard deviation is the root of 2.
  const std::vector<RegionFeatures> regions = {{1.0}, {2.0}, {3.0}, {4.0}, {5.0}};
  const auto found = similar_regions(regions, 0, 2);
  ASSERT_THAT(indices(found), ElementsAre(1, 2));
  EXPECT_NEAR(found[0].distance, 1.0 / std::sqrt(2.0), 1e-15);
  EXPECT_NEAR(found[1].distance, std::sqrt(2.0), 1e-15);
  EXPECT_THAT(found[0].features, ElementsAre(0));
}

TEST(SimilarRegions, WeighEveryFeatureAlikeWhateverItsUnit) {
  // Exempeldata: log10 of inhabitants, m² of premises per inhabitant, degree days.
  const std::vector<RegionFeatures> metres = {
      {5.5, 1.8, 3300.0}, {5.4, 1.7, 3400.0}, {6.4, 1.2, 3500.0}, {5.4, 2.9, 5200.0}};
  auto feet = metres;
  for (auto& region : feet) region[1] = *region[1] * 10.7639;
  const auto found = similar_regions(metres, 0, kAll);
  const auto same = similar_regions(feet, 0, kAll);
  EXPECT_THAT(indices(found), ElementsAre(1, 2, 3));
  ASSERT_EQ(indices(found), indices(same));
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i].distance, same[i].distance, 1e-12);
  }
}

TEST(SimilarRegions, LeaveOutAFeatureThatOneOfThePairLacks) {
  const std::vector<RegionFeatures> regions = {
      {0.0, 0.0}, {2.0, std::nullopt}, {std::nullopt, 4.0}, {2.0, 4.0}};
  // Feature 0 is known as 0, 2, 2: variance 8/9. Feature 1 as 0, 4, 4: variance 32/9.
  const auto found = similar_regions(regions, 0, kAll);
  ASSERT_THAT(indices(found), ElementsAre(1, 2, 3));
  for (const auto& region : found) EXPECT_NEAR(region.distance, std::sqrt(4.5), 1e-14);
  EXPECT_THAT(found[0].features, ElementsAre(0));
  EXPECT_THAT(found[1].features, ElementsAre(1));
  EXPECT_THAT(found[2].features, ElementsAre(0, 1));
}

TEST(SimilarRegions, NeedAFeatureInCommonThatTellsRegionsApart) {
  const std::vector<RegionFeatures> regions = {{1.0, std::nullopt, 7.0},
                                               {std::nullopt, 2.0, 7.0},
                                               {std::nullopt, 3.0, 7.0},
                                               {4.0, 2.0, 7.0}};
  EXPECT_THAT(indices(similar_regions(regions, 0, kAll)), ElementsAre(3));
  EXPECT_THAT(indices(similar_regions(regions, 1, kAll)), ElementsAre(3, 2));
  const std::vector<RegionFeatures> equal(3, RegionFeatures{0.1, 0.1});
  EXPECT_THAT(similar_regions(equal, 0, kAll), IsEmpty());
  const std::vector<RegionFeatures> featureless(3);
  EXPECT_THAT(similar_regions(featureless, 0, kAll), IsEmpty());
}

TEST(SimilarRegions, AtTheSameDistanceComeInTheOrderGiven) {
  const std::vector<RegionFeatures> regions = {{3.0}, {5.0}, {1.0}, {5.0}, {3.0}};
  EXPECT_THAT(indices(similar_regions(regions, 0, kAll)), ElementsAre(4, 1, 2, 3));
  EXPECT_THAT(indices(similar_regions(regions, 0, 2)), ElementsAre(4, 1));
  EXPECT_THAT(similar_regions(regions, 0, 0), IsEmpty());
}

TEST(SimilarRegions, RejectWhatIsNotATable) {
  const std::vector<RegionFeatures> good = {{1.0}, {2.0}};
  const std::vector<RegionFeatures> ragged = {{1.0}, {2.0, 3.0}};
  const std::vector<RegionFeatures> endless = {{1.0}, {INFINITY}};
  EXPECT_THROW(static_cast<void>(similar_regions(good, 2, 1)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(similar_regions({}, 0, 1)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(similar_regions(ragged, 0, 1)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(similar_regions(endless, 0, 1)), std::invalid_argument);
}

TEST(SimilarRegions, AreToldApartByEveryPart) {
  const SimilarRegion region{1, 0.5, {0}};
  EXPECT_NE(region, (SimilarRegion{2, 0.5, {0}}));
  EXPECT_NE(region, (SimilarRegion{1, 0.6, {0}}));
  EXPECT_NE(region, (SimilarRegion{1, 0.5, {1}}));
}

// The textbook way: z-scores first, then one loop for each pair.
double by_scores(const std::vector<RegionFeatures>& regions, std::size_t a, std::size_t b) {
  double sum = 0.0;
  int shared = 0;
  for (std::size_t f = 0; f < regions[a].size(); ++f) {
    double n = 0.0;
    double total = 0.0;
    double squares = 0.0;
    for (const auto& region : regions) {
      if (!region[f]) continue;
      n += 1.0;
      total += *region[f];
      squares += *region[f] * *region[f];
    }
    const double variance = n > 0.0 ? squares / n - (total / n) * (total / n) : 0.0;
    if (variance < 1e-9 || !regions[a][f] || !regions[b][f]) continue;
    const double za = (*regions[a][f] - total / n) / std::sqrt(variance);
    const double zb = (*regions[b][f] - total / n) / std::sqrt(variance);
    sum += (za - zb) * (za - zb);
    ++shared;
  }
  return shared == 0 ? -1.0 : std::sqrt(sum / shared);
}

TEST(SimilarRegions, AgreeWithScoresInAnyOrderAndBothWays) {
  auto random = seeded();
  const auto below = [&random](unsigned n) { return static_cast<std::size_t>(random() % n); };
  for (int round = 0; round < tests::kRandomCases; ++round) {
    std::vector<RegionFeatures> regions(2 + below(8));
    const std::size_t features = below(4);
    for (auto& region : regions) {
      for (std::size_t f = 0; f < features; ++f) {
        region.push_back(below(4) == 0 ? std::optional<double>{}
                                       : static_cast<double>(below(10)) * 1.25);
      }
    }
    const std::size_t own = below(static_cast<unsigned>(regions.size()));
    const auto found = similar_regions(regions, own, kAll);
    std::vector<double> distance(regions.size(), -1.0);
    for (std::size_t i = 0; i < found.size(); ++i) {
      distance[found[i].index] = found[i].distance;
      if (i == 0) continue;
      ASSERT_LE(found[i - 1].distance, found[i].distance);
      if (found[i - 1].distance == found[i].distance) {
        ASSERT_LT(found[i - 1].index, found[i].index);
      }
    }
    std::vector<std::size_t> order(regions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::shuffle(order, random);
    std::vector<RegionFeatures> shuffled;
    shuffled.reserve(order.size());
    for (const auto i : order) shuffled.push_back(regions[i]);
    const auto new_own = static_cast<std::size_t>(std::ranges::find(order, own) - order.begin());
    const auto again = similar_regions(shuffled, new_own, kAll);
    ASSERT_EQ(again.size(), found.size());
    for (const auto& region : again) {
      ASSERT_EQ(region.distance, distance[order[region.index]]);  // to the last digit
    }
    for (std::size_t i = 0; i < regions.size(); ++i) {
      if (i == own) continue;
      ASSERT_NEAR(distance[i], by_scores(regions, own, i), 1e-9);
      for (const auto& back : similar_regions(regions, i, kAll)) {
        if (back.index == own) {
          ASSERT_EQ(back.distance, distance[i]);
        }
      }
    }
  }
}

}  // namespace
}  // namespace tertil::analytics
