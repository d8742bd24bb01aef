// R31: ranks and classes case by case; ranking_oracle.py has the second opinion.
#include "analytics/ranking.hpp"
#include "tests/support/random_cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>
#include <stdexcept>
#include <string>

#include "tests/analytics/example_tables.hpp"

namespace tertil::analytics {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

std::vector<int> ranks_of(std::span<const double> values, Polarity polarity) {
  std::vector<int> ranks;
  for (const auto& placed : place(values, polarity)) ranks.push_back(placed.rank);
  return ranks;
}

std::vector<double> tied_at_seven() {
  auto values = distinct(21);
  values[7] = values[6];
  return values;
}

TEST(Place, CountsTheStrictlyBetter) {
  const std::vector<double> values = {30.0, 10.0, 20.0, 20.0};
  EXPECT_THAT(ranks_of(values, Polarity::kLow), ElementsAre(4, 1, 2, 2));
  EXPECT_THAT(ranks_of(values, Polarity::kHigh), ElementsAre(1, 4, 2, 2));
}

TEST(Place, EqualValuesShareRankAndClass) {
  const std::vector<double> same(21, 184.0);
  EXPECT_THAT(place(same, Polarity::kLow),
              Each(AllOf(Field(&Placement::rank, 1), Field(&Placement::tied, 21),
                         Field(&Placement::rank_class, RankClass::kGreen))));
}

TEST(Place, TakesZeroWithAndWithoutSignAsOneValue) {
  EXPECT_THAT(ranks_of(std::vector{0.0, -0.0, 1.0}, Polarity::kLow), ElementsAre(1, 1, 3));
}

TEST(Place, ComparesAsStoredAndNotAsShown) {
  EXPECT_THAT(ranks_of(std::vector{98.33, 98.330000000000013}, Polarity::kHigh), ElementsAre(2, 1));
}

TEST(Place, HasNothingToSayAboutNothing) { EXPECT_THAT(place({}, Polarity::kLow), IsEmpty()); }

TEST(Place, RejectsNotANumber) {
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity(),
                           -std::numeric_limits<double>::infinity()}) {
    const std::vector values = {1.0, bad, 2.0};
    EXPECT_THROW(static_cast<void>(place(values, Polarity::kLow)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(median(values)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(best_first(values, Polarity::kLow)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(class_boundaries(values, Polarity::kLow)),
                 std::invalid_argument);
  }
}

struct Groups {
  std::string name;
  std::vector<double> values;
  Scheme scheme;
  ClassSizes sizes;
  friend void PrintTo(const Groups& groups, std::ostream* os) { *os << groups.name; }
};
class PlaceInClasses : public ::testing::TestWithParam<Groups> {};

TEST_P(PlaceInClasses, FollowsTheRankAlone) {
  const auto& expected = GetParam();
  const auto sizes = class_sizes(place(expected.values, Polarity::kLow, expected.scheme));
  EXPECT_EQ(sizes.green, expected.sizes.green);
  EXPECT_EQ(sizes.yellow, expected.sizes.yellow);
  EXPECT_EQ(sizes.red, expected.sizes.red);
}

INSTANTIATE_TEST_SUITE_P(
    , PlaceInClasses,
    ::testing::Values(Groups{"None", {}, Scheme::kThirds, {0, 0, 0}},
                      Groups{"EightAreTooFew", distinct(8), Scheme::kThirds, {0, 0, 0}},
                      Groups{"Nine", distinct(9), Scheme::kThirds, {3, 3, 3}},
                      Groups{"Ten", distinct(10), Scheme::kThirds, {3, 4, 3}},
                      Groups{"Nineteen", distinct(19), Scheme::kThirds, {6, 7, 6}},
                      Groups{"Twenty", distinct(20), Scheme::kThirds, {7, 6, 7}},
                      Groups{"All", distinct(21), Scheme::kThirds, {7, 7, 7}},
                      Groups{"AllWithATie", tied_at_seven(), Scheme::kThirds, {8, 6, 7}},
                      Groups{"NineInQuartiles", distinct(9), Scheme::kQuartiles, {2, 5, 2}},
                      Groups{"TwentyInQuartiles", distinct(20), Scheme::kQuartiles, {5, 10, 5}},
                      Groups{"AllInQuartiles", distinct(21), Scheme::kQuartiles, {5, 11, 5}}),
    [](const auto& tested) { return tested.param.name; });

TEST(ClassLimits, AreThoseOfTheRuleAsItIsWritten) {
  for (std::size_t n = 0; n <= 400; ++n) {
    const auto count = static_cast<double>(n);
    for (const auto& [scheme, part] :
         {std::pair{Scheme::kThirds, 3.0}, {Scheme::kQuartiles, 4.0}}) {
      const auto limits = class_limits(n, scheme);
      ASSERT_EQ(limits.has_value(), n >= 9) << n;
      if (!limits) continue;
      const int green = static_cast<int>(std::floor(count / part + 0.5));
      EXPECT_EQ(limits->green, green) << n;
      EXPECT_EQ(limits->yellow, static_cast<int>(n) - green) << n;
    }
  }
}

// The ranks printed in "Region Hallands nyckeltalsjämförelse med Sveriges alla regioner" for
// 2017, 2022 and 2023, six key figures.
TEST(ClassOf, GivesThePrintedRanksTheirColours) {
  constexpr std::array printed = {16, 15, 17, 17, 18, 17, 17, 12, 12,
                                  12, 15, 17, 18, 20, 20, 12, 21, 21};
  const auto count = [&](Scheme scheme, RankClass wanted) {
    return std::ranges::count_if(
        printed, [&](int rank) { return class_of(rank, *class_limits(21, scheme)) == wanted; });
  };
  EXPECT_EQ(count(Scheme::kThirds, RankClass::kRed), 14);
  EXPECT_EQ(count(Scheme::kThirds, RankClass::kYellow), 4);
  EXPECT_EQ(count(Scheme::kThirds, RankClass::kGreen), 0);
  EXPECT_EQ(count(Scheme::kQuartiles, RankClass::kRed), 11);
  EXPECT_EQ(count(Scheme::kQuartiles, RankClass::kYellow), 7);
  EXPECT_EQ(count(Scheme::kQuartiles, RankClass::kGreen), 0);
}

TEST(Place, PutsHallandTwelfthInRenewableFuel2023) {
  const auto placed = place(kRenewableFuel2023, Polarity::kHigh);
  EXPECT_EQ(placed[kHalland], (Placement{12, 1, RankClass::kYellow}));
  EXPECT_EQ(placed[2], (Placement{1, 7, RankClass::kGreen}));
  EXPECT_EQ(class_sizes(placed), (ClassSizes{7, 7, 7}));
  EXPECT_EQ(median(kRenewableFuel2023), 99.04);
}

TEST(ClassBoundaries, AreTheLastGreenValueAndTheLastThatIsNotRed) {
  EXPECT_EQ(class_boundaries(kRenewableFuel2023, Polarity::kHigh), (ClassBoundaries{100.0, 92.16}));
  EXPECT_EQ(class_boundaries(distinct(21), Polarity::kLow, Scheme::kQuartiles),
            (ClassBoundaries{5.0, 16.0}));
  EXPECT_EQ(class_boundaries(std::vector<double>(9, 4.0), Polarity::kLow),
            (ClassBoundaries{4.0, 4.0}));
}

TEST(ClassBoundaries, AreNotGivenForFewerThanNine) {
  EXPECT_EQ(class_boundaries(distinct(8), Polarity::kLow), std::nullopt);
}

TEST(Ranking, TellsAnswersApartByEveryPart) {
  const Placement placed{12, 1, RankClass::kYellow};
  EXPECT_NE(placed, (Placement{11, 1, RankClass::kYellow}));
  EXPECT_NE(placed, (Placement{12, 2, RankClass::kYellow}));
  EXPECT_NE(placed, (Placement{12, 1, RankClass::kRed}));
  EXPECT_NE(placed, (Placement{12, 1, std::nullopt}));
  EXPECT_NE((ClassSizes{7, 7, 7}), (ClassSizes{8, 7, 7}));
  EXPECT_NE((ClassSizes{7, 7, 7}), (ClassSizes{7, 6, 7}));
  EXPECT_NE((ClassSizes{7, 7, 7}), (ClassSizes{7, 7, 6}));
  EXPECT_NE((ClassBoundaries{1, 2}), (ClassBoundaries{3, 2}));
  EXPECT_NE((ClassBoundaries{1, 2}), (ClassBoundaries{1, 3}));
}

TEST(Median, IsTheMiddleValue) {
  EXPECT_EQ(median({}), std::nullopt);
  EXPECT_EQ(median(std::vector{4.1}), 4.1);
  EXPECT_EQ(median(std::vector{3.0, 1.0, 2.0}), 2.0);
}

TEST(Median, OfAnEvenNumberClaimsNoDecimalThatNobodyGave) {
  EXPECT_EQ(median(std::vector{4.0, 1.0, 2.0, 4.0}), 3.0);
  EXPECT_EQ(median(std::vector{98.0, 99.0, 99.1, 100.0}), 99.1);
  EXPECT_EQ(median(std::vector{98.33, 100.0}), 99.17);
}

// Counts where place() sorts, and takes the limits in doubles where place() takes whole numbers.
Placement placed_by_counting(std::span<const double> values, std::size_t index, Polarity polarity,
                             Scheme scheme) {
  const auto beats = [&](double a, double b) {
    return polarity == Polarity::kHigh ? b < a : a < b;
  };
  Placement placed{1, 0, std::nullopt};
  for (const double other : values) {
    placed.rank += beats(other, values[index]) ? 1 : 0;
    placed.tied += other == values[index] ? 1 : 0;
  }
  const auto n = static_cast<double>(values.size());
  if (n < 9) return placed;
  const double green = std::floor(n / (scheme == Scheme::kThirds ? 3 : 4) + 0.5);
  placed.rank_class = placed.rank <= green      ? RankClass::kGreen
                      : placed.rank > n - green ? RankClass::kRed
                                                : RankClass::kYellow;
  return placed;
}

TEST(Place, AgreesWithCountingForEverySizeAndAnyTies) {
  auto random = seeded();
  for (std::size_t n = 0; n <= 25; ++n) {
    for (int round = 0; round < 200; ++round) {
      const auto values = random_values(random, n);
      const auto polarity = random_polarity(random);
      const auto scheme = random_scheme(random);
      const auto placed = place(values, polarity, scheme);
      ASSERT_EQ(placed.size(), n);
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(placed[i], placed_by_counting(values, i, polarity, scheme))
            << "n " << n << ", round " << round << ", value " << i;
      }
    }
  }
}

TEST(Place, DoesNotDependOnTheOrderOfTheInput) {
  auto random = seeded();
  for (int round = 0; round < 500; ++round) {
    const auto values = random_values(random, 21);
    std::vector<std::size_t> order(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::shuffle(order, random);
    std::vector<double> shuffled;
    shuffled.reserve(values.size());
    for (const std::size_t from : order) shuffled.push_back(values[from]);

    const auto polarity = random_polarity(random);
    const auto before = place(values, polarity);
    const auto after = place(shuffled, polarity);
    for (std::size_t i = 0; i < order.size(); ++i) {
      ASSERT_EQ(after[i], before[order[i]]) << "round " << round;
    }
    ASSERT_EQ(median(shuffled), median(values));
    ASSERT_EQ(class_boundaries(shuffled, polarity), class_boundaries(values, polarity));
  }
}

TEST(ClassBoundaries, SeparateTheClassesExactly) {
  auto random = seeded();
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const auto values = random_values(random, 9 + random() % 17);
    const auto polarity = random_polarity(random);
    const auto scheme = random_scheme(random);
    const auto boundaries = class_boundaries(values, polarity, scheme);
    const auto placed = place(values, polarity, scheme);
    ASSERT_TRUE(boundaries);
    for (std::size_t i = 0; i < values.size(); ++i) {
      ASSERT_EQ(placed[i].rank_class == RankClass::kGreen,
                !is_better(boundaries->green_yellow, values[i], polarity));
      ASSERT_EQ(placed[i].rank_class == RankClass::kRed,
                is_better(boundaries->yellow_red, values[i], polarity));
    }
  }
}

}  // namespace
}  // namespace tertil::analytics
