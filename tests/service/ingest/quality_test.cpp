// R22: mistaken units are held for a person, clean data almost never.
#include "service/ingest/quality.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "service/ingest/quality_words.hpp"

namespace tertil::ingest {
namespace {

using collectors::Target;
using store::SeriesOf;
using store::SeriesSums;

collectors::Source source_of(Target target) {
  collectors::Source source;
  source.target = target;
  return source;
}

collectors::CheckRule set(std::string id, std::string severity, double maximum = 0.0) {
  collectors::CheckRule rule;
  rule.id = std::move(id);
  rule.severity = std::move(severity);
  if (maximum > 0.0) rule.parameters["max"] = maximum;
  return rule;
}

/// One value for each period, as keyed series have.
SeriesOf series(int per_year, int first_period, const std::vector<double>& values) {
  SeriesOf made;
  made.label = "M17";
  made.per_year = per_year;
  for (std::size_t i = 0; i < values.size(); ++i)
    made.periods[first_period + static_cast<int>(i)].add(values[i], static_cast<std::int64_t>(i));
  return made;
}

SeriesSums only(const SeriesOf& one) { return {{"s", one}}; }

SeriesSums last_of(const SeriesOf& one) {
  SeriesOf last = one;
  last.periods.clear();
  last.periods.insert(*one.periods.rbegin());
  return only(last);
}

/// Judges the last period of a series as the only one that a file brought.
Verdict judge_last(const SeriesOf& all, Target target,
                   const std::vector<collectors::CheckRule>& checks = {}) {
  auto source = source_of(target);
  source.checks = checks;
  SeriesOf before = all;
  before.periods.erase(std::prev(before.periods.end()));
  return check_series(rules_for(source), only(before), only(all), last_of(all));
}

std::vector<std::string> found_by(const Verdict& verdict) {
  std::vector<std::string> rules;
  for (const auto& suspicion : verdict.suspicions) rules.push_back(suspicion.rule);
  return rules;
}

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Clean monthly heat or electricity of one meter, as buildings really have it: a winter, weekdays,
/// holidays, noise. Seeded.
std::vector<double> clean_months(std::uint32_t seed, std::size_t months) {
  std::mt19937 generator{seed};
  std::uniform_real_distribution<double> uniform{0.0, 1.0};
  const double level = std::pow(10.0, 2.0 + 3.0 * uniform(generator));
  const double swing = 0.85 * uniform(generator);
  std::vector<double> values;
  for (std::size_t i = 0; i < months; ++i)
    values.push_back(level *
                     (1.0 + swing * std::cos(static_cast<double>(i) * 3.14159265358979 / 6.0)) *
                     (0.9 + 0.2 * uniform(generator)));
  return values;
}

TEST(UnitMistakes, AreAllHeldAndCleanMonthsAlmostNever) {
  int held_of_clean = 0;
  int clean = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    const std::size_t months = 13 + seed % 24;
    const auto values = clean_months(seed, months);
    held_of_clean += static_cast<int>(std::ranges::count(
        found_by(judge_last(series(12, 2023 * 12, values), Target::kEnergyReading)),
        "unit-suspect"));
    ++clean;
    for (const double factor : {1000.0, 0.001, 1150.0, 1.0 / 1150.0, 1e6}) {
      auto wrong = values;
      wrong.back() *= factor;
      EXPECT_THAT(found_by(judge_last(series(12, 2023 * 12, wrong), Target::kEnergyReading)),
                  Contains("unit-suspect"))
          << "seed " << seed << " factor " << factor;
    }
  }
  EXPECT_LE(held_of_clean * 100, clean);
}

TEST(UnitMistakes, InYearlyValuesAreAllHeldFromTheSecondYearOn) {
  std::mt19937 generator{11};
  std::uniform_real_distribution<double> uniform{0.7, 1.4};
  for (int round = 0; round < 200; ++round) {
    std::vector<double> years{100.0 * uniform(generator)};
    const int more = 1 + round % 12;
    for (int i = 0; i < more; ++i) years.push_back(years.back() * uniform(generator));
    EXPECT_THAT(found_by(judge_last(series(1, 2010, years), Target::kKeyFigureValue)),
                Not(Contains("unit-suspect")));
    for (const double factor : {1000.0, 0.001}) {
      auto wrong = years;
      wrong.back() = wrong[wrong.size() - 2] * factor * 1.05;
      EXPECT_THAT(found_by(judge_last(series(1, 2010, wrong), Target::kKeyFigureValue)),
                  Contains("unit-suspect"))
          << round;
    }
  }
}

/// Fills of one vehicle group and fuel: many rows a month.
SeriesOf fills(std::uint32_t seed, int months) {
  std::mt19937 generator{seed};
  std::lognormal_distribution<double> litres{std::log(40.0), 0.5};
  SeriesOf made;
  made.label = "ambulance HVO100 l";
  made.per_year = 12;
  made.keyed = false;
  for (int month = 0; month < months; ++month)
    for (int i = 0; i < 60; ++i) made.periods[2024 * 12 + month].add(litres(generator), i + 1);
  return made;
}

TEST(UnitMistakes, InSingleTransactionsAreAllHeldAndCleanOnesAlmostNever) {
  const auto rules = rules_for(source_of(Target::kFuelTransaction));
  int held = 0;
  int clean = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    const auto before = only(fills(seed, 12));
    const SeriesSums nothing;
    RowChecks checks{rules, before, nothing};
    std::mt19937 generator{seed + 1000};
    std::lognormal_distribution<double> litres{std::log(40.0), 0.5};
    for (int i = 0; i < 100; ++i) {
      store::SeriesPoint point{"s", "ambulance HVO100 l", 12, false, "", "l", 2025 * 12, 0.0};
      const double right = litres(generator);
      point.quantity = right;
      held += checks.check(point, i).has_value() ? 1 : 0;
      ++clean;
      for (const double factor : {1000.0, 0.001}) {
        point.quantity = right * factor;
        const auto suspicion = checks.check(point, i);
        ASSERT_TRUE(suspicion) << seed << ' ' << right << " × " << factor;
        EXPECT_EQ(suspicion->rule, "unit-suspect");
        EXPECT_EQ(suspicion->severity, Severity::kHold);
        EXPECT_NEAR(*suspicion->expected, 45.0, 10.0);
      }
    }
  }
  EXPECT_LE(held * 100, clean);
}

TEST(Numbers, AreSaidInPlainDigitsWithTheirUnit) {
  struct Said {
    double number;
    std::string_view unit;
    Text text;
  };
  for (const auto& [number, unit, text] : std::vector<Said>{
           {165'200'123.4, "kWh", {"165\u00A0200\u00A0123\u00A0kWh", "165,200,123\u00A0kWh"}},
           {1234.6, "kWh", {"1\u00A0235\u00A0kWh", "1,235\u00A0kWh"}},
           {12.5, "m³", {"12,5\u00A0m³", "12.5\u00A0m³"}},
           {0.00012346, "kg", {"0,0001235\u00A0kg", "0.0001235\u00A0kg"}},
           {-30.0, "", {"−30", "−30"}},
           {0.0, "kWh", {"0\u00A0kWh", "0\u00A0kWh"}}})
    EXPECT_EQ(quality_words::spoken(number, unit), text) << number;
}

TEST(UnitMistakes, SayBothNumbersWithTheUnitOfTheSeries) {
  auto values = series(12, 2024 * 12, std::vector<double>(12, 165'200.0));
  values.unit = "kWh";
  values.periods[2025 * 12].add(165'200'000.0, 1);
  const auto verdict = judge_last(values, Target::kEnergyReading);
  ASSERT_THAT(found_by(verdict), Contains("unit-suspect"));
  EXPECT_THAT(verdict.suspicions.front().message.sv,
              AllOf(HasSubstr("165\u00A0200\u00A0000\u00A0kWh är omkring 1\u00A0000 gånger större"),
                    HasSubstr("(165\u00A0200\u00A0kWh)")));
}

TEST(UnitMistakes, CannotBeToldWithoutHistory) {
  const auto verdict = judge_last(series(12, 2024 * 12, {40.0, 41.0}), Target::kEnergyReading);
  EXPECT_FALSE(verdict.looked.contains("unit-suspect"));
  const auto rules = rules_for(source_of(Target::kEnergyReading));
  const auto results = check_results(rules, verdict);
  const auto found = std::ranges::find(results, "unit-suspect", &CheckResult::rule);
  EXPECT_EQ(found->state, "notChecked");
  EXPECT_EQ(found->severity, "hold");
}

TEST(Change, AgainstTheYearBeforeIsToldWhenItIsLarge) {
  const auto calm = judge_last(series(1, 2020, {100, 110, 120}), Target::kKeyFigureValue);
  EXPECT_THAT(found_by(calm), IsEmpty());
  const auto jump = judge_last(series(1, 2020, {100, 110, 190}), Target::kKeyFigureValue);
  ASSERT_THAT(found_by(jump), ElementsAre("change-from-last-year"));
  EXPECT_EQ(jump.suspicions[0].severity, Severity::kWarning);
  EXPECT_EQ(jump.suspicions[0].expected, 110.0);
}

TEST(Change, AgainstTheSameMonthOfTheYearBeforeLetsWinterBeWinter) {
  std::vector<double> months{900, 800, 700, 500, 300, 150, 100, 120, 250, 450, 650, 850, 910};
  EXPECT_THAT(found_by(judge_last(series(12, 2023 * 12, months), Target::kEnergyReading)),
              Not(Contains("change-from-same-month")));
  months.back() = 300;
  EXPECT_THAT(found_by(judge_last(series(12, 2023 * 12, months), Target::kEnergyReading)),
              Contains("change-from-same-month"));
}

TEST(Gaps, AreToldWhereOlderDataExist) {
  auto months = series(12, 2024 * 12, {10, 11, 12, 13});
  months.periods.erase(2024 * 12 + 2);
  EXPECT_THAT(found_by(judge_last(months, Target::kEnergyReading)), Contains("gap"));
}

TEST(Years, OfFewerThanTwelveMonthsAreToldOnceTheYearIsOver) {
  const auto source = source_of(Target::kEnergyReading);
  auto months = series(12, 2023 * 12 + 3, std::vector<double>(9, 10.0));
  months.periods[2024 * 12].add(10.0, 99);
  const auto verdict = check_series(rules_for(source), {}, only(months), only(months));
  const auto rules = found_by(verdict);
  EXPECT_EQ(std::ranges::count(rules, "fewer-than-twelve-months"), 1);
}

TEST(FlatLines, AreToldForMetersThatHaveStopped) {
  EXPECT_THAT(
      found_by(judge_last(series(12, 2024 * 12, {90, 80, 70, 70, 70}), Target::kEnergyReading)),
      Contains("flat-line"));
  EXPECT_THAT(
      found_by(judge_last(series(12, 2024 * 12, {90, 80, 70, 70, 71}), Target::kEnergyReading)),
      Not(Contains("flat-line")));
}

TEST(Outliers, OfAMonthAreToldAgainstItsOwnSeason) {
  auto months = clean_months(5, 36);
  EXPECT_THAT(found_by(judge_last(series(12, 2022 * 12, months), Target::kEnergyReading)),
              Not(Contains("outlier")));
  months.back() *= 8.0;
  EXPECT_THAT(found_by(judge_last(series(12, 2022 * 12, months), Target::kEnergyReading)),
              Contains("outlier"));
}

TEST(Sums, OfUnitsThatAreNotTheWholeAreTold) {
  const auto rules = rules_for(source_of(Target::kKeyFigureValue));
  for (const bool right : {true, false}) {
    SeriesSums all{{"13", series(1, 2024, {100.0})},
                   {"13/A", series(1, 2024, {60.0})},
                   {"13/B", series(1, 2024, {right ? 40.0 : 30.0})}};
    all["13/A"].whole = all["13/B"].whole = "13";
    const auto verdict = check_series(rules, {}, all, {{"13/B", all["13/B"]}});
    EXPECT_EQ(found_by(verdict).empty(), right);
    EXPECT_EQ(verdict.looked.at("sum-mismatch"), 1);
  }
}

TEST(Overlaps, OfYearsAndMonthsAreToldForTravel) {
  const auto rules = rules_for(source_of(Target::kTravel));
  SeriesSums all{{"flight\x1f\x1f"
                  "1",
                  series(1, 2024, {100.0})},
                 {"flight\x1f\x1f"
                  "12",
                  series(12, 2024 * 12 + 2, {9.0})}};
  const auto verdict = check_series(rules, {}, all,
                                    {{"flight\x1f\x1f"
                                      "12",
                                      all["flight\x1f\x1f"
                                          "12"]}});
  EXPECT_THAT(found_by(verdict), Contains("overlap"));
  all["flight\x1f\x1f"
      "1"] = series(1, 2023, {100.0});
  EXPECT_THAT(found_by(check_series(rules, {}, all,
                                    {{"flight\x1f\x1f"
                                      "12",
                                      all["flight\x1f\x1f"
                                          "12"]}})),
              Not(Contains("overlap")));
}

TEST(Rules, AreSetBySeverityLimitAndOffPerSource) {
  const std::vector<double> jump{100, 110, 190};
  const auto judged = [&](const collectors::CheckRule& rule) {
    return judge_last(series(1, 2020, jump), Target::kKeyFigureValue, {rule});
  };
  EXPECT_THAT(found_by(judged(set("change-from-last-year", "off"))), IsEmpty());
  EXPECT_THAT(found_by(judged(set("change-from-last-year", "warning", 0.9))), IsEmpty());
  EXPECT_EQ(judged(set("change-from-last-year", "hold")).suspicions.at(0).severity,
            Severity::kHold);
  EXPECT_EQ(judged(set("change-from-last-year", "error")).suspicions.at(0).severity,
            Severity::kError);
}

TEST(Checks, ArePossibleFaultWithTheirRowsOrOk) {
  const auto rules = rules_for(source_of(Target::kKeyFigureValue));
  const auto results =
      check_results(rules, judge_last(series(1, 2020, {100, 110, 190}), Target::kKeyFigureValue));
  for (const auto& result : results) {
    EXPECT_FALSE(result.message.sv.empty());
    EXPECT_NE(result.message.sv, result.message.en) << result.rule;
    if (result.rule == "change-from-last-year") {
      EXPECT_EQ(result.state, "possibleFault");
      EXPECT_EQ(result.rows, 1);
    } else if (result.rule == "unit-suspect") {
      EXPECT_EQ(result.state, "ok");
    }
  }
}

}  // namespace
}  // namespace tertil::ingest
