#include "analytics/rank_forecast.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

#include "analytics/student.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

std::vector<Contender> regions(std::size_t n, double spread, int degrees = 4) {
  std::vector<Contender> made;
  for (std::uint32_t i = 0; i < n; ++i)
    made.push_back({{10.0 * static_cast<double>(i), spread, degrees, Support::kAnyNumber}, i});
  return made;
}

TEST(RankForecast, IsSureWhereNothingIsUncertain) {
  const auto rows = forecast_ranks(regions(21, 0.0), Polarity::kLow, Scheme::kThirds, {200, 1});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const int rank = static_cast<int>(i) + 1;
    EXPECT_EQ(rows[i].rank, rank);
    EXPECT_EQ(rows[i].rank_low, rank);
    EXPECT_EQ(rows[i].rank_high, rank);
    EXPECT_EQ(rows[i].probability[rank - 1], 1.0);
    const ClassProbability sure{rank <= 7 ? 1.0 : 0.0, rank > 7 && rank <= 14 ? 1.0 : 0.0,
                                rank > 14 ? 1.0 : 0.0};
    EXPECT_EQ(rows[i].classes, sure);
  }
}

TEST(RankForecast, OfTwoIsTheProbabilityOfTheDifference) {
  const std::vector<Contender> two{{{0.0, 3.0, kNormalDegrees, Support::kAnyNumber}, 1},
                                   {{2.0, 4.0, kNormalDegrees, Support::kAnyNumber}, 2}};
  const auto rows = forecast_ranks(two, Polarity::kLow, Scheme::kThirds, {50'000, 3});
  EXPECT_NEAR(rows[0].probability[0], student_cdf(2.0 / 5.0, kNormalDegrees), 0.008);
  EXPECT_NEAR(rows[0].probability[0] + rows[1].probability[0], 1.0, 1e-12);
  EXPECT_FALSE(rows[0].classes);
}

TEST(RankForecast, DrawsStudentsTWithItsHeavyTails) {
  // Against a fixed value, the probability of being below it is Student's own.
  for (const int degrees : {1, 2, 5}) {
    const std::vector<Contender> pair{{{0.0, 1.0, degrees, Support::kAnyNumber}, 5},
                                      {{-2.0, 0.0, degrees, Support::kAnyNumber}, 6}};
    const auto rows = forecast_ranks(pair, Polarity::kLow, Scheme::kThirds, {40'000, 1});
    EXPECT_NEAR(rows[0].probability[0], student_cdf(-2.0, degrees), 0.006) << degrees;
  }
}

TEST(RankForecast, TiesAtAHundredPerCent) {
  const double full = to_scale(100.0, Support::kShare) + 5.0;
  std::vector<Contender> all;
  for (std::uint32_t i = 0; i < 9; ++i)
    all.push_back({{full, 0.1, kNormalDegrees, Support::kShare}, i});
  for (const auto& row : forecast_ranks(all, Polarity::kHigh, Scheme::kThirds, {100, 1})) {
    EXPECT_EQ(row.probability[0], 1.0);
    EXPECT_EQ(row.rank, 1);
  }
}

TEST(RankForecast, WidensWithUncertaintyAndIsTheSameForTheSameSeed) {
  const auto narrow = forecast_ranks(regions(21, 2.0), Polarity::kLow, Scheme::kThirds, {2000, 1});
  const auto wide = forecast_ranks(regions(21, 60.0), Polarity::kLow, Scheme::kThirds, {2000, 1});
  EXPECT_LT(narrow[10].rank_high - narrow[10].rank_low, wide[10].rank_high - wide[10].rank_low);
  const auto again = forecast_ranks(regions(21, 60.0), Polarity::kLow, Scheme::kThirds, {2000, 1});
  const auto other = forecast_ranks(regions(21, 60.0), Polarity::kLow, Scheme::kThirds, {2000, 2});
  EXPECT_TRUE((wide[10].probability == again[10].probability).all());
  EXPECT_FALSE((wide[10].probability == other[10].probability).all());
}

TEST(RankForecast, DoesNotDependOnTheOrderOfRegions) {
  auto given = regions(12, 15.0);
  const auto rows = forecast_ranks(given, Polarity::kHigh, Scheme::kQuartiles, {1000, 9});
  std::ranges::reverse(given);
  const auto reversed = forecast_ranks(given, Polarity::kHigh, Scheme::kQuartiles, {1000, 9});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& mirror = reversed[rows.size() - 1 - i];
    EXPECT_TRUE((rows[i].probability == mirror.probability).all());
    EXPECT_EQ(rows[i].rank_low, mirror.rank_low);
    EXPECT_EQ(rows[i].classes, mirror.classes);
  }
}

TEST(RankForecast, GivesProbabilitiesAndAnIntervalThatHoldsItsLevel) {
  std::mt19937_64 random{5};
  std::uniform_real_distribution<double> value{0, 100};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    std::vector<Contender> given;
    for (std::uint32_t i = 0; i < 2 + random() % 20; ++i)
      given.push_back({{value(random), value(random) / 5, static_cast<int>(random() % 5),
                        Support::kNotNegative},
                       i});
    const auto rows = forecast_ranks(given, Polarity::kLow, Scheme::kThirds, {64, random()});
    for (const auto& row : rows) {
      ASSERT_NEAR(row.probability.sum(), 1.0, 1e-12);
      ASSERT_TRUE(1 <= row.rank_low && row.rank_low <= row.rank_high);
      ASSERT_LE(row.rank_high, static_cast<int>(rows.size()));
      const auto inside =
          row.probability.segment(row.rank_low - 1, row.rank_high - row.rank_low + 1).sum();
      ASSERT_GE(inside, 0.8 - 1e-12);
      if (!row.classes) continue;
      ASSERT_NEAR(row.classes->green + row.classes->yellow + row.classes->red, 1.0, 1e-12);
    }
  }
}

TEST(RankForecast, RefusesWhatCannotBeDrawn) {
  auto same = regions(3, 1.0);
  same[2].stream = same[0].stream;
  const auto rank = [](const auto& given, RankSimulation simulation) {
    return forecast_ranks(given, Polarity::kLow, Scheme::kThirds, simulation);
  };
  EXPECT_THROW((void)rank(same, {10, 1}), std::invalid_argument);
  EXPECT_THROW((void)rank(regions(3, 1.0), {0, 1}), std::invalid_argument);
  EXPECT_THROW((void)rank(regions(3, 1.0), {10, 1, 1.0}), std::invalid_argument);
  auto mixed = regions(3, 1.0);
  mixed[1].prediction.support = Support::kShare;
  EXPECT_THROW((void)rank(mixed, {10, 1}), std::invalid_argument);
  EXPECT_TRUE(rank(std::vector<Contender>{}, {}).empty());
}

}  // namespace
}  // namespace tertil::analytics
