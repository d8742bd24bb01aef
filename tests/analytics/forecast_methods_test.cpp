#include "analytics/forecast_methods.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

// The published values that we ship, all regions, one key figure.
std::vector<OutcomeSeries> published(const std::string& wanted) {
  std::ifstream file{std::string{TERTIL_TEST_DATA} + "/../../service/shipped/kolada.csv"};
  std::map<std::string, OutcomeSeries> regions;
  std::string line;
  while (std::getline(file, line)) {
    std::istringstream cells{line};
    std::string figure;
    std::string region;
    std::string year;
    std::string value;
    std::getline(cells, figure, ',');
    std::getline(cells, region, ',');
    std::getline(cells, year, ',');
    std::getline(cells, value, ',');
    if (figure != wanted || region == "riket") continue;
    YearValue point;
    std::from_chars(year.data(), year.data() + year.size(), point.year);
    std::from_chars(value.data(), value.data() + value.size(), point.value);
    regions[region].points.push_back(point);
  }
  std::vector<OutcomeSeries> series;
  series.reserve(regions.size());
  for (const auto& [region, one] : regions) series.push_back(one);
  return series;
}

// The figures of analytics/README.md; new values may change them, and then the words there too.
TEST(ChooseMethod, TakesHalfTheSlopeForRenewableFuel) {
  const auto series = published("renewable-fuel-public-transport");
  ASSERT_EQ(series.size(), 21U);
  const auto choice = choose_method(series, Support::kShare);
  EXPECT_TRUE(choice.compared);
  EXPECT_EQ(choice.method, ForecastMethod::kHalfSlope);
  EXPECT_TRUE(choice.beats_last_value);
  EXPECT_TRUE(choice.beats_straight_line);
  EXPECT_NEAR(choice.errors[0].all.scaled, 1.48, 0.005);
  EXPECT_NEAR(choice.errors[1].all.scaled, 1.23, 0.005);
  EXPECT_NEAR(choice.errors[2].all.scaled, 1.14, 0.005);
  EXPECT_NEAR(choice.errors[3].all.scaled, 1.33, 0.005);
}

TEST(ChooseMethod, TakesTheStraightLineForAntibiotics) {
  const auto series = published("antibiotic-prescriptions");
  ASSERT_EQ(series.size(), 21U);
  const auto choice = choose_method(series, Support::kNotNegative);
  EXPECT_EQ(choice.method, ForecastMethod::kStraightLine);
  EXPECT_TRUE(choice.beats_last_value);
  EXPECT_FALSE(choice.beats_straight_line);
}

TEST(ChooseMethod, SaysSoWhenNothingBeatsTheLastValue) {
  // Values that wander: no method can know more than the last one.
  std::mt19937_64 random{11};
  std::normal_distribution<double> step{0, 1};
  std::vector<OutcomeSeries> series(21);
  for (auto& one : series) {
    double value = 100;
    for (int year = 2010; year < 2024; ++year) one.points.push_back({year, value += step(random)});
  }
  const auto choice = choose_method(series, Support::kAnyNumber);
  EXPECT_EQ(choice.method, ForecastMethod::kLastValue);
  EXPECT_TRUE(choice.compared);
  EXPECT_FALSE(choice.beats_last_value);
  EXPECT_NEAR(choice.errors[0].all.covered, 0.8, 0.05);
}

TEST(ChooseMethod, DoesNotCompareOnTooFewSeries) {
  const OutcomeSeries one{{{2018, 1}, {2019, 2}, {2020, 3}, {2021, 4}, {2022, 5}}, {}};
  const auto choice = choose_method(std::vector(4, one), Support::kAnyNumber);
  EXPECT_FALSE(choice.compared);
  EXPECT_EQ(choice.method, ForecastMethod::kLastValue);
  EXPECT_FALSE(choice.beats_last_value || choice.beats_straight_line);
}

// Whatever the series: a method is never taken without having earned it.
TEST(ChooseMethod, TakesAMethodOnlyWhenItBeatsBothSimpleOnes) {
  std::mt19937_64 random{2};
  std::normal_distribution<double> normal{0, 1};
  std::array<int, 4> taken{};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    std::vector<OutcomeSeries> series(6);
    const double slope = normal(random);
    const double wander = std::abs(normal(random));
    for (auto& one : series) {
      double level = 50;
      for (int year = 2010; year < 2017; ++year)
        one.points.push_back({year, (level += slope + wander * normal(random)) + normal(random)});
    }
    const auto choice = choose_method(series, Support::kAnyNumber);
    const auto at = static_cast<std::size_t>(choice.method);
    ++taken[at];
    ASSERT_EQ(choice.errors[at].method, choice.method);
    ASSERT_EQ(choice.beats_last_value, at > 0) << round;
    if (at > 1) {
      ASSERT_TRUE(choice.beats_straight_line) << round;
    }
    for (std::size_t simple = 0; simple < std::min<std::size_t>(at, 2); ++simple)
      ASSERT_LT(choice.errors[at].all.scaled, choice.errors[simple].all.scaled) << round;
  }
  for (const int count : taken) EXPECT_GT(count, 0);
}

TEST(Widening, MakesIntervalsHoldWhatTheySay) {
  const auto series = published("renewable-fuel-public-transport");
  const auto textbook =
      rolling_origin_error(series, ForecastMethod::kStraightLine, Support::kShare);
  EXPECT_NEAR(textbook.all.covered, 0.58, 0.005);
  EXPECT_NEAR(textbook.widening, 1.90, 0.005);
  const auto widened = rolling_origin_error(series, ForecastMethod::kStraightLine, Support::kShare,
                                            0.8, textbook.widening);
  EXPECT_NEAR(widened.all.covered, 0.8, 0.01);
  EXPECT_NEAR(widened.widening, textbook.widening, 0.01);
  EXPECT_EQ(widened.all.absolute, textbook.all.absolute);
}

TEST(Widening, NeverNarrowsAndTakesEnoughTests) {
  const OutcomeSeries straight{
      {{2016, 1}, {2017, 2}, {2018, 3}, {2019, 4}, {2020, 5}, {2021, 6}, {2022, 7}}, {}};
  EXPECT_EQ(rolling_origin_error(std::vector(9, straight), ForecastMethod::kStraightLine,
                                 Support::kAnyNumber)
                .widening,
            1.0);
  const OutcomeSeries wild{{{2018, 1.25}, {2019, 2.25}, {2020, 3.25}, {2021, 90}, {2022, 4}}, {}};
  EXPECT_EQ(
      rolling_origin_error(std::vector(6, wild), ForecastMethod::kStraightLine, Support::kAnyNumber)
          .widening,
      1.0);  // 18 tests
  EXPECT_GT(
      rolling_origin_error(std::vector(7, wild), ForecastMethod::kStraightLine, Support::kAnyNumber)
          .widening,
      5.0);  // 21
}

TEST(RollingOrigin, HoldsEachForecastAgainstWhatCame) {
  // 1 2 3 | 4 5: from the third point one and two ahead, from the fourth one: errors 1, 2, 1 of
  // the last value, none of the line. A usual change is 1.
  const std::vector<OutcomeSeries> series{
      {{{2018, 1}, {2019, 2}, {2020, 3}, {2021, 4}, {2022, 5}}, {}}};
  const auto last = rolling_origin_error(series, ForecastMethod::kLastValue, Support::kAnyNumber);
  EXPECT_EQ(last.all.tests, 3);
  EXPECT_NEAR(last.all.absolute, 4.0 / 3.0, 1e-12);
  EXPECT_NEAR(last.all.scaled, 4.0 / 3.0, 1e-12);
  EXPECT_EQ(last.by_years_ahead[0].tests, 2);
  EXPECT_NEAR(last.by_years_ahead[0].absolute, 1.0, 1e-12);
  EXPECT_EQ(last.by_years_ahead[1].tests, 1);
  EXPECT_NEAR(last.by_years_ahead[1].absolute, 2.0, 1e-12);
  EXPECT_EQ(last.by_years_ahead[2].tests, 0);
  const auto line =
      rolling_origin_error(series, ForecastMethod::kStraightLine, Support::kAnyNumber);
  EXPECT_NEAR(line.all.absolute, 0.0, 1e-12);
  EXPECT_EQ(line.all.covered, 1.0);
}

TEST(RollingOrigin, NeverCrossesABreakNorSkipsYears) {
  std::vector<OutcomeSeries> series{
      {{{2010, 1}, {2011, 2}, {2012, 3}, {2013, 4}, {2014, 50}, {2015, 51}, {2016, 52}, {2017, 53}},
       {2014}}};
  const auto line =
      rolling_origin_error(series, ForecastMethod::kStraightLine, Support::kAnyNumber);
  EXPECT_EQ(line.all.tests, 2);
  EXPECT_NEAR(line.all.absolute, 0.0, 1e-9);
  // The next outcome is four years away: nothing to test.
  series = {{{{2010, 1}, {2011, 2}, {2012, 3}, {2016, 4}}, {}}};
  EXPECT_EQ(rolling_origin_error(series, ForecastMethod::kLastValue, Support::kAnyNumber).all.tests,
            0);
}

TEST(RollingOrigin, OfASeriesThatNeverChangedHasNoScale) {
  const std::vector<OutcomeSeries> series{{{{2018, 1}, {2019, 1}, {2020, 1}, {2021, 1}}, {}}};
  const auto last = rolling_origin_error(series, ForecastMethod::kLastValue, Support::kAnyNumber);
  EXPECT_EQ(last.all.tests, 1);
  EXPECT_EQ(last.all.scaled_tests, 0);
  EXPECT_TRUE(last.scaled_by_series.empty());
}

}  // namespace
}  // namespace tertil::analytics
