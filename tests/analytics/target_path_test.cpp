#include "analytics/target_path.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

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

}  // namespace
}  // namespace tertil::analytics
