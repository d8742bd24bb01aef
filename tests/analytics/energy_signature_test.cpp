#include "analytics/energy_signature.hpp"
#include "tests/support/random_cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

namespace tertil::analytics {
namespace {

struct Readings {
  Eigen::ArrayXd temperature;
  Eigen::ArrayXd use;
};

Readings building(double base, double slope, double change_point, double noise, Eigen::Index n,
                  std::uint64_t seed) {
  std::mt19937_64 random{seed};
  std::uniform_real_distribution<double> temperature{-12, 22};
  std::normal_distribution<double> normal{0, 1};
  Readings made{Eigen::ArrayXd(n), Eigen::ArrayXd(n)};
  for (Eigen::Index i = 0; i < n; ++i) {
    made.temperature[i] = temperature(random);
    made.use[i] =
        base + slope * std::max(0.0, change_point - made.temperature[i]) + noise * normal(random);
  }
  return made;
}

EnergySignature must(const Readings& readings) {
  return std::get<EnergySignature>(fit_signature(readings.temperature, readings.use));
}

SignatureRefusal refused(const Readings& readings) {
  return std::get<SignatureRefusal>(fit_signature(readings.temperature, readings.use));
}

TEST(EnergySignature, FindsTheBuildingThatMadeTheReadings) {
  std::mt19937_64 random{4};
  std::uniform_real_distribution<double> share{0, 1};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const double base = 100 * share(random);
    const double slope = 1 + 20 * share(random);
    const double change_point = 5 + 12 * share(random);
    const auto found = must(building(base, slope, change_point, 0.0, 60, random()));
    ASSERT_NEAR(found.base_load, base, 1e-6) << round;
    ASSERT_NEAR(found.slope, slope, 1e-6) << round;
    ASSERT_NEAR(found.change_point, change_point, 1e-6) << round;
    ASSERT_NEAR(found.r_squared, 1.0, 1e-9);
    ASSERT_NEAR(found.cv_rmse, 0.0, 1e-6);
  }
}

TEST(EnergySignature, ComesCloseThroughNoise) {
  const auto readings = building(50, 8, 14, 5, 365, 9);
  const auto found = must(readings);
  EXPECT_NEAR(found.base_load, 50, 2);
  EXPECT_NEAR(found.slope, 8, 0.3);
  EXPECT_NEAR(found.change_point, 14, 0.5);
  EXPECT_EQ(found.points, 365);
  EXPECT_GT(found.r_squared, 0.95);
  EXPECT_NEAR(found.cv_rmse * readings.use.mean(), 5, 0.5);
}

// The least squares are least: no other change point on a fine grid does better.
TEST(EnergySignature, IsNeverBeatenByAnotherChangePoint) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const auto readings = building(20, 3, 10, 12, 14 + static_cast<Eigen::Index>(seed % 30), seed);
    const auto result = fit_signature(readings.temperature, readings.use);
    const auto* found = std::get_if<EnergySignature>(&result);
    if (found == nullptr) continue;
    const double total = (readings.use - readings.use.mean()).square().sum();
    for (double change_point = -12; change_point <= 22; change_point += 0.05) {
      const Eigen::ArrayXd h = (change_point - readings.temperature).max(0.0);
      const Eigen::ArrayXd centred = h - h.mean();
      const double hh = centred.square().sum();
      if (hh <= 1e-9) continue;
      const double hy = (centred * readings.use).sum();
      ASSERT_LE(hy * hy / hh / total, found->r_squared + 1e-9) << seed << ' ' << change_point;
    }
  }
}

TEST(EnergySignature, FollowsTheUnitAndTheZeroOfBothAxes) {
  std::mt19937_64 random{8};
  for (int round = 0; round < 1000; ++round) {
    const auto readings = building(40, 5, 12, 3, 24, random());
    const Readings other{readings.temperature + 7.0, 1000.0 * readings.use + 500.0};
    const auto result = fit_signature(readings.temperature, readings.use);
    if (std::holds_alternative<SignatureRefusal>(result)) {
      ASSERT_EQ(refused(other), std::get<SignatureRefusal>(result));
      continue;
    }
    const auto plain = std::get<EnergySignature>(result);
    const auto moved = must(other);
    ASSERT_NEAR(moved.change_point, plain.change_point + 7.0, 1e-6);
    ASSERT_NEAR(moved.slope, 1000.0 * plain.slope, 1e-5);
    ASSERT_NEAR(moved.base_load, 1000.0 * plain.base_load + 500.0, 1e-4);
    ASSERT_NEAR(moved.r_squared, plain.r_squared, 1e-9);
    ASSERT_TRUE(0.0 <= plain.r_squared && plain.r_squared <= 1.0);
  }
}

TEST(EnergySignature, RefusesLessThanAYearOfMonths) {
  EXPECT_EQ(refused(building(50, 8, 14, 0, 11, 1)), SignatureRefusal::kTooFewPoints);
}

TEST(EnergySignature, RefusesABuildingThatIsAlwaysHeatedOrNever) {
  Readings cold{Eigen::ArrayXd::LinSpaced(24, -10, 5), {}};
  cold.use = 500 - 10 * cold.temperature;
  EXPECT_EQ(refused(cold), SignatureRefusal::kNoChangePoint);
  Readings level{cold.temperature, Eigen::ArrayXd::Constant(24, 7.0)};
  EXPECT_EQ(refused(level), SignatureRefusal::kNotHeating);
  Readings cooled{cold.temperature, 100 + (cold.temperature - 0.2).max(0.0) * 9};
  EXPECT_EQ(refused(cooled), SignatureRefusal::kNotHeating);
  Readings one{Eigen::ArrayXd::Constant(24, 3.0), cold.use};
  EXPECT_EQ(refused(one), SignatureRefusal::kNoChangePoint);
}

TEST(EnergySignature, TellsAYearOfNormalTemperatures) {
  EnergySignature signature;
  signature.base_load = 100;
  signature.slope = 20;
  signature.change_point = 15;
  const Eigen::ArrayXd temperature{{-5.0, 5.0, 15.0, 20.0}};
  const Eigen::ArrayXd length{{31.0, 30.0, 30.0, 31.0}};
  EXPECT_EQ(signature.use_at(-5), 500);
  EXPECT_EQ(normal_year_use(signature, temperature, length),
            31 * 500.0 + 30 * 300.0 + 30 * 100.0 + 31 * 100.0);
  EXPECT_THROW((void)normal_year_use(signature, temperature, length.head(2)),
               std::invalid_argument);
}

TEST(EnergySignature, RefusesUnequalOrImpossibleReadings) {
  const auto readings = building(50, 8, 14, 0, 20, 1);
  EXPECT_THROW((void)fit_signature(readings.temperature, readings.use.head(19)),
               std::invalid_argument);
  Eigen::ArrayXd bad = readings.use;
  bad[3] = NAN;
  EXPECT_THROW((void)fit_signature(readings.temperature, bad), std::invalid_argument);
}

}  // namespace
}  // namespace tertil::analytics
