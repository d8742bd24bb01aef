#include "analytics/abatement_curve.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <utility>

#include "tests/analytics/example_tables.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(AbatementCurve, PutsTheCheapestTonneFirst) {
  const std::vector<CurveMeasure> measures = {
      {60'000.0, 100.0, {}}, {-10'000.0, 50.0, {}}, {10'000.0, 40.0, {}}};
  const auto curve = abatement_curve(measures);
  EXPECT_THAT(curve.steps, ElementsAre(CurveStep{1, 50.0, -200.0, 0.0, 50.0, -10'000.0},
                                       CurveStep{2, 40.0, 250.0, 50.0, 90.0, 10'000.0},
                                       CurveStep{0, 100.0, 600.0, 90.0, 190.0, 60'000.0}));
  EXPECT_THAT(curve.apart, IsEmpty());
}

TEST(AbatementCurve, ListsApartWhatItCannotPlace) {
  const std::vector<CurveMeasure> measures = {{100.0, {}, {}},  {{}, 10.0, {}},    {{}, {}, {}},
                                              {100.0, 0.0, {}}, {100.0, -1.0, {}}, {100.0, 10.0, 1},
                                              {100.0, 20.0, 1}, {100.0, 5.0, 2}};
  const auto curve = abatement_curve(measures, {{2, 0.0}});
  using enum ApartReason;
  EXPECT_THAT(curve.steps, ElementsAre(CurveStep{6, 20.0, 5.0, 0.0, 20.0, 100.0}));
  EXPECT_THAT(curve.apart, ElementsAre(MeasureApart{0, kNoEffect}, MeasureApart{1, kNoCost},
                                       MeasureApart{2, kNoEffect}, MeasureApart{3, kNoEffect},
                                       MeasureApart{4, kNoEffect}, MeasureApart{5, kOverlap},
                                       MeasureApart{7, kNoEffect}));
}

TEST(AbatementCurve, LeavesTheNitrousOxidePlantApartUntilItsTonnesAreKnown) {
  // Region Halland's documents say 8.0 million kronor and "as much as all duty travel", no tonnes.
  // Exempeldata: 894,600 kronor a year, and 1,000 tonnes.
  const std::vector<CurveMeasure> today = {{894'600.0, {}, 1}};
  EXPECT_THAT(abatement_curve(today).apart, ElementsAre(MeasureApart{0, ApartReason::kNoEffect}));
  const std::vector<CurveMeasure> then = {{894'600.0, 1000.0, 1}};
  EXPECT_THAT(abatement_curve(then).steps,
              ElementsAre(CurveStep{0, 1000.0, 894.6, 0.0, 1000.0, 894'600.0}));
}

TEST(AbatementCurve, CountsNoMoreThanTheGroupEmits) {
  const std::vector<CurveMeasure> measures = {{600.0, 30.0, 1}, {600.0, 40.0, 1}};
  const auto curve = abatement_curve(measures, {{1, 20.0}});
  EXPECT_THAT(curve.steps, ElementsAre(CurveStep{1, 20.0, 30.0, 0.0, 20.0, 600.0}));
}

TEST(AbatementCurve, BreaksTiesByWidthThenByTheOrderGiven) {
  const std::vector<CurveMeasure> measures = {{10.0, 1.0, {}}, {20.0, 2.0, {}}, {10.0, 1.0, {}},
                                              {30.0, 3.0, 1},  {25.0, 3.0, 1},  {25.0, 3.0, 1}};
  const auto curve = abatement_curve(measures);
  std::vector<std::size_t> order;
  order.reserve(curve.steps.size());
  for (const auto& step : curve.steps) order.push_back(step.index);
  EXPECT_THAT(order, ElementsAre(4, 1, 0, 2));
}

TEST(AbatementCurve, RejectsWhatIsNoAmount) {
  const std::vector<CurveMeasure> endless = {{INFINITY, 1.0, {}}};
  const std::vector<CurveMeasure> unclear = {{1.0, std::nan(""), {}}};
  EXPECT_THROW(static_cast<void>(abatement_curve(endless)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(abatement_curve(unclear)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(abatement_curve({}, {{1, -1.0}})), std::invalid_argument);
}

TEST(AbatementCurve, IsToldApartByEveryPart) {
  const CurveStep step{1, 2.0, 3.0, 4.0, 5.0, 6.0};
  EXPECT_NE(step, (CurveStep{0, 2.0, 3.0, 4.0, 5.0, 6.0}));
  EXPECT_NE(step, (CurveStep{1, 0.0, 3.0, 4.0, 5.0, 6.0}));
  EXPECT_NE(step, (CurveStep{1, 2.0, 0.0, 4.0, 5.0, 6.0}));
  EXPECT_NE(step, (CurveStep{1, 2.0, 3.0, 0.0, 5.0, 6.0}));
  EXPECT_NE(step, (CurveStep{1, 2.0, 3.0, 4.0, 0.0, 6.0}));
  EXPECT_NE(step, (CurveStep{1, 2.0, 3.0, 4.0, 5.0, 0.0}));
  EXPECT_NE((MeasureApart{0, ApartReason::kNoCost}), (MeasureApart{1, ApartReason::kNoCost}));
  EXPECT_NE((MeasureApart{0, ApartReason::kNoCost}), (MeasureApart{0, ApartReason::kOverlap}));
}

std::vector<CurveMeasure> random_measures(std::mt19937_64& random) {
  std::vector<CurveMeasure> measures(random() % 12);
  for (auto& measure : measures) {
    if (random() % 8 != 0) measure.annual_cost = static_cast<double>(random() % 40) * 100.0 - 800.0;
    if (random() % 8 != 0) measure.tonnes = static_cast<double>(random() % 20) / 4.0 - 0.5;
    if (random() % 2 == 0) measure.group = random() % 3;
  }
  return measures;
}

TEST(AbatementCurve, HoldsEveryMeasureOnceAndAddsUp) {
  auto random = seeded();
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const auto measures = random_measures(random);
    GroupLimits limits;
    if (random() % 2 == 0) limits[random() % 3] = static_cast<double>(random() % 12) / 4.0;
    const auto curve = abatement_curve(measures, limits);
    std::set<std::size_t> seen;
    for (const auto& one : curve.apart) seen.insert(one.index);
    std::vector<Effect> able;
    double to = 0.0;
    for (const auto& measure : measures) {
      if (measure.annual_cost && measure.tonnes && *measure.tonnes > 0.0) {
        able.push_back({*measure.tonnes, measure.group});
      }
    }
    for (std::size_t k = 0; k < curve.steps.size(); ++k) {
      const auto& step = curve.steps[k];
      seen.insert(step.index);
      ASSERT_EQ(step.from, to);
      ASSERT_EQ(step.to, step.from + step.tonnes);
      ASSERT_GT(step.tonnes, 0.0);
      ASSERT_NEAR(step.cost_per_tonne * step.tonnes, *measures[step.index].annual_cost, 1e-9);
      if (k > 0) {
        ASSERT_LE(curve.steps[k - 1].cost_per_tonne, step.cost_per_tonne);
      }
      to = step.to;
    }
    ASSERT_EQ(seen.size(), measures.size());
    ASSERT_EQ(curve.steps.size() + curve.apart.size(), measures.size());
    // Quarters add up without rounding: the curve ends at the effect of all that it could place.
    ASSERT_EQ(to, combined_effect(able, limits).total);
  }
}

TEST(AbatementCurve, HasTheSameShapeInAnyOrder) {
  auto random = seeded();
  const auto shape = [](const AbatementCurve& curve) {
    std::vector<std::pair<double, double>> steps;
    steps.reserve(curve.steps.size());
    for (const auto& step : curve.steps) steps.emplace_back(step.to, step.cost_per_tonne);
    return steps;
  };
  for (int round = 0; round < tests::kRandomCases; ++round) {
    auto measures = random_measures(random);
    const auto before = shape(abatement_curve(measures));
    std::ranges::shuffle(measures, random);
    ASSERT_EQ(shape(abatement_curve(measures)), before);
  }
}

}  // namespace
}  // namespace tertil::analytics
