#include "analytics/seeded_normal.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

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

TEST(SeededNormal, IsNormalAndUncorrelatedBetweenNeighbours) {
  const SeededNormal random{1, 13};
  constexpr int kCount = 100'000;
  double sum = 0;
  double squares = 0;
  double fourths = 0;
  double neighbours = 0;
  double streams = 0;
  const SeededNormal other{1, 14};
  for (std::uint64_t i = 0; i < kCount; ++i) {
    const double x = random.normal(i);
    sum += x;
    squares += x * x;
    fourths += x * x * x * x;
    neighbours += x * random.normal(i + 1);
    streams += x * other.normal(i);
  }
  EXPECT_NEAR(sum / kCount, 0, 0.015);
  EXPECT_NEAR(squares / kCount, 1, 0.02);
  EXPECT_NEAR(fourths / kCount, 3, 0.15);
  EXPECT_NEAR(neighbours / kCount, 0, 0.015);
  EXPECT_NEAR(streams / kCount, 0, 0.015);
}

// To the last bit, by g++ and clang++, with and without fused multiplication in the processor.
TEST(SeededNormal, IsTheSameOnEveryMachine) {
  const SeededNormal random{1, 13};
  EXPECT_EQ(random.normal(0), 0x1.06428869d54e6p-3);
  EXPECT_EQ(random.normal(1), 0x1.1c1be27327219p-1);
  EXPECT_EQ(random.normal(1'000'000), 0x1.3d492e81e24d2p-1);
  EXPECT_EQ(normal_quantile(0.01), -0x1.29c5c4630ff0ep+1);
  EXPECT_EQ(normal_quantile(1e-20), -0x1.2865170b43a4bp+3);
  double sum = 0.0;
  for (std::uint64_t i = 0; i < 20'000; ++i) sum += random.normal(i);
  EXPECT_EQ(sum, 0x1.d841745c25a5dp+6);
}

TEST(SeededNormal, DependsOnSeedStreamAndPlaceAlone) {
  const SeededNormal random{42, 7};
  const double first = random.normal(0);
  (void)random.normal(99);
  EXPECT_EQ(random.normal(0), first);
  EXPECT_NE(random.normal(1), first);
  EXPECT_NE((SeededNormal{43, 7}.normal(0)), first);
  EXPECT_NE((SeededNormal{42, 8}.normal(0)), first);
}

}  // namespace
}  // namespace tertil::analytics
