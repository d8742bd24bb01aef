#include "analytics/change_point.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

TEST(Pettitt, FindsTheYearFromWhichAllIsLower) {
  const std::vector<double> values{9, 8, 10, 9, 11, 9, 8, 10, 3, 2, 4, 3, 2, 4, 3, 2};
  const auto found = pettitt(values).value();
  EXPECT_EQ(found.place, 8U);
  EXPECT_EQ(found.statistic, 64);  // all 8 × 8 pairs agree
  EXPECT_NEAR(found.probability, 2 * std::exp(-6.0 * 64 * 64 / (16.0 * 16 * 16 + 16 * 16)), 1e-15);
  EXPECT_EQ(found.before, 9.0);
  EXPECT_EQ(found.after, 3.0);
}

TEST(Pettitt, SaysNothingOfALevelSeries) {
  EXPECT_FALSE(pettitt(std::vector<double>(20, 5.0)));
  EXPECT_FALSE(pettitt({}));
  EXPECT_FALSE(pettitt(std::vector<double>{1.0}));
  EXPECT_EQ(pettitt(std::vector<double>{1.0, 2.0, 1.0, 2.0})->probability, 1.0);
}

TEST(Pettitt, IsTheSameForAnyIncreasingScaleAndMirrored) {
  std::mt19937_64 random{6};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    std::vector<double> values(2 + random() % 25);
    for (auto& value : values) value = static_cast<double>(random() % 30);
    auto scaled = values;
    for (auto& value : scaled) value = std::exp(value / 5.0);
    auto mirrored = values;
    for (auto& value : mirrored) value = -value;
    const auto found = pettitt(values);
    const auto other = pettitt(scaled);
    const auto negative = pettitt(mirrored);
    ASSERT_EQ(found.has_value(), other.has_value());
    if (!found) continue;
    ASSERT_EQ(found->place, other->place);
    ASSERT_EQ(found->statistic, other->statistic);
    ASSERT_EQ(found->statistic, negative->statistic);
    ASSERT_TRUE(found->probability > 0 && found->probability <= 1);
  }
}

TEST(Pettitt, RefusesNotANumber) {
  EXPECT_THROW((void)pettitt(std::vector<double>{1, NAN, 2}), std::invalid_argument);
}

}  // namespace
}  // namespace tertil::analytics
