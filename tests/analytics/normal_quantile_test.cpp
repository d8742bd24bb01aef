#include "analytics/normal_quantile.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

TEST(NormalQuantile, UndoesTheNormalDistribution) {
  for (double p = 1e-12; p < 0.5; p *= 1.07) {
    const double x = normal_quantile(p);
    ASSERT_NEAR(0.5 * std::erfc(-x / std::numbers::sqrt2) / p, 1.0, 2e-13) << p;
  }
  for (double p = 0.001; p < 1; p += 0.001)
    ASSERT_NEAR(normal_quantile(p), -normal_quantile(1 - p), 1e-12) << p;
  EXPECT_EQ(normal_quantile(0.5), 0.0);
}

TEST(NormalQuantile, AgreesWithWichurasOwnExamples) {  // AS 241, section "test"
  EXPECT_NEAR(normal_quantile(0.25), -0.6744897501960817, 1e-16);
  EXPECT_NEAR(normal_quantile(0.001), -3.090232306167814, 1e-15);
  EXPECT_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-14);
}

TEST(NormalQuantile, RefusesWhatIsNoProbability) {
  for (const double p : {0.0, 1.0, -0.1, 1.1, std::nan("")})
    EXPECT_THROW((void)normal_quantile(p), std::invalid_argument);
}

// To the last bit, by g++ and clang++, with and without fused multiplication in the processor.
TEST(NormalQuantile, IsTheSameOnEveryMachine) {
  EXPECT_EQ(normal_quantile(0.01), -0x1.29c5c4630ff0ep+1);
  EXPECT_EQ(normal_quantile(1e-20), -0x1.2865170b43a4bp+3);
}

TEST(NormalQuantile, IsSymmetricAndGrowsWithTheProbability) {
  std::mt19937_64 random{41};
  std::uniform_real_distribution<double> share{1e-9, 1.0};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const double p = share(random) * 0.5;
    const double x = normal_quantile(p);
    ASSERT_NEAR(0.5 * std::erfc(-x / std::numbers::sqrt2), p, 1e-14 + 1e-13 * p);
    ASSERT_NEAR(normal_quantile(1 - p), -x, 1e-6 * std::abs(x) + 1e-12);
    ASSERT_LE(normal_quantile(p * 0.999), x);
  }
}

}  // namespace
}  // namespace tertil::analytics
