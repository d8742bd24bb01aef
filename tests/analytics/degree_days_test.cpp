#include "analytics/degree_days.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

Eigen::ArrayXd days(std::initializer_list<double> temperatures) {
  Eigen::ArrayXd array(static_cast<Eigen::Index>(temperatures.size()));
  Eigen::Index i = 0;
  for (const double temperature : temperatures) array[i++] = temperature;
  return array;
}

// Härnösand's district heating explains: base 17, a day of +1 °C gives 16; and, as counted until
// 2014, a day of May of +7 °C gives 10 and one of +11 °C nothing.
TEST(DegreeDays, AreCountedAsThePublishedExplanationSays) {
  EXPECT_EQ(heating_degree_days(days({1}), 17), 16);
  EXPECT_EQ(heating_degree_days(days({7, 11}), 17, 10), 10);
  EXPECT_EQ(heating_degree_days(days({7, 10}), 17, 10), 17);
  EXPECT_EQ(heating_degree_days(days({17, 25}), 17), 0);
  EXPECT_EQ(heating_degree_days(days({}), 17), 0);
}

TEST(DegreeDays, OfCoolingCountTheWarmDays) {
  EXPECT_EQ(cooling_degree_days(days({26, 24, 20, -5}), 20), 10);
}

TEST(DegreeDays, HeatingLessCoolingIsTheDistanceFromTheBase) {
  std::mt19937_64 random{2};
  std::uniform_real_distribution<double> temperature{-30, 35};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    Eigen::ArrayXd year(static_cast<Eigen::Index>(1 + random() % 40));
    for (auto& day : year) day = temperature(random);
    const double base = temperature(random);
    const double heating = heating_degree_days(year, base);
    const double cooling = cooling_degree_days(year, base);
    ASSERT_NEAR(heating - cooling, (base - year).sum(), 1e-9);
    ASSERT_LE(heating, heating_degree_days(year, base + 1));
    ASSERT_GE(heating, heating_degree_days(year, base, base - 3));
    ASSERT_NEAR(heating_degree_days(year + 5, base + 5), heating, 1e-9);
  }
}

TEST(NormalYear, MovesOnlyTheShareThatTheWeatherDecides) {
  EXPECT_EQ(normal_year_use(1000, 1.0, 4000, 3600), 900);
  EXPECT_EQ(normal_year_use(1000, 0.75, 4000, 3600), 925);
  EXPECT_EQ(normal_year_use(1000, 0.0, 4000, 3600), 1000);
  EXPECT_EQ(normal_year_use(1000, 0.7, 3600, 3600), 1000);
  EXPECT_EQ(normal_year_use(1000, 0.5, 0, 3600), std::nullopt);
  EXPECT_EQ(normal_year_use(1000, 0.0, 0, 3600), 1000);
}

TEST(NormalYear, RefusesImpossibleInput) {
  EXPECT_THROW((void)normal_year_use(1, 1.1, 1, 1), std::invalid_argument);
  EXPECT_THROW((void)normal_year_use(1, 0.5, -1, 1), std::invalid_argument);
  EXPECT_THROW((void)normal_year_use(NAN, 0.5, 1, 1), std::invalid_argument);
  EXPECT_THROW((void)heating_degree_days(days({1, NAN}), 17), std::invalid_argument);
  EXPECT_THROW((void)cooling_degree_days(days({1}), NAN), std::invalid_argument);
}

}  // namespace
}  // namespace tertil::analytics
