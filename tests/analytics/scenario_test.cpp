#include "analytics/scenario.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "tests/analytics/example_tables.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Scenario, GrowsByEqualStepsFromTheFirstYearToTheFull) {
  EXPECT_EQ(share_in_effect(2025, 2028, 2024), 0.0);
  EXPECT_EQ(share_in_effect(2025, 2028, 2025), 0.25);
  EXPECT_EQ(share_in_effect(2025, 2028, 2026), 0.5);
  EXPECT_EQ(share_in_effect(2025, 2028, 2027), 0.75);
  EXPECT_EQ(share_in_effect(2025, 2028, 2028), 1.0);
  EXPECT_EQ(share_in_effect(2025, 2028, 2040), 1.0);
  EXPECT_EQ(share_in_effect(2025, 2025, 2024), 0.0);
  EXPECT_EQ(share_in_effect(2025, 2025, 2025), 1.0);
  EXPECT_THROW(static_cast<void>(share_in_effect(2026, 2025, 2025)), std::invalid_argument);
}

TEST(Scenario, AddsWhatTheMeasuresDoByThatYear) {
  // Exempeldata: 187 kWh/m², heat pumps -8 in two steps, and lighting -3 at once.
  const std::vector<PlannedEffect> effects = {{-8.0, 2025, 2026, {}}, {-3.0, 2026, 2026, {}}};
  EXPECT_EQ(scenario_value(187.0, effects, 2024), (ScenarioValue{187.0, 0.0, {0.0, 0.0}, false}));
  EXPECT_EQ(scenario_value(187.0, effects, 2025), (ScenarioValue{183.0, -4.0, {-4.0, 0.0}, false}));
  EXPECT_EQ(scenario_value(187.0, effects, 2026),
            (ScenarioValue{176.0, -11.0, {-8.0, -3.0}, false}));
  EXPECT_EQ(scenario_value(187.0, {}, 2026).value, 187.0);
  EXPECT_THAT(scenario_value(187.0, {}, 2026).counted, IsEmpty());
}

TEST(Scenario, OfNitrousOxideCountsTheSameGasOnce) {
  // Region Halland's plants destroy nitrous oxide; using less of it acts on the same. Exempeldata:
  // 2.8 kg CO2e per inhabitant today, and both effects.
  const std::vector<PlannedEffect> effects = {{-2.0, 2025, 2028, 1}, {-0.75, 2025, 2025, 1}};
  EXPECT_THAT(scenario_value(2.8, effects, 2025).counted, ElementsAre(0.0, -0.75));
  EXPECT_THAT(scenario_value(2.8, effects, 2026).counted, ElementsAre(-1.0, 0.0));
  EXPECT_THAT(scenario_value(2.8, effects, 2028).counted, ElementsAre(-2.0, 0.0));
  EXPECT_EQ(scenario_value(2.8, effects, 2028, {}, {{1, 1.5}}).change, -1.5);
}

TEST(Scenario, NeverLeavesTheBoundsOfTheKeyFigure) {
  const ScenarioBounds share{0.0, 100.0};
  const std::vector<PlannedEffect> more = {{5.0, 2025, 2025, {}}};
  const std::vector<PlannedEffect> less = {{-5.0, 2025, 2025, {}}};
  EXPECT_EQ(scenario_value(98.4, more, 2025, share), (ScenarioValue{100.0, 5.0, {5.0}, true}));
  EXPECT_EQ(scenario_value(95.0, more, 2025, share), (ScenarioValue{100.0, 5.0, {5.0}, false}));
  EXPECT_EQ(scenario_value(3.0, less, 2025, share), (ScenarioValue{0.0, -5.0, {-5.0}, true}));
  EXPECT_EQ(scenario_value(3.0, less, 2025, {{}, 100.0}).value, -2.0);
}

TEST(Scenario, RejectsWhatIsNoScenario) {
  const std::vector<PlannedEffect> backwards = {{1.0, 2026, 2025, {}}};
  const std::vector<PlannedEffect> endless = {{INFINITY, 2025, 2025, {}}};
  EXPECT_THROW(static_cast<void>(scenario_value(INFINITY, {}, 2025)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(scenario_value(1.0, {}, 2025, {2.0, 1.0})), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(scenario_value(1.0, {}, 2025, {std::nan(""), {}})),
               std::invalid_argument);
  EXPECT_THROW(static_cast<void>(scenario_value(1.0, {}, 2025, {}, {{1, -1.0}})),
               std::invalid_argument);
  for (const int year : {2020, 2030}) {
    EXPECT_THROW(static_cast<void>(scenario_value(1.0, backwards, year)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(scenario_value(1.0, endless, year)), std::invalid_argument);
  }
}

TEST(Scenario, IsToldApartByEveryPart) {
  const ScenarioValue value{1.0, 2.0, {3.0}, false};
  EXPECT_NE(value, (ScenarioValue{0.0, 2.0, {3.0}, false}));
  EXPECT_NE(value, (ScenarioValue{1.0, 0.0, {3.0}, false}));
  EXPECT_NE(value, (ScenarioValue{1.0, 2.0, {0.0}, false}));
  EXPECT_NE(value, (ScenarioValue{1.0, 2.0, {3.0}, true}));
}

// What a measure does by a year, one step for each year that has begun.
double by_steps(const PlannedEffect& effect, int year) {
  double done = 0.0;
  const int steps = effect.full_year - effect.first_year + 1;
  for (int y = effect.first_year; y <= std::min(year, effect.full_year); ++y) {
    done += effect.change / steps;
  }
  return done;
}

TEST(Scenario, StaysInBoundsAddsUpAndHeedsNoOrder) {
  auto random = seeded();
  std::uniform_int_distribution<int> years(2020, 2030);
  std::uniform_int_distribution<int> tenths(-100, 40);
  for (int round = 0; round < tests::kRandomCases; ++round) {
    std::vector<PlannedEffect> effects(random() % 8);
    double alone = 0.0;
    const int year = years(random);
    const bool overlap = random() % 2 == 0;
    for (auto& effect : effects) {
      effect.change = tenths(random) / 10.0;
      const auto [first, full] = std::minmax({years(random), years(random)});
      effect.first_year = first;
      effect.full_year = full;
      if (overlap && random() % 2 == 0) effect.group = random() % 2;
      alone += by_steps(effect, year);
    }
    const auto with = scenario_value(50.0, effects, year, {40.0, 52.0});
    ASSERT_GE(with.value, 40.0);
    ASSERT_LE(with.value, 52.0);
    double sum = 0.0;
    for (std::size_t i = 0; i < effects.size(); ++i) {
      sum += with.counted[i];
      const double whole = by_steps(effects[i], year);
      ASSERT_TRUE(with.counted[i] == 0.0 || std::abs(with.counted[i] - whole) < 1e-12);
    }
    ASSERT_NEAR(sum, with.change, 1e-12);
    if (!overlap) {
      ASSERT_NEAR(with.change, alone, 1e-12);
    }
    ASSERT_EQ(with.bounded, 50.0 + with.change < 40.0 || 50.0 + with.change > 52.0);
    if (!with.bounded) {
      ASSERT_EQ(with.value, 50.0 + with.change);
    }
    std::ranges::shuffle(effects, random);
    const auto again = scenario_value(50.0, effects, year, {40.0, 52.0});
    ASSERT_EQ(again.value, with.value);
    ASSERT_EQ(again.change, with.change);
  }
}

}  // namespace
}  // namespace tertil::analytics
