#include "analytics/target_path.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

const std::vector<YearValue> kStages{{2030, 50}, {2017, 199}, {2026, 176}};

TEST(PathValue, OnALineIsBetweenTheStages) {
  EXPECT_EQ(path_value(kStages, 2017, TargetPath::kLinear), 199.0);
  EXPECT_NEAR(path_value(kStages, 2024, TargetPath::kLinear).value(), 181.111, 5e-4);
  EXPECT_EQ(path_value(kStages, 2026, TargetPath::kLinear), 176.0);
  EXPECT_EQ(path_value(kStages, 2028, TargetPath::kLinear), 113.0);
  EXPECT_EQ(path_value(kStages, 2026.5, TargetPath::kLinear), 160.25);
}

TEST(PathValue, OfStepsHoldsUntilTheNext) {
  EXPECT_EQ(path_value(kStages, 2025.99, TargetPath::kStep), 199.0);
  EXPECT_EQ(path_value(kStages, 2026, TargetPath::kStep), 176.0);
  EXPECT_EQ(path_value(kStages, 2029, TargetPath::kStep), 176.0);
}

TEST(PathValue, HoldsAfterTheLastStageAndAsksNothingBeforeTheFirst) {
  for (const auto path : {TargetPath::kLinear, TargetPath::kStep}) {
    EXPECT_EQ(path_value(kStages, 2050, path), 50.0);
    EXPECT_EQ(path_value(kStages, 2016.9, path), std::nullopt);
    EXPECT_EQ(path_value({}, 2020, path), std::nullopt);
  }
}

TEST(PathValue, RefusesAYearTwice) {
  const std::array<YearValue, 2> twice{{{2026, 1}, {2026, 2}}};
  EXPECT_THROW((void)path_value(twice, 2026, TargetPath::kStep), std::invalid_argument);
  EXPECT_THROW((void)path_value(kStages, NAN, TargetPath::kStep), std::invalid_argument);
}

TEST(TrailingMeans, AreOfWholeSpansOnly) {
  const std::vector<YearValue> points{{2019, 3},  {2018, 1},  {2020, 5},
                                      {2022, 10}, {2023, 20}, {2024, 60}};
  const auto means = trailing_means(points, 3);
  ASSERT_EQ(means.size(), 2U);
  EXPECT_EQ(means[0].year, 2020);
  EXPECT_EQ(means[0].value, 3.0);
  EXPECT_EQ(means[1].year, 2024);
  EXPECT_EQ(means[1].value, 30.0);
  EXPECT_TRUE(trailing_means(points, 5).empty());
  EXPECT_EQ(trailing_means(points, 1).size(), 6U);
  EXPECT_THROW((void)trailing_means(points, 0), std::invalid_argument);
}

TEST(TrailingMeans, AreJudgedLikeAnyOutcome) {
  // "In mean over five years at most 100": one bad last year does not break it.
  const std::vector<YearValue> points{{2020, 90}, {2021, 95}, {2022, 92}, {2023, 93}, {2024, 110}};
  const auto mean = trailing_means(points, 5).back();
  EXPECT_EQ(mean.value, 96.0);
  EXPECT_TRUE(assess_progress(std::nullopt, {2026, 100}, mean, Polarity::kLow).achieved);
}

DirectionVerdict judged(std::vector<YearValue> points, Direction direction) {
  return assess_direction(points, direction).verdict;
}

TEST(DirectionTarget, PositiveAndNotFallingIsMetByAFlatSeriesAboveZero) {
  const Direction keep_positive{DirectionTarget::kNotDecrease, 0.0, 0.0};
  EXPECT_EQ(judged({{2020, 2}, {2021, 2}, {2022, 2}}, keep_positive), DirectionVerdict::kMet);
  EXPECT_EQ(judged({{2020, 2}, {2021, 3}, {2022, 4}}, keep_positive), DirectionVerdict::kMet);
  EXPECT_EQ(judged({{2020, 4}, {2021, 3}, {2022, 2}}, keep_positive), DirectionVerdict::kNotMet);
  const auto once =
      assess_direction(std::vector<YearValue>{{2020, 1}, {2021, 0}, {2022, 9}}, keep_positive);
  EXPECT_EQ(once.verdict, DirectionVerdict::kNotMet);
  EXPECT_EQ(once.below_year, 2021);
}

TEST(DirectionTarget, CountsSmallChangesAsNone) {
  const std::vector<YearValue> rising{{2020, 10}, {2021, 10.5}, {2022, 11}};
  EXPECT_EQ(judged(rising, {DirectionTarget::kIncrease, 0.5, {}}), DirectionVerdict::kMet);
  EXPECT_EQ(judged(rising, {DirectionTarget::kIncrease, 1.0, {}}), DirectionVerdict::kNotMet);
  EXPECT_EQ(judged(rising, {DirectionTarget::kKeep, 1.0, {}}), DirectionVerdict::kMet);
  EXPECT_EQ(judged(rising, {DirectionTarget::kKeep, 0.9, {}}), DirectionVerdict::kNotMet);
  EXPECT_EQ(judged(rising, {DirectionTarget::kDecrease, 0.0, {}}), DirectionVerdict::kNotMet);
  EXPECT_EQ(judged(rising, {DirectionTarget::kNotIncrease, 1.0, {}}), DirectionVerdict::kMet);
}

TEST(DirectionTarget, IsNotDecidedByOneOddYear) {
  const std::vector<YearValue> falling{{2018, 60}, {2019, 58}, {2020, 56}, {2021, 54},
                                       {2022, 52}, {2023, 50}, {2024, 75}};
  const auto found = assess_direction(falling, {DirectionTarget::kDecrease, 0.0, {}});
  EXPECT_EQ(found.verdict, DirectionVerdict::kMet);
  EXPECT_NEAR(found.change.value(), -12.0, 1e-9);
}

TEST(DirectionTarget, TakesTwoValues) {
  EXPECT_EQ(judged({{2020, 1}}, {}), DirectionVerdict::kNotAssessable);
  const std::vector<YearValue> two{{2020, 98.33}, {2024, 100}};
  EXPECT_EQ(assess_direction(two, {DirectionTarget::kIncrease, 0, {}}).change, 1.67);
  EXPECT_THROW((void)assess_direction(two, {DirectionTarget::kKeep, -1.0, {}}),
               std::invalid_argument);
}

std::vector<YearValue> random_points(std::mt19937_64& random) {
  std::uniform_real_distribution<double> value{0, 100};
  std::vector<YearValue> points;
  for (int year = 2010; year < 2026; ++year)
    if (random() % 3 != 0) points.push_back({year, value(random)});
  std::shuffle(points.begin(), points.end(), random);
  return points;
}

TEST(TargetPath, StaysBetweenItsStagesAndHeedsNoOrder) {
  std::mt19937_64 random{7};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    auto stages = random_points(random);
    if (stages.empty()) continue;
    const auto by_year = [](const auto& a, const auto& b) { return a.year < b.year; };
    const auto [least, most] = std::ranges::minmax(stages, {}, &YearValue::value);
    const int first = std::ranges::min_element(stages, by_year)->year;
    const double at = 2009 + static_cast<double>(random() % 72) / 4;
    for (const auto path : {TargetPath::kLinear, TargetPath::kStep}) {
      const auto asked = path_value(stages, at, path);
      ASSERT_EQ(asked.has_value(), at >= first);
      if (!asked) continue;
      ASSERT_TRUE(least.value - 1e-9 <= *asked && *asked <= most.value + 1e-9);
      auto shuffled = stages;
      std::shuffle(shuffled.begin(), shuffled.end(), random);
      ASSERT_EQ(path_value(shuffled, at, path), asked);
      const auto& stage = stages[random() % stages.size()];
      ASSERT_NEAR(*path_value(stages, stage.year, path), stage.value, 1e-9);
    }
  }
}

TEST(TrailingMeans, OfThreeAndFiveYearsAreMeansOfWhatIsThere) {
  std::mt19937_64 random{8};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const auto points = random_points(random);
    for (const int years : {1, 3, 5}) {
      const auto means = trailing_means(points, years);
      for (const auto& mean : means) {
        double sum = 0;
        int found = 0;
        for (const auto& point : points)
          if (point.year > mean.year - years && point.year <= mean.year) {
            sum += point.value;
            ++found;
          }
        ASSERT_EQ(found, years);  // never over a gap
        ASSERT_NEAR(mean.value, sum / years, 1e-9);
      }
      ASSERT_TRUE(std::ranges::is_sorted(means, {}, &YearValue::year));
      if (years == 1) {
        ASSERT_EQ(means.size(), points.size());
      }
    }
  }
}

TEST(Direction, OfAMirroredSeriesIsTheOppositeOne) {
  std::mt19937_64 random{9};
  constexpr std::array kPairs{
      std::pair{DirectionTarget::kIncrease, DirectionTarget::kDecrease},
      std::pair{DirectionTarget::kNotDecrease, DirectionTarget::kNotIncrease},
      std::pair{DirectionTarget::kKeep, DirectionTarget::kKeep}};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const auto points = random_points(random);
    auto mirrored = points;
    for (auto& point : mirrored) point.value = -point.value;
    const double tolerance = static_cast<double>(random() % 40);
    for (const auto& [up, down] : kPairs) {
      const auto one = assess_direction(points, {up, tolerance, {}});
      const auto other = assess_direction(mirrored, {down, tolerance, {}});
      ASSERT_EQ(one.verdict, other.verdict);
      ASSERT_EQ(one.verdict == DirectionVerdict::kNotAssessable, points.size() < 2);
      if (!one.change) continue;
      ASSERT_EQ(*one.change, -*other.change);
      if (up == DirectionTarget::kKeep) {
        ASSERT_EQ(one.verdict == DirectionVerdict::kMet, std::abs(*one.change) <= tolerance);
      }
    }
  }
}

}  // namespace
}  // namespace tertil::analytics
