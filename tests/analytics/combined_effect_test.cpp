#include "analytics/combined_effect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "tests/analytics/example_tables.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CombinedEffect, IsTheSumWhereNothingOverlaps) {
  const std::vector<Effect> chosen = {{10.0, {}}, {20.0, {}}, {5.0, 1}, {7.0, 2}, {-2.0, {}}};
  const auto together = combined_effect(chosen);
  EXPECT_EQ(together.total, 40.0);
  EXPECT_THAT(together.counted, ElementsAre(10.0, 20.0, 5.0, 7.0, -2.0));
  EXPECT_THAT(combined_effect({}).counted, IsEmpty());
  EXPECT_EQ(combined_effect({}).total, 0.0);
}

TEST(CombinedEffect, OfMeasuresOnTheSameThingIsThatOfTheMostEffective) {
  // Exempeldata: destroy nitrous oxide 900 t, use less of it 300 t, and heat pumps 120 t.
  const std::vector<Effect> chosen = {{300.0, 1}, {900.0, 1}, {120.0, {}}};
  EXPECT_EQ(combined_effect(chosen), (CombinedEffect{1020.0, {0.0, 900.0, 120.0}}));
}

TEST(CombinedEffect, IsNeverMoreThanWhatTheGroupEmits) {
  const std::vector<Effect> chosen = {{300.0, 1}, {900.0, 1}, {50.0, 2}};
  EXPECT_EQ(combined_effect(chosen, {{1, 700.0}, {2, 60.0}}).total, 750.0);
  EXPECT_EQ(combined_effect(chosen, {{1, 0.0}}).total, 50.0);
}

TEST(CombinedEffect, DoesNotHideAHarmBehindAnImprovement) {
  const std::vector<Effect> chosen = {{-30.0, 1}, {90.0, 1}, {-10.0, 1}, {80.0, 1}};
  EXPECT_EQ(combined_effect(chosen), (CombinedEffect{60.0, {-30.0, 90.0, 0.0, 0.0}}));
  EXPECT_EQ(combined_effect(chosen, {{1, 20.0}}).total, 0.0);
}

TEST(CombinedEffect, OfNothingIsZeroWithoutASign) {
  const std::vector<Effect> chosen = {{-0.0, {}}, {-3.0, 1}};
  const auto together = combined_effect(chosen, {{1, 0.0}});
  EXPECT_THAT(together.counted, ElementsAre(0.0, 0.0));
  for (const double counted : together.counted) EXPECT_FALSE(std::signbit(counted));
  EXPECT_FALSE(std::signbit(together.total));
}

TEST(CombinedEffect, OfEqualsCountsTheFirst) {
  const std::vector<Effect> chosen = {{5.0, 1}, {5.0, 1}, {0.0, 2}, {0.0, 2}};
  EXPECT_THAT(combined_effect(chosen).counted, ElementsAre(5.0, 0.0, 0.0, 0.0));
}

TEST(CombinedEffect, RejectsWhatIsNoEffect) {
  const std::vector<Effect> endless = {{INFINITY, {}}};
  EXPECT_THROW(static_cast<void>(combined_effect(endless)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(combined_effect({}, {{1, -1.0}})), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(combined_effect({}, {{1, std::nan("")}})), std::invalid_argument);
}

TEST(CombinedEffect, IsToldApartByEveryPart) {
  EXPECT_NE((Effect{1.0, 1}), (Effect{2.0, 1}));
  EXPECT_NE((Effect{1.0, 1}), (Effect{1.0, {}}));
  EXPECT_NE((CombinedEffect{1.0, {1.0}}), (CombinedEffect{2.0, {1.0}}));
  EXPECT_NE((CombinedEffect{1.0, {1.0}}), (CombinedEffect{1.0, {1.0, 0.0}}));
}

// Group by group, from the words of the rule.
double by_rule(const std::vector<Effect>& chosen, const GroupLimits& limits) {
  double total = 0.0;
  std::set<std::size_t> groups;
  for (const auto& effect : chosen) {
    if (effect.group) groups.insert(*effect.group);
    if (!effect.group) total += effect.size;
  }
  for (const auto group : groups) {
    double better = 0.0;
    double worse = 0.0;
    for (const auto& effect : chosen) {
      if (effect.group != group) continue;
      better = std::max(better, effect.size);
      worse = std::min(worse, effect.size);
    }
    const double limit = limits.contains(group) ? limits.at(group) : 1e300;
    total += std::min(better, limit) + std::max(worse, -limit);
  }
  return total;
}

TEST(CombinedEffect, KeepsItsBoundsInAnyOrder) {
  auto random = seeded();
  std::uniform_int_distribution<int> size(-5, 30);
  std::uniform_int_distribution<int> count(0, 12);
  for (int round = 0; round < tests::kRandomCases; ++round) {
    std::vector<Effect> chosen(static_cast<std::size_t>(count(random)));
    double improvements = 0.0;
    for (auto& effect : chosen) {
      effect.size = size(random) / 10.0;
      improvements += std::max(effect.size, 0.0);
      if (random() % 3 != 0) effect.group = random() % 4;
    }
    GroupLimits limits;
    if (random() % 2 == 0) limits[random() % 4] = count(random) / 10.0;
    const auto together = combined_effect(chosen, limits);
    ASSERT_NEAR(together.total, by_rule(chosen, limits), 1e-12);
    ASSERT_LE(together.total, improvements + 1e-12);
    ASSERT_EQ(together.counted.size(), chosen.size());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      ASSERT_LE(std::abs(together.counted[i]), std::abs(chosen[i].size));
      ASSERT_GE(together.counted[i] * chosen[i].size, 0.0);
    }
    auto shuffled = chosen;
    std::ranges::shuffle(shuffled, random);
    ASSERT_EQ(combined_effect(shuffled, limits).total, together.total);  // to the last digit
    shuffled.push_back({size(random) / 10.0 + 0.5, random() % 4});       // never below 0
    ASSERT_GE(combined_effect(shuffled, limits).total, together.total - 1e-12);
  }
}

}  // namespace
}  // namespace tertil::analytics
