#include "analytics/abatement_cost.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "tests/analytics/example_tables.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum MissingForCost;

// Region Halland's budget: 8.0 million kronor for the plants that destroy nitrous oxide at the
// hospitals of Halmstad and Varberg. The documents state no running cost, saving, lifetime or
// tonnes, only that the effect is that of all duty travel.
constexpr MeasureCost kNitrousOxidePlant{8'000'000.0, {}, {}, {}};

TEST(CapitalRecoveryFactor, IsThatOfThePrintedInterestTables) {
  // A/P of the compound interest tables that books on engineering economy print, five decimals.
  struct Case {
    double rate;
    double years;
    double factor;
  };
  for (const auto& [rate, years, factor] :
       {Case{0.10, 10, 0.16275}, Case{0.05, 20, 0.08024}, Case{0.08, 15, 0.11683},
        Case{0.06, 30, 0.07265}, Case{0.10, 1, 1.10000}, Case{0.12, 5, 0.27741}}) {
    EXPECT_NEAR(capital_recovery_factor(rate, years), factor, 5e-6) << rate << ' ' << years;
  }
}

TEST(CapitalRecoveryFactor, IsAnEqualShareEachYearWithoutInterest) {
  EXPECT_EQ(capital_recovery_factor(0.0, 15.0), 1.0 / 15.0);
  EXPECT_NEAR(capital_recovery_factor(1e-14, 15.0), 1.0 / 15.0, 1e-14);  // and no jump beside it
  EXPECT_NEAR(capital_recovery_factor(1e-6, 15.0), (1.0 + 8e-6) / 15.0, 1e-11);
}

TEST(AbatementCost, OfTheNitrousOxidePlantWaitsForWhatTheBudgetDoesNotSay) {
  EXPECT_EQ(annual_cost(kNitrousOxidePlant, 0.035), std::nullopt);
  EXPECT_EQ(net_present_value(kNitrousOxidePlant, 0.035), std::nullopt);
  EXPECT_THAT(missing_for_cost(kNitrousOxidePlant, {}),
              ElementsAre(kAnnualCost, kAnnualSaving, kLifetime, kEffect));
}

TEST(AbatementCost, OfTheNitrousOxidePlantOnceTheRestIsKnown) {
  // Exempeldata: 15 years at 3.5 %, 200,000 kronor a year to run, 1,000 tonnes a year.
  auto cost = kNitrousOxidePlant;
  cost.annual_cost = 200'000.0;
  cost.annual_saving = 0.0;
  cost.lifetime = 15.0;
  const auto annual = annual_cost(cost, 0.035);
  ASSERT_TRUE(annual);
  EXPECT_NEAR(*annual, 894'600.55, 0.01);  // 8,000,000 × 0.0868250694 + 200,000
  EXPECT_NEAR(*cost_per_effect(annual, 1000.0), 894.60, 0.005);
  EXPECT_NEAR(*net_present_value(cost, 0.035), -10'303'482.18, 0.01);
  EXPECT_THAT(missing_for_cost(cost, 1000.0), IsEmpty());
}

TEST(AbatementCost, IsBelowZeroForWhatPaysForItself) {
  const MeasureCost cost{100'000.0, 1'000.0, 31'000.0, 10.0};
  EXPECT_EQ(annual_cost(cost, 0.0), -20'000.0);
  EXPECT_EQ(cost_per_effect(annual_cost(cost, 0.0), 40.0), -500.0);
  EXPECT_EQ(net_present_value(cost, 0.0), 200'000.0);
}

TEST(AbatementCost, OfAnInvestmentOfNothingNeedsNoLifetime) {
  const MeasureCost cost{0.0, 500.0, 200.0, {}};
  EXPECT_EQ(annual_cost(cost, 0.035), 300.0);
  EXPECT_THAT(missing_for_cost(cost, 1.0), IsEmpty());
  EXPECT_EQ(net_present_value(cost, 0.035), std::nullopt);
}

TEST(AbatementCost, PerTonneIsEmptyWithoutAnEffect) {
  EXPECT_EQ(cost_per_effect(100.0, {}), std::nullopt);
  EXPECT_EQ(cost_per_effect(100.0, 0.0), std::nullopt);
  EXPECT_EQ(cost_per_effect(100.0, -1.0), std::nullopt);
  EXPECT_EQ(cost_per_effect({}, 1.0), std::nullopt);
  EXPECT_EQ(cost_per_effect(0.0, 1.0), 0.0);
  EXPECT_THAT(missing_for_cost({0.0, 0.0, 0.0, {}}, 0.0), ElementsAre(kEffect));
}

TEST(AbatementCost, RejectsWhatIsNoAmount) {
  EXPECT_THROW(static_cast<void>(capital_recovery_factor(-0.01, 10.0)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(capital_recovery_factor(0.01, 0.0)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(capital_recovery_factor(INFINITY, 1.0)), std::invalid_argument);
  for (const MeasureCost& cost :
       {MeasureCost{-1.0, 0.0, 0.0, 1.0}, MeasureCost{1.0, 0.0, 0.0, 0.0},
        MeasureCost{1.0, std::nan(""), 0.0, 1.0}, MeasureCost{1.0, 0.0, INFINITY, 1.0}}) {
    EXPECT_THROW(static_cast<void>(annual_cost(cost, 0.0)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(net_present_value(cost, 0.0)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(missing_for_cost(cost, 1.0)), std::invalid_argument);
  }
  EXPECT_THROW(static_cast<void>(annual_cost({}, -0.1)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(net_present_value({}, -0.1)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(cost_per_effect(1.0, INFINITY)), std::invalid_argument);
}

// Year by year, with no formula of a sum: what is left to pay after the last year.
double left_to_pay(double investment, double annuity, double rate, int years) {
  double debt = investment;
  for (int year = 0; year < years; ++year) debt = debt * (1.0 + rate) - annuity;
  return debt;
}

double discounted(const MeasureCost& cost, double rate, int years) {
  double value = -*cost.investment;
  double factor = 1.0;
  for (int year = 0; year < years; ++year) {
    factor /= 1.0 + rate;
    value += (*cost.annual_saving - *cost.annual_cost) * factor;
  }
  return value;
}

TEST(AbatementCost, PaysTheDebtYearByYear) {
  auto random = seeded();
  std::uniform_int_distribution<int> thousands(0, 20'000);
  std::uniform_int_distribution<int> lifetimes(1, 60);
  std::uniform_int_distribution<int> permille(0, 120);
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const int years = lifetimes(random);
    const double rate = permille(random) / 1000.0;
    const MeasureCost cost{thousands(random) * 1e3, thousands(random) * 10.0,
                           thousands(random) * 10.0, static_cast<double>(years)};
    const double annuity = *annual_cost({cost.investment, 0.0, 0.0, cost.lifetime}, rate);
    const double grown = *cost.investment * std::pow(1.0 + rate, years);
    ASSERT_NEAR(left_to_pay(*cost.investment, annuity, rate, years), 0.0, 1e-9 * (grown + 1.0));
    const double value = *net_present_value(cost, rate);
    ASSERT_NEAR(value, discounted(cost, rate, years), 1e-3);
    // The two say the same: the annual cost is the net present value spread over the lifetime.
    ASSERT_NEAR(*annual_cost(cost, rate),
                -value * capital_recovery_factor(rate, static_cast<double>(years)), 1e-3);
    ASSERT_GE(annuity * years, *cost.investment * (1.0 - 1e-12));
    ASSERT_GE(*annual_cost(cost, rate + 0.01), *annual_cost(cost, rate) - 1e-6);
  }
}

}  // namespace
}  // namespace tertil::analytics
