#include "analytics/prediction.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

TEST(Share, KeepsItsEndsAndComesBackFromTheScale) {
  for (const double share : {0.0, 0.01, 1.0, 50.0, 98.33, 99.99, 100.0})
    EXPECT_NEAR(from_scale(to_scale(share, Support::kShare), Support::kShare), share, 1e-12);
  EXPECT_EQ(to_scale(50.0, Support::kShare), 0.0);
  EXPECT_NEAR(to_scale(100.0, Support::kShare), std::log(201.0), 1e-12);
  EXPECT_EQ(from_scale(50.0, Support::kShare), 100.0);
  EXPECT_EQ(from_scale(-50.0, Support::kShare), 0.0);
}

TEST(Prediction, OfANumberThatCannotBeNegativeIsCutAtZero) {
  const Prediction low{1.0, 2.0, 4, Support::kNotNegative};
  EXPECT_EQ(low.interval().low, 0.0);
  EXPECT_EQ(low.probability_of_meeting(0.0, Polarity::kHigh), 1.0);
  EXPECT_NEAR(low.probability_of_meeting(1.0, Polarity::kLow), 0.5, 1e-15);
  // All that would lie below zero is zero, and meets a target of zero.
  EXPECT_GT(low.probability_of_meeting(0.0, Polarity::kLow), 0.3);
  EXPECT_EQ(low.probability_of_meeting(-0.1, Polarity::kLow), 0.0);
}

TEST(Prediction, CanReachExactlyAHundredPerCent) {
  const Prediction share{to_scale(99.0, Support::kShare), 1.0, 6, Support::kShare};
  const double reached = share.probability_of_meeting(100.0, Polarity::kHigh);
  EXPECT_GT(reached, 0.05);
  EXPECT_LT(reached, 0.5);
  EXPECT_EQ(share.probability_of_meeting(100.1, Polarity::kHigh), 0.0);
  EXPECT_EQ(share.probability_of_meeting(100.0, Polarity::kLow), 1.0);
  EXPECT_EQ(share.probability_of_meeting(0.0, Polarity::kHigh), 1.0);
}

TEST(Prediction, WithoutSpreadIsYesOrNo) {
  const Prediction sure{176.0, 0.0, 2, Support::kAnyNumber};
  EXPECT_EQ(sure.probability_of_meeting(176.0, Polarity::kLow), 1.0);
  EXPECT_EQ(sure.probability_of_meeting(175.9, Polarity::kLow), 0.0);
  EXPECT_EQ(sure.interval().low, 176.0);
}

TEST(Prediction, RefusesWhatIsNoLevelOrTarget) {
  const Prediction any{1.0, 1.0, 2, Support::kAnyNumber};
  EXPECT_THROW((void)any.interval(1.0), std::invalid_argument);
  EXPECT_THROW((void)any.interval(0.0), std::invalid_argument);
  EXPECT_THROW((void)any.probability_of_meeting(NAN, Polarity::kLow), std::invalid_argument);
}

// Bounds, monotony in the target, symmetry, and the interval as the inverse of the probability.
TEST(Prediction, IsAProbabilityForAnyTarget) {
  std::mt19937_64 random{7};
  std::uniform_real_distribution<double> any{-10, 110};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const auto support = static_cast<Support>(random() % 3);
    const double centre = support == Support::kShare ? any(random) / 20 : any(random);
    const Prediction made{centre, std::abs(any(random)) / 30, static_cast<int>(random() % 12),
                          support};
    const auto [nearer, farther] = std::minmax({any(random), any(random)});
    const double p = made.probability_of_meeting(nearer, Polarity::kHigh);
    const double q = made.probability_of_meeting(farther, Polarity::kHigh);
    ASSERT_TRUE(0.0 <= q && q <= p + 1e-15 && p <= 1.0) << round;
    ASSERT_LE(made.probability_of_meeting(nearer, Polarity::kLow),
              made.probability_of_meeting(farther, Polarity::kLow) + 1e-15);
    const auto interval = made.interval(0.8);
    ASSERT_LE(interval.low, made.value());
    ASSERT_LE(made.value(), interval.high);
    ASSERT_TRUE(lies_within(interval.low, support) && lies_within(interval.high, support));
    const auto wider = made.interval(0.95);
    ASSERT_TRUE(wider.low <= interval.low && interval.high <= wider.high);
    if (support != Support::kAnyNumber) continue;
    ASSERT_NEAR(p + made.probability_of_meeting(nearer, Polarity::kLow), 1.0, 1e-12);
    if (made.spread > 1e-6) {
      ASSERT_NEAR(made.probability_of_meeting(interval.high, Polarity::kHigh), 0.1, 1e-9);
      ASSERT_NEAR(made.probability_of_meeting(interval.low, Polarity::kLow), 0.1, 1e-9);
    }
  }
}

}  // namespace
}  // namespace tertil::analytics
