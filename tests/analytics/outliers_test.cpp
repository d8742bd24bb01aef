#include "analytics/outliers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

using ::testing::Each;

/// By sorting, as in a textbook.
double median_by_sorting(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto n = values.size();
  return n % 2 == 1 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

std::vector<double> random_values(std::uint32_t seed, std::size_t count) {
  std::mt19937 generator{seed};
  std::normal_distribution<double> normal{100.0, 10.0};
  std::vector<double> values(count);
  for (auto& value : values) value = normal(generator);
  return values;
}

TEST(RobustSpread, OfNothingIsNothing) { EXPECT_FALSE(robust_spread({})); }

TEST(RobustSpread, IsTheScaledMedianDistanceByHand) {
  // Median 3, distances 2 1 0 1 97: their median is 1.
  const std::vector<double> values{1, 2, 3, 4, 100};
  EXPECT_DOUBLE_EQ(*robust_spread(values), 1.4826);
}

TEST(RobustSpread, EstimatesTheStandardDeviationOfNormalValues) {
  EXPECT_NEAR(*robust_spread(random_values(7, 20'001)), 10.0, 0.3);
}

TEST(Hampel, FindsTheOneValueThatDoesNotBelong) {
  const std::vector<double> values{10, 11, 10, 12, 11, 95, 10, 12, 11, 10};
  const auto odd = hampel(values);
  EXPECT_TRUE(odd[5]);
  EXPECT_EQ(std::count(odd.begin(), odd.end(), true), 1);
}

TEST(Hampel, IsNotMisledByTwoFaultsSideBySide) {
  const std::vector<double> values{10, 11, 10, 12, 95, 96, 10, 12, 11, 10};
  const auto odd = hampel(values);
  EXPECT_TRUE(odd[4]);
  EXPECT_TRUE(odd[5]);
}

TEST(Hampel, AgreesWithItsDefinitionComputedTheSlowWay) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    auto values = random_values(seed, 60);
    values[seed % 60] *= 3.0;
    const auto odd = hampel(values, 4, 3.0);
    for (int i = 0; i < 60; ++i) {
      std::vector<double> window(values.begin() + std::max(0, i - 4),
                                 values.begin() + std::min(60, i + 5));
      const double centre = median_by_sorting(window);
      for (auto& value : window) value = std::abs(value - centre);
      const double spread = 1.4826 * median_by_sorting(window);
      EXPECT_EQ(odd[static_cast<std::size_t>(i)],
                std::abs(values[static_cast<std::size_t>(i)] - centre) > 3.0 * spread)
          << seed << ' ' << i;
    }
  }
}

TEST(Hampel, SaysNothingOfConstantOrVeryShortSeries) {
  EXPECT_THAT(hampel(std::vector<double>(12, 5.0)), Each(false));
  EXPECT_THAT(hampel(std::vector<double>{1.0, 99.0}), Each(false));
}

/// Three years of months with a winter.
std::vector<double> seasonal(double noise, std::uint32_t seed) {
  std::mt19937 generator{seed};
  std::normal_distribution<double> normal{0.0, noise};
  std::vector<double> values;
  for (int i = 0; i < 36; ++i)
    values.push_back(1000.0 + 800.0 * std::cos(i * 3.14159265358979 / 6.0) + normal(generator));
  return values;
}

TEST(SeasonalOutliers, LetWinterBeWinterAndFindTheWrongMonth) {
  auto values = seasonal(10.0, 1);
  EXPECT_THAT(seasonal_outliers(values, 12), Each(false));
  values[30] += 400.0;  // within what a winter has, far from what a July has
  const auto odd = seasonal_outliers(values, 12);
  EXPECT_TRUE(odd[30]);
  EXPECT_EQ(std::count(odd.begin(), odd.end(), true), 1);
}

TEST(SeasonalOutliers, NeedASeasonToCompareWith) {
  const auto values = seasonal(10.0, 2);
  EXPECT_THAT(seasonal_outliers(std::span{values}.first(16), 12), Each(false));
  EXPECT_THAT(seasonal_outliers(values, 0), Each(false));
}

TEST(FlatRuns, AreFoundWithTheirEndsAndLongEnoughOnly) {
  const std::vector<double> values{1, 1, 2, 5, 5, 5, 3, 7, 7, 7, 7};
  const auto runs = flat_runs(values, 3);
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0].begin, 3U);
  EXPECT_EQ(runs[0].end, 6U);
  EXPECT_EQ(runs[1].begin, 7U);
  EXPECT_EQ(runs[1].end, 11U);
}

TEST(FlatRuns, OfZerosCountOnlyWhenAskedFor) {
  const std::vector<double> values{4, 0, 0, 0, 4};
  EXPECT_TRUE(flat_runs(values, 3).empty());
  EXPECT_EQ(flat_runs(values, 3, true).size(), 1U);
}

TEST(LevelShift, IsFoundWhereTheLevelChangesForGood) {
  auto values = random_values(3, 40);
  for (std::size_t i = 25; i < values.size(); ++i) values[i] += 200.0;
  EXPECT_EQ(level_shift(values), 25U);
}

TEST(LevelShift, IsNotSeenInNoiseNorInASingleFault) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    auto values = random_values(seed, 40);
    values[17] = 5000.0;
    EXPECT_FALSE(level_shift(values, 6, 12.0)) << seed;
  }
}

SizeRange one(double size) { return {size, size, size}; }

TEST(UsualSize, IsTheMiddleInPowersOfTenAndHowFarMostReach) {
  const std::vector<SizeRange> periods{one(10.0), one(100.0), one(1000.0)};
  const auto usual = usual_size(periods);
  EXPECT_DOUBLE_EQ(usual->middle, 2.0);
  EXPECT_DOUBLE_EQ(usual->reach, 1.0);
}

TEST(UsualSize, IsUnknownWithoutAnythingAboveZero) {
  EXPECT_FALSE(usual_size({}));
  EXPECT_FALSE(usual_size(std::vector<SizeRange>{one(0.0)}));
}

TEST(UsualSize, IsNotMovedByOneOldFaultInTen) {
  std::vector<SizeRange> periods(19, one(50.0));
  periods.push_back(one(50'000.0));
  EXPECT_DOUBLE_EQ(usual_size(periods)->reach, 0.0);
}

struct Unit {
  double factor;
  std::optional<int> powers;
};
class UnitMistake : public ::testing::TestWithParam<Unit> {};
TEST_P(UnitMistake, IsAThousandWithinTwentyPercentOfAConstantSeries) {
  const std::vector<SizeRange> periods(12, one(40.0));
  EXPECT_EQ(unit_mistake(40.0 * GetParam().factor, *usual_size(periods)), GetParam().powers);
}
INSTANTIATE_TEST_SUITE_P(, UnitMistake,
                         ::testing::Values(Unit{1.0, std::nullopt}, Unit{12.0, std::nullopt},
                                           Unit{100.0, std::nullopt}, Unit{800.0, std::nullopt},
                                           Unit{834.0, 1}, Unit{1000.0, 1}, Unit{1200.0, 1},
                                           Unit{1e6, 2}, Unit{0.001, -1}, Unit{1.0 / 1200, -1},
                                           Unit{1.0 / 800, std::nullopt}, Unit{1e-6, -2}));

TEST(Outliers, AreTheSameInAnotherUnitAndUpsideDown) {
  std::mt19937 random{21};
  std::uniform_int_distribution<int> whole{0, 60};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    std::vector<double> values(random() % 30);
    for (auto& value : values) value = 100 + whole(random) / 4.0;
    if (!values.empty() && round % 2 == 0) values[random() % values.size()] *= 2;
    auto doubled = values;  // powers of two: nothing is rounded
    for (auto& value : doubled) value *= -2;
    ASSERT_EQ(hampel(doubled), hampel(values));
    ASSERT_EQ(seasonal_outliers(doubled, 4), seasonal_outliers(values, 4));
    ASSERT_EQ(level_shift(doubled), level_shift(values));
    const auto spread = robust_spread(values);
    ASSERT_EQ(spread.has_value(), !values.empty());
    if (spread) {
      ASSERT_EQ(*robust_spread(doubled), 2 * *spread);
    }
    auto turned = values;
    std::ranges::reverse(turned);
    auto found = hampel(turned);
    std::reverse(found.begin(), found.end());
    ASSERT_EQ(found, hampel(values));
  }
}

TEST(FlatRuns, AreAsLongAsTheyCanBeAndTouchNoOther) {
  std::mt19937 random{22};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    std::vector<double> values(random() % 40);
    for (auto& value : values) value = static_cast<double>(random() % 3);
    const std::size_t fewest = 2 + random() % 4;
    std::size_t flat = 0;
    for (const auto& [begin, end] : flat_runs(values, fewest, true)) {
      ASSERT_GE(end - begin, fewest);
      for (auto i = begin; i < end; ++i) ASSERT_EQ(values[i], values[begin]);
      ASSERT_TRUE(begin == 0 || values[begin - 1] != values[begin]);
      ASSERT_TRUE(end == values.size() || values[end] != values[begin]);
      flat += end - begin;
    }
    std::size_t counted = 0;  // by looking at each value's neighbours
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::size_t first = i;
      std::size_t last = i;
      while (first > 0 && values[first - 1] == values[i]) --first;
      while (last + 1 < values.size() && values[last + 1] == values[i]) ++last;
      if (last - first + 1 >= fewest) ++counted;
    }
    ASSERT_EQ(flat, counted);
  }
}

TEST(UsualSize, IsNeverSuspectedOfWhatWasSeenBefore) {
  std::mt19937 random{23};
  std::lognormal_distribution<double> size{5, 1};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    std::vector<SizeRange> periods;
    const double scale = size(random);
    for (int i = 0; i < 6; ++i) periods.push_back({scale, scale * 0.8, scale * 1.25});
    const auto usual = usual_size(periods);
    ASSERT_TRUE(usual);
    ASSERT_FALSE(unit_mistake(scale, *usual));
    ASSERT_EQ(unit_mistake(scale * 1000, *usual), 1);
    ASSERT_EQ(unit_mistake(scale / 1000, *usual), -1);
  }
}

}  // namespace
}  // namespace tertil::analytics
