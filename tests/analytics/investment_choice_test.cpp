#include "analytics/investment_choice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <tuple>

#include "tests/analytics/example_tables.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Investable> knapsack(const std::vector<double>& weights,
                                 const std::vector<double>& profits) {
  std::vector<Investable> measures;
  for (std::size_t i = 0; i < weights.size(); ++i) measures.push_back({weights[i], profits[i], {}});
  return measures;
}

// D. L. Kreher, D. R. Stinson, "Combinatorial Algorithms" (1999), and the data sets KNAPSACK_01
// that J. Burkardt publishes: P01, P07, P08.
TEST(InvestmentChoice, SolvesThePublishedKnapsacks) {
  const auto p01 = choose_investments(
      knapsack({23, 31, 29, 44, 53, 38, 63, 85, 89, 82}, {92, 57, 49, 68, 60, 43, 67, 84, 87, 72}),
      165);
  EXPECT_EQ(p01, (InvestmentChoice{{0, 1, 2, 3, 5}, 165, 309, true}));
  const auto p07 = choose_investments(
      knapsack({70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120},
               {135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240}),
      750);
  EXPECT_EQ(p07, (InvestmentChoice{{0, 2, 4, 6, 7, 8, 13, 14}, 749, 1458, true}));
  const auto p08 = choose_investments(
      knapsack({382745, 799601, 909247, 729069, 467902, 44328,  34610,  698150,
                823460, 903959, 853665, 551830, 610856, 670702, 488960, 951111,
                323046, 446298, 931161, 31385,  496951, 264724, 224916, 169684},
               {825594,  1677009, 1676628, 1523970, 943972,  97426,   69666,  1296457,
                1679693, 1902996, 1844992, 1049289, 1252836, 1319836, 953277, 2067538,
                675367,  853655,  1826027, 65731,   901489,  577243,  466257, 369261}),
      6404180);
  EXPECT_EQ(p08.tonnes, 13549094);
  EXPECT_THAT(p08.chosen, ElementsAre(0, 1, 3, 4, 5, 9, 10, 12, 15, 21, 22, 23));
}

TEST(InvestmentChoice, BeatsTakingTheCheapestTonneFirst) {
  // 10 kronor per tonne first leaves room for nothing; the two others together give more.
  const std::vector<Investable> measures = {{60.0, 6.0, {}}, {50.0, 4.5, {}}, {50.0, 4.5, {}}};
  EXPECT_EQ(choose_investments(measures, 100.0), (InvestmentChoice{{1, 2}, 100.0, 9.0, true}));
}

TEST(InvestmentChoice, TakesTheNitrousOxidePlantWhenTheFrameHasEightMillion) {
  // Region Halland's budget: 8.0 million kronor. Exempeldata: the tonnes, and the other measure,
  // which acts on the same nitrous oxide.
  const std::vector<Investable> measures = {{8e6, 1000.0, 1}, {1e6, 200.0, 1}};
  EXPECT_EQ(choose_investments(measures, 20e6), (InvestmentChoice{{0}, 8e6, 1000.0, true}));
  EXPECT_EQ(choose_investments(measures, 8e6), (InvestmentChoice{{0}, 8e6, 1000.0, true}));
  EXPECT_EQ(choose_investments(measures, 7'999'999.99), (InvestmentChoice{{1}, 1e6, 200.0, true}));
  EXPECT_EQ(choose_investments(measures, 20e6, {{1, 200.0}}),
            (InvestmentChoice{{1}, 1e6, 200.0, true}));
}

TEST(InvestmentChoice, KeepsWhatIsMandatoryWhateverItCosts) {
  const std::vector<Investable> measures = {
      {50.0, 0.0, {}, true}, {40.0, 8.0, {}}, {30.0, 5.0, 1, true}, {10.0, 6.0, 1}};
  EXPECT_EQ(choose_investments(measures, 120.0), (InvestmentChoice{{0, 1, 2}, 120.0, 13.0, true}));
  EXPECT_EQ(choose_investments(measures, 130.0),
            (InvestmentChoice{{0, 1, 2, 3}, 130.0, 14.0, true}));
  EXPECT_EQ(choose_investments(measures, 79.99), (InvestmentChoice{{0, 2}, 80.0, 5.0, false}));
}

TEST(InvestmentChoice, OfEqualSetsIsTheCheapestThenTheSmallestThenTheFirst) {
  const auto chosen = [](const std::vector<Investable>& measures, double frame) {
    return choose_investments(measures, frame).chosen;
  };
  EXPECT_THAT(chosen({{5.0, 3.0, {}}, {4.0, 3.0, {}}}, 5.0), ElementsAre(1));
  EXPECT_THAT(chosen({{2.0, 1.0, {}}, {2.0, 2.0, {}}, {4.0, 3.0, {}}}, 4.0), ElementsAre(2));
  EXPECT_THAT(chosen({{4.0, 3.0, {}}, {4.0, 3.0, {}}, {4.0, 3.0, {}}}, 8.0), ElementsAre(0, 1));
  EXPECT_THAT(chosen({{0.0, 0.0, {}}, {0.0, -1.0, {}}}, 8.0), IsEmpty());
  // 0.1 + 0.2 tonnes is 0.3 tonnes, and 0.1 + 0.2 kronor fit into 0.3.
  EXPECT_THAT(chosen({{0.1, 0.1, {}}, {0.2, 0.2, {}}, {0.3, 0.3, {}}}, 0.3), ElementsAre(2));
  EXPECT_THAT(chosen({{0.1, 0.1, {}}, {0.2, 0.2, {}}}, 0.3), ElementsAre(0, 1));
}

TEST(InvestmentChoice, IsExactForFortyMeasuresThatNoBoundTellsApart) {
  if (tests::kSanitized) GTEST_SKIP() << "a million sets, each watched";
  // Every tonne costs the same and every sum is another one: 2^40 sets, none ruled out by a bound.
  std::vector<Investable> measures;
  std::vector<std::size_t> digits;
  constexpr std::uint64_t kFrame = 0xB6'5A93'C71D;
  for (std::size_t i = 0; i < kMostToChooseFrom; ++i) {
    const auto power = static_cast<double>(std::uint64_t{1} << i);
    measures.push_back({power, power / 1000.0, {}});
    if ((kFrame >> i & 1U) != 0) digits.push_back(i);
  }
  const auto best = choose_investments(measures, static_cast<double>(kFrame));
  EXPECT_EQ(best.chosen, digits);
  EXPECT_EQ(best.investment, static_cast<double>(kFrame));
}

TEST(InvestmentChoice, RejectsWhatItCannotDecide) {
  const auto choose = [](const Investable& measure, double frame) {
    return choose_investments(std::vector{measure}, frame);
  };
  for (const Investable& measure :
       {Investable{-1.0, 1.0, {}}, Investable{INFINITY, 1.0, {}}, Investable{1.0, 1e10, {}},
        Investable{1.0, std::nan(""), {}}, Investable{1e14, 1.0, {}}}) {
    EXPECT_THROW(static_cast<void>(choose(measure, 1.0)), std::invalid_argument);
  }
  for (const double frame : {-1.0, std::nan(""), 1e16}) {
    EXPECT_THROW(static_cast<void>(choose({1.0, 1.0, {}}, frame)), std::invalid_argument);
  }
  EXPECT_THROW(static_cast<void>(choose_investments({}, 1.0, {{1, -1.0}})), std::invalid_argument);
  std::vector<Investable> many(kMostToChooseFrom, {1.0, 1.0, {}});
  EXPECT_EQ(choose_investments(many, 7.0).tonnes, 7.0);
  many.push_back({8.0, 1.0, {}});  // too dear, does not count
  EXPECT_EQ(choose_investments(many, 7.0).tonnes, 7.0);
  EXPECT_THROW(static_cast<void>(choose_investments(many, 8.0)), std::length_error);
}

TEST(InvestmentChoice, IsToldApartByEveryPart) {
  const InvestmentChoice choice{{0}, 1.0, 2.0, true};
  EXPECT_NE(choice, (InvestmentChoice{{1}, 1.0, 2.0, true}));
  EXPECT_NE(choice, (InvestmentChoice{{0}, 2.0, 2.0, true}));
  EXPECT_NE(choice, (InvestmentChoice{{0}, 1.0, 1.0, true}));
  EXPECT_NE(choice, (InvestmentChoice{{0}, 1.0, 2.0, false}));
}

struct Problem {
  std::vector<Investable> measures;
  GroupLimits limits;
  double frame{0};
};

// Small whole numbers, so that many sets are equal and doubles add up without rounding.
Problem random_problem(std::mt19937_64& random, std::size_t n) {
  Problem problem;
  problem.measures.resize(n);
  const auto range = 1 + random() % 12;
  for (auto& measure : problem.measures) {
    measure.investment = static_cast<double>(random() % range);
    measure.tonnes = static_cast<double>(random() % range) - 1.0;
    if (random() % 2 == 0) measure.group = random() % 3;
    measure.mandatory = random() % 10 == 0;
  }
  if (random() % 3 == 0) problem.limits[random() % 3] = static_cast<double>(random() % range);
  problem.frame = static_cast<double>(random() % (2 + range * n / 2));
  return problem;
}

// All subsets, one by one, by the words of the rules.
InvestmentChoice by_trying_all(const Problem& problem) {
  const auto& measures = problem.measures;
  InvestmentChoice best;
  InvestmentChoice mandatory;
  bool found = false;
  for (std::uint32_t set = 0; set < std::uint32_t{1} << measures.size(); ++set) {
    InvestmentChoice choice;
    std::array<double, 3> better{};
    std::array<double, 3> worse{};
    bool allowed = true;
    bool only_mandatory = true;
    for (std::size_t i = 0; i < measures.size(); ++i) {
      const auto& measure = measures[i];
      if ((set >> i & 1U) == 0) {
        allowed = allowed && !measure.mandatory;
        continue;
      }
      only_mandatory = only_mandatory && measure.mandatory;
      choice.chosen.push_back(i);
      choice.investment += measure.investment;
      if (!measure.group) {
        choice.tonnes += measure.tonnes;
        continue;
      }
      better[*measure.group] = std::max(better[*measure.group], measure.tonnes);
      worse[*measure.group] = std::min(worse[*measure.group], measure.tonnes);
    }
    for (std::size_t group = 0; group < 3; ++group) {
      const auto limit = problem.limits.find(group);
      const double most = limit == problem.limits.end() ? 1e9 : limit->second;
      choice.tonnes += std::min(better[group], most) + std::max(worse[group], -most);
    }
    if (!allowed) continue;
    if (only_mandatory) mandatory = choice;
    if (choice.investment > problem.frame) continue;
    const auto key = [](const InvestmentChoice& c) {
      return std::tuple(-c.tonnes, c.investment, c.chosen.size(), c.chosen);
    };
    if (!found || key(choice) < key(best)) best = choice;
    found = true;
  }
  if (found) return best;
  mandatory.within_frame = false;
  return mandatory;
}

TEST(InvestmentChoice, IsTheOneThatTryingAllSetsFinds) {
  auto random = seeded();
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const auto problem = random_problem(random, round % 100 == 0 ? 13 : random() % 10);
    ASSERT_EQ(choose_investments(problem.measures, problem.frame, problem.limits),
              by_trying_all(problem))
        << round;
  }
}

TEST(InvestmentChoice, GivesNoLessForMoreMoneyAndTheSameInAnyOrder) {
  auto random = seeded();
  for (int round = 0; round < tests::kRandomCases; ++round) {
    auto problem = random_problem(random, random() % 25);
    const auto& [measures, limits, frame] = problem;
    const auto best = choose_investments(measures, frame, limits);
    const auto more = choose_investments(measures, frame + 1.0, limits);
    ASSERT_GE(more.tonnes, best.tonnes);
    ASSERT_EQ(best.within_frame, best.investment <= frame);
    std::ranges::shuffle(problem.measures, random);
    const auto again = choose_investments(measures, frame, limits);
    ASSERT_EQ(again.tonnes, best.tonnes);
    ASSERT_EQ(again.investment, best.investment);
    ASSERT_EQ(again.chosen.size(), best.chosen.size());
  }
}

}  // namespace
}  // namespace tertil::analytics
