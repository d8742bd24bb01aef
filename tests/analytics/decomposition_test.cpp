#include "analytics/decomposition.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

namespace tertil::analytics {
namespace {

Eigen::ArrayXd numbers(std::initializer_list<double> values) {
  Eigen::ArrayXd array(static_cast<Eigen::Index>(values.size()));
  Eigen::Index i = 0;
  for (const double value : values) array[i++] = value;
  return array;
}

void expect_parts(const Decomposition& parts, double activity, double mix, double factor,
                  double tolerance = 1e-9) {
  EXPECT_NEAR(parts.activity, activity, tolerance);
  EXPECT_NEAR(parts.mix, mix, tolerance);
  EXPECT_NEAR(parts.factor, factor, tolerance);
  EXPECT_EQ(parts.activity + parts.mix + parts.factor, parts.change);
}

TEST(Decomposition, TwiceAsMuchOfTheSameIsAllActivity) {
  expect_parts(
      decompose({numbers({100, 50}), numbers({2, 1})}, {numbers({200, 100}), numbers({2, 1})}), 250,
      0, 0);
}

TEST(Decomposition, AnotherFactorForOneFuelIsAllFactor) {
  expect_parts(decompose({numbers({100}), numbers({2})}, {numbers({100}), numbers({3})}), 0, 0,
               100);
}

// By hand: C0 = 150 × 2 + 50 × 1 = 350, C1 = 50 × 2 + 150 × 1 = 250. The total stands still, so
// all is mix: L(100, 300) ln(1/3) + L(150, 50) ln 3 = -200 + 100.
TEST(Decomposition, AShiftToTheCleanerFuelIsAllMix) {
  expect_parts(
      decompose({numbers({150, 50}), numbers({2, 1})}, {numbers({50, 150}), numbers({2, 1})}), 0,
      -100, 0);
}

// By hand, one item: 100 × 2 = 200 becomes 150 × 4 = 600. L(600, 200) = 400 / ln 3; activity
// L ln 1.5, factor L ln 2.
TEST(Decomposition, GrowthAndFactorShareByTheirLogarithms) {
  const double mean = 400.0 / std::log(3.0);
  expect_parts(decompose({numbers({100}), numbers({2})}, {numbers({150}), numbers({4})}),
               mean * std::log(1.5), 0, mean * std::log(2.0));
}

TEST(Decomposition, AFuelThatComesIsMixAndOneThatTurnsCleanIsFactor) {
  // 100 at 2 becomes 100 at 2 and 100 at 1: the new one is mix by all of its 100.
  const auto comes =
      decompose({numbers({100, 0}), numbers({2, 1})}, {numbers({100, 100}), numbers({2, 1})});
  EXPECT_EQ(comes.change, 100);
  EXPECT_NEAR(comes.activity, 200 * std::log(2.0), 1e-9);
  EXPECT_NEAR(comes.mix, 100 - 200 * std::log(2.0), 1e-9);
  EXPECT_EQ(comes.factor, 0);
  expect_parts(decompose({numbers({100}), numbers({2})}, {numbers({100}), numbers({0})}), 0, 0,
               -200);
}

TEST(Decomposition, AYearWithNothingMakesAllOfItActivity) {
  expect_parts(decompose({numbers({0}), numbers({2})}, {numbers({10}), numbers({3})}), 30, 0, 0);
  expect_parts(decompose({numbers({10}), numbers({2})}, {numbers({0}), numbers({3})}), -20, 0, 0);
  expect_parts(decompose({numbers({}), numbers({})}, {numbers({}), numbers({})}), 0, 0, 0);
}

TEST(Decomposition, ZeroFactorsInBothYearsChangeNothing) {
  expect_parts(decompose({numbers({10}), numbers({0})}, {numbers({50}), numbers({0})}), 0, 0, 0);
}

TEST(Decomposition, UnequalOrImpossibleInputIsRefused) {
  EXPECT_THROW((void)decompose({numbers({1}), numbers({1})}, {numbers({1, 2}), numbers({1, 2})}),
               std::invalid_argument);
  EXPECT_THROW((void)decompose({numbers({-1}), numbers({1})}, {numbers({1}), numbers({1})}),
               std::invalid_argument);
  EXPECT_THROW((void)decompose({numbers({1}), numbers({NAN})}, {numbers({1}), numbers({1})}),
               std::invalid_argument);
}

TEST(LogarithmicMean, LiesBetweenItsNumbersAndIsTheirValueWhereTheyMeet) {
  EXPECT_EQ(logarithmic_mean(5, 5), 5);
  EXPECT_EQ(logarithmic_mean(5, 0), 0);
  EXPECT_NEAR(logarithmic_mean(300, 100), 200 / std::log(3.0), 1e-12);
  EXPECT_NEAR(logarithmic_mean(1 + 1e-12, 1), 1 + 0.5e-12, 1e-15);
}

// Whatever the numbers, the parts are the change, to the last bit and in any order of addition.
TEST(Decomposition, ThePartsAlwaysAddUpExactly) {
  std::mt19937_64 random{20241122};
  std::uniform_real_distribution<double> magnitude{-3, 6};
  for (int round = 0; round < 20000; ++round) {
    const auto items = static_cast<Eigen::Index>(1 + random() % 8);
    const auto any = [&] {
      Eigen::ArrayXd array(items);
      for (auto& value : array) value = random() % 6 == 0 ? 0.0 : std::pow(10.0, magnitude(random));
      return array;
    };
    const Emissions before{any(), any()};
    const Emissions after{any(), any()};
    const auto parts = decompose(before, after);
    ASSERT_EQ((parts.activity + parts.mix) + parts.factor, parts.change) << round;
    ASSERT_EQ((parts.factor + parts.mix) + parts.activity, parts.change) << round;
    ASSERT_EQ((parts.factor + parts.activity) + parts.mix, parts.change) << round;
    const double largest = std::max({std::abs(parts.activity), std::abs(parts.mix),
                                     std::abs(parts.factor), parts.before, parts.after});
    ASSERT_NEAR(parts.change, parts.after - parts.before, 1e-14 * largest) << round;
  }
}

}  // namespace
}  // namespace tertil::analytics
