#include "analytics/decimals.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/analytics/example_tables.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

TEST(Decimals, AreThoseOfTheShortestText) {
  EXPECT_EQ(decimals(0.0), 0);
  EXPECT_EQ(decimals(-0.0), 0);
  EXPECT_EQ(decimals(100.0), 0);
  EXPECT_EQ(decimals(98.33), 2);
  EXPECT_EQ(decimals(-4.1), 1);
  EXPECT_EQ(decimals(0.1 + 0.2), 17);
  EXPECT_EQ(decimals(1e22), 0);
  EXPECT_EQ(decimals(1.5e300), 0);
  EXPECT_EQ(decimals(1e-7), 7);
  EXPECT_EQ(decimals(1.25e-7), 9);
  EXPECT_EQ(decimals(std::numeric_limits<double>::denorm_min()), 324);
}

TEST(RoundTo, TakesHalvesAwayFromZeroAsTheyAreWritten) {
  EXPECT_EQ(round_to(0.285, 2), 0.29);  // the double lies below 0.285
  EXPECT_EQ(round_to(1.005, 2), 1.01);
  EXPECT_EQ(round_to(2.5, 0), 3.0);
  EXPECT_EQ(round_to(-2.5, 0), -3.0);
  EXPECT_EQ(round_to(-2.49, 0), -2.0);
  EXPECT_EQ(round_to(99.95, 1), 100.0);
  EXPECT_EQ(round_to(1250.0, -2), 1300.0);
}

TEST(RoundTo, LeavesWhatIsShortEnough) {
  EXPECT_EQ(round_to(98.33, 2), 98.33);
  EXPECT_EQ(round_to(98.33, 9), 98.33);
  EXPECT_EQ(round_to(1e22, 3), 1e22);
}

TEST(RoundTo, MakesTheVerySmallZero) {
  EXPECT_EQ(round_to(1e-300, 3), 0.0);
  EXPECT_EQ(round_to(4e-4, 3), 0.0);
  EXPECT_FALSE(std::signbit(round_to(-4e-4, 3)));
  EXPECT_FALSE(std::signbit(round_to(-0.0, 3)));
  EXPECT_EQ(round_to(9.9e-18, 0), 0.0);
  EXPECT_EQ(round_to(0.99999999999999989, 0), 1.0);
}

TEST(Difference, HasTheMostDecimalsOfItsOperands) {
  EXPECT_EQ(difference(100.0, 98.33), 1.67);
  EXPECT_EQ(difference(30.0, 27.4), 2.6);
  EXPECT_EQ(difference(27.4, 30.0), -2.6);
  EXPECT_EQ(difference(0.3, 0.1), 0.2);
  EXPECT_EQ(difference(5.0, 1e-7), 4.9999999);
  EXPECT_EQ(difference(1e15, 0.1), 999999999999999.9);
}

TEST(Difference, OfEqualValuesIsPlainZero) {
  EXPECT_EQ(difference(98.33, 98.33), 0.0);
  EXPECT_FALSE(std::signbit(difference(-0.0, 0.0)));
}

TEST(Difference, IsThatOfTheDoublesWhereTheDigitsDoNotFit) {
  EXPECT_EQ(difference(1e300, 1.0), 1e300);
  EXPECT_EQ(difference(1.0, 1e300), -1e300);
  EXPECT_EQ(difference(1e6, 1e-300), 1e6);
  EXPECT_EQ(difference(987654.0, 0.1234567890123456), 987654.0 - 0.1234567890123456);
  EXPECT_EQ(difference(9e18, -9e18), 1.8e19);
  EXPECT_EQ(difference(188.23529411764707, 0.000123), 188.23529411764707 - 0.000123);
}

TEST(Midpoint, HasTheMostDecimalsOfItsOperands) {
  EXPECT_EQ(midpoint(99.0, 99.2), 99.1);
  EXPECT_EQ(midpoint(99.0, 99.05), 99.03);  // 99.025, half away from zero
  EXPECT_EQ(midpoint(99.0, 99.1), 99.1);    // 99.05 would claim a decimal that nobody gave
  EXPECT_EQ(midpoint(-99.0, -99.1), -99.1);
  EXPECT_EQ(midpoint(184.0, 187.0), 186.0);
  EXPECT_EQ(midpoint(-1.0, 2.0), 1.0);
  EXPECT_EQ(midpoint(-1.5, 1.5), 0.0);
}

TEST(Midpoint, IsThatOfTheDoublesWhereTheDigitsDoNotFit) {
  EXPECT_EQ(midpoint(1e308, 1.5e308), 1.25e308);
  EXPECT_EQ(midpoint(9e18, 9e18), 9e18);
  EXPECT_EQ(midpoint(1e-300, 1e6), 5e5);
  EXPECT_EQ(midpoint(1e6, 1e-300), 5e5);
}

TEST(ShareOfWay, IsTheSameForTheSameShareOfDifferentUnits) {
  EXPECT_EQ(share_of_way(2020, 2030, 2023), share_of_way(1.1, 0.1, 0.8));
  EXPECT_EQ(share_of_way(0, 3, 1), share_of_way(0.3, 0, 0.2));
  EXPECT_EQ(share_of_way(199, 176, 199), 0.0);
  EXPECT_EQ(share_of_way(199, 176, 176), 1.0);
  EXPECT_FALSE(std::signbit(share_of_way(199, 176, 199)));
}

TEST(ShareOfWay, IsThatOfTheDoublesWhereTheDigitsDoNotFit) {
  EXPECT_DOUBLE_EQ(share_of_way(0, 1e300, 5e299), 0.5);
  EXPECT_DOUBLE_EQ(share_of_way(1e300, 0, 5e299), 0.5);
  EXPECT_DOUBLE_EQ(share_of_way(0, 2, 1e300), 5e299);
  EXPECT_DOUBLE_EQ(share_of_way(1e-300, 1, 0.5), 0.5);
  EXPECT_DOUBLE_EQ(share_of_way(0, 1, 1e-300), 1e-300);
  EXPECT_DOUBLE_EQ(share_of_way(-9e18, 9e18, 0), 0.5);
  EXPECT_DOUBLE_EQ(share_of_way(-9e18, -8e18, 9e18), 18);
  EXPECT_DOUBLE_EQ(share_of_way(0, 1e17, 2), 2e-17);
  EXPECT_DOUBLE_EQ(share_of_way(0, 2, 1e17), 5e16);
}

// Hundredths as whole numbers are the second opinion.
TEST(Difference, AgreesWithWholeNumbers) {
  auto random = seeded();
  std::uniform_int_distribution<std::int64_t> hundredths(-10'000'000, 10'000'000);
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const auto a = hundredths(random);
    const auto b = hundredths(random);
    const double x = static_cast<double>(a) / 100.0;
    const double y = static_cast<double>(b) / 100.0;
    ASSERT_EQ(difference(x, y), static_cast<double>(a - b) / 100.0) << x << ' ' << y;
    ASSERT_EQ(midpoint(x, x), x);
    ASSERT_EQ(round_to(x, 0), static_cast<double>(std::lround(static_cast<double>(a) / 100.0)));
  }
}

}  // namespace
}  // namespace tertil::analytics
