#include "analytics/intensity_change.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

TEST(IntensityChange, OfOneCauseIsAllOfThatCause) {
  const IntensityYear before{1000, 500, 1.0, 10};
  const auto colder = split_intensity(before, {1100, 500, 1.1, 10});
  EXPECT_NEAR(colder.weather, 10.0, 1e-12);
  EXPECT_NEAR(colder.area, 0.0, 1e-12);
  EXPECT_NEAR(colder.use, 0.0, 1e-12);
  const auto larger = split_intensity(before, {1000, 500, 1.0, 12});
  EXPECT_NEAR(larger.area, -25.0, 1e-12);
  EXPECT_NEAR(larger.weather, 0.0, 1e-12);
  const auto thrifty = split_intensity(before, {900, 400, 1.0, 10});
  EXPECT_NEAR(thrifty.use, -20.0, 1e-12);
  EXPECT_EQ(thrifty.change, -20.0);
}

// By hand: all heat. 100 kWh in a normal year of 1 m² become 150 × 2 / 2 m² = 150: weather 1 -> 2,
// area 1 -> 2, use 100 -> 150. Means over the orders: weather (2·100 + 50 + 150 + 2·75)/6.
TEST(IntensityChange, OfThreeCausesIsTheirMeanOverAllOrders) {
  const auto parts = split_intensity({100, 0, 1, 1}, {300, 0, 2, 2});
  EXPECT_EQ(parts.change, 50.0);
  EXPECT_NEAR(parts.weather, (2 * 100.0 + 50 + 150 + 2 * 75) / 6, 1e-12);
  EXPECT_NEAR(parts.area, (2 * -50.0 - 100 - 75 + 2 * -150.0) / 6, 1e-12);
  EXPECT_NEAR(parts.use, (2 * 50.0 + 100 + 25 + 2 * 50) / 6, 1e-12);
}

TEST(IntensityChange, TakesZeroAndSoldEnergy) {
  const auto sold = split_intensity({0, -50, 1, 10}, {0, -90, 1.2, 10});
  EXPECT_NEAR(sold.use, -4.0, 1e-12);
  EXPECT_EQ(sold.weather, 0.0);
  const auto nothing = split_intensity({0, 0, 1, 5}, {0, 0, 2, 9});
  EXPECT_EQ(nothing.change, 0.0);
  EXPECT_EQ(nothing.weather, 0.0);
}

TEST(IntensityChange, RefusesNoAreaAndNoWeather) {
  EXPECT_THROW((void)split_intensity({1, 1, 1, 0}, {1, 1, 1, 1}), std::invalid_argument);
  EXPECT_THROW((void)split_intensity({1, 1, 1, 1}, {1, 1, 0, 1}), std::invalid_argument);
  EXPECT_THROW((void)split_intensity({NAN, 1, 1, 1}, {1, 1, 1, 1}), std::invalid_argument);
}

TEST(IntensityChange, AddsUpExactlyAndIsMinusItselfBackwards) {
  std::mt19937_64 random{12};
  std::uniform_real_distribution<double> magnitude{-3, 6};
  const auto any = [&] { return std::pow(10.0, magnitude(random)); };
  const auto use = [&] { return random() % 8 == 0 ? 0.0 : (random() % 5 == 0 ? -any() : any()); };
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const IntensityYear before{use(), use(), any(), any()};
    const IntensityYear after{use(), use(), any(), any()};
    const auto parts = split_intensity(before, after);
    ASSERT_EQ((parts.weather + parts.area) + parts.use, parts.change) << round;
    ASSERT_EQ((parts.use + parts.area) + parts.weather, parts.change) << round;
    ASSERT_EQ((parts.use + parts.weather) + parts.area, parts.change) << round;
    const auto back = split_intensity(after, before);
    const double largest =
        std::max({std::abs(parts.weather), std::abs(parts.area), std::abs(parts.use),
                  std::abs(parts.before), std::abs(parts.after)});
    ASSERT_NEAR(parts.change, parts.after - parts.before, 1e-12 * largest) << round;
    ASSERT_NEAR(parts.weather, -back.weather, 1e-11 * largest) << round;
    ASSERT_NEAR(parts.area, -back.area, 1e-11 * largest) << round;
  }
}

}  // namespace
}  // namespace tertil::analytics
