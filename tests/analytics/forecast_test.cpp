#include "analytics/forecast.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ostream>
#include <random>
#include <stdexcept>
#include <string>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

constexpr std::array kMethods{ForecastMethod::kLastValue, ForecastMethod::kStraightLine,
                              ForecastMethod::kHalfSlope, ForecastMethod::kRobustLine};

OutcomeSeries printed(double y2017, double y2022, double y2023, double y2024) {
  return {{{2017, y2017}, {2022, y2022}, {2023, y2023}, {2024, y2024}}, {}};
}

Forecast must(const ForecastResult& result) { return std::get<Forecast>(result); }

// Region Halland's printed values and targets for 2026 (peers, 3.7): illustrations, not findings.
struct Fixture {
  std::string name;
  OutcomeSeries series;
  Polarity polarity;
  double target, value, low, high, rounding, least, most;
  friend void PrintTo(const Fixture& fixture, std::ostream* os) { *os << fixture.name; }
};
class StraightLineOfHalland : public ::testing::TestWithParam<Fixture> {};

TEST_P(StraightLineOfHalland, IsWhatTheTextbookSays) {
  const auto& given = GetParam();
  const auto made =
      must(forecast(given.series, 2026, ForecastMethod::kStraightLine, Support::kNotNegative));
  EXPECT_NEAR(made.value, given.value, given.rounding);
  EXPECT_NEAR(made.interval.low, given.low, given.rounding);
  EXPECT_NEAR(made.interval.high, given.high, given.rounding);
  EXPECT_EQ(made.points, 4);
  EXPECT_EQ(made.latest.year, 2024);
  const double p = made.prediction.probability_of_meeting(given.target, given.polarity);
  EXPECT_GE(p, given.least);
  EXPECT_LT(p, given.most);
}

INSTANTIATE_TEST_SUITE_P(
    , StraightLineOfHalland,
    ::testing::Values(Fixture{"Energy", printed(199, 188, 184, 188), Polarity::kLow, 176, 181, 173,
                              189, 0.5, 0.175, 0.185},
                      Fixture{"MedicalGases", printed(4.1, 3.4, 2.9, 2.8), Polarity::kLow, 1.8, 2.5,
                              2.0, 2.9, 0.05, 0.045, 0.055},
                      Fixture{"Waste", printed(29.4, 20.3, 21.9, 21.4), Polarity::kHigh, 55, 18, 13,
                              23, 0.5, 0.0, 0.01},
                      Fixture{"Antibiotics", printed(306, 257, 280, 276), Polarity::kLow, 250, 258,
                              214, 302, 0.5, 0.375, 0.385}),
    [](const auto& tested) { return tested.param.name; });

TEST(Forecast, OfAShareStaysBelowAHundredWhereALineDoesNot) {
  const auto fuel = printed(85.6, 98.0, 98.4, 98.6);
  const auto line = must(forecast(fuel, 2026, ForecastMethod::kStraightLine, Support::kAnyNumber));
  EXPECT_NEAR(line.value, 104.1, 0.05);
  EXPECT_GT(line.value, 100.0);
  const auto share = must(forecast(fuel, 2026, ForecastMethod::kStraightLine, Support::kShare));
  EXPECT_GT(share.value, 98.6);
  EXPECT_LT(share.value, 100.0);
  EXPECT_LE(share.interval.high, 100.0);
  const auto far = must(forecast(fuel, 2100, ForecastMethod::kStraightLine, Support::kShare));
  EXPECT_LE(far.interval.high, 100.0);
}

TEST(Forecast, OfAShareTakesExactlyNothingAndAll) {
  const OutcomeSeries full{{{2020, 100}, {2021, 100}, {2022, 100}, {2023, 100}}, {}};
  for (const auto method : kMethods) {
    const auto made = must(forecast(full, 2025, method, Support::kShare));
    EXPECT_NEAR(made.value, 100.0, 1e-9);
    EXPECT_GT(made.interval.low, 95.0);
    EXPECT_EQ(made.interval.high, 100.0);
  }
  const OutcomeSeries none{{{2020, 0}, {2021, 0}, {2022, 3}}, {}};
  EXPECT_GE(must(forecast(none, 2023, ForecastMethod::kStraightLine, Support::kShare)).value, 0.0);
}

TEST(Forecast, RefusesFewerThanThreePoints) {
  const OutcomeSeries two{{{2022, 1}, {2023, 2}}, {}};
  for (const auto method : kMethods)
    EXPECT_EQ(std::get<ForecastRefusal>(forecast(two, 2026, method, Support::kAnyNumber)),
              ForecastRefusal::kTooFewPoints);
  EXPECT_EQ(std::get<ForecastRefusal>(forecast({}, 2026, kMethods[0], Support::kAnyNumber)),
            ForecastRefusal::kTooFewPoints);
}

TEST(Forecast, KnowsNothingFromBeforeTheLastBreak) {
  OutcomeSeries series{{{2015, 900}, {2016, 800}, {2020, 10}, {2021, 12}, {2022, 14}}, {2017}};
  const auto made =
      must(forecast(series, 2023, ForecastMethod::kStraightLine, Support::kAnyNumber));
  EXPECT_NEAR(made.value, 16.0, 1e-9);
  EXPECT_EQ(made.points, 3);
  series.breaks = {2021, 2017};
  EXPECT_EQ(std::get<ForecastRefusal>(
                forecast(series, 2023, ForecastMethod::kStraightLine, Support::kAnyNumber)),
            ForecastRefusal::kTooFewSinceBreak);
  series.breaks = {2030};  // a break to come
  EXPECT_EQ(must(forecast(series, 2023, kMethods[0], Support::kAnyNumber)).points, 5);
}

TEST(Forecast, RefusesAYearThatHasAValueAndValuesThatCannotBe) {
  const OutcomeSeries series{{{2020, 50}, {2021, 101}, {2022, 52}}, {}};
  EXPECT_EQ(std::get<ForecastRefusal>(forecast(series, 2022, kMethods[1], Support::kAnyNumber)),
            ForecastRefusal::kNotAhead);
  EXPECT_EQ(std::get<ForecastRefusal>(forecast(series, 2024, kMethods[1], Support::kShare)),
            ForecastRefusal::kOutsideSupport);
  const OutcomeSeries twice{{{2020, 1}, {2020, 2}, {2021, 3}}, {}};
  EXPECT_THROW((void)forecast(twice, 2024, kMethods[1], Support::kShare), std::invalid_argument);
  const OutcomeSeries nan{{{2020, 1}, {2022, NAN}, {2021, 3}}, {}};
  EXPECT_THROW((void)forecast(nan, 2024, kMethods[1], Support::kShare), std::invalid_argument);
  const OutcomeSeries fine{{{2020, 1}, {2021, 2}, {2022, 3}}, {}};
  EXPECT_THROW((void)forecast(fine, 2024, kMethods[1], Support::kAnyNumber, 1.0),
               std::invalid_argument);
}

TEST(Forecast, ByTheLastValueStaysAndWidensByTheRootOfTheYears) {
  // Steps 3, -1 and, over two years, 2: s² = (9 + 1 + 4/2) / 3 = 4.
  const OutcomeSeries series{{{2018, 10}, {2019, 13}, {2020, 12}, {2022, 14}}, {}};
  for (const int ahead : {1, 4}) {
    const auto made =
        must(forecast(series, 2022 + ahead, ForecastMethod::kLastValue, Support::kAnyNumber));
    EXPECT_EQ(made.value, 14.0);
    EXPECT_NEAR(made.prediction.spread, 2.0 * std::sqrt(ahead), 1e-12);
    EXPECT_EQ(made.prediction.degrees, 3);
  }
}

TEST(Forecast, ByTheRobustLineIsHardlyMovedByOneWildValue) {
  OutcomeSeries series;
  for (int year = 2010; year < 2020; ++year)
    series.points.push_back({year, 100.0 - 2.0 * (year - 2010) + (year % 2 == 0 ? 0.3 : -0.3)});
  const auto clean = must(forecast(series, 2022, ForecastMethod::kRobustLine, Support::kAnyNumber));
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    auto wild = series;
    wild.points[i].value *= 10.0;
    const auto made = must(forecast(wild, 2022, ForecastMethod::kRobustLine, Support::kAnyNumber));
    EXPECT_NEAR(made.value, clean.value, 1.0) << i;
    EXPECT_LT(made.interval.high - made.interval.low, 10.0) << i;
    const auto line =
        must(forecast(wild, 2022, ForecastMethod::kStraightLine, Support::kAnyNumber));
    EXPECT_GT(line.interval.high - line.interval.low, 500.0) << i;
  }
}

TEST(Forecast, OfValuesOnALineIsNoMoreSureThanTheirLastDecimal) {
  const OutcomeSeries series{{{2020, 1.1}, {2021, 1.2}, {2022, 1.3}}, {}};
  const auto made =
      must(forecast(series, 2023, ForecastMethod::kStraightLine, Support::kAnyNumber));
  EXPECT_NEAR(made.prediction.spread, 0.1 / std::sqrt(12.0), 1e-12);
}

TEST(Forecast, IsWidenedByWhatItIsTold) {
  const auto energy = printed(199, 188, 184, 188);
  const auto plain = must(forecast(energy, 2026, kMethods[1], Support::kNotNegative));
  const auto wide = must(forecast(energy, 2026, kMethods[1], Support::kNotNegative, 0.8, 1.5));
  EXPECT_EQ(wide.value, plain.value);
  EXPECT_NEAR(wide.interval.high - wide.value, 1.5 * (plain.interval.high - plain.value), 1e-9);
  EXPECT_GT(wide.prediction.probability_of_meeting(176, Polarity::kLow),
            plain.prediction.probability_of_meeting(176, Polarity::kLow));
  for (const double bad : {0.9, 0.0, std::nan(""), HUGE_VAL})
    EXPECT_THROW((void)forecast(energy, 2026, kMethods[1], Support::kNotNegative, 0.8, bad),
                 std::invalid_argument);
}

TEST(RequiredPace, IsWhatIsLeftOverTheYearsThatAreLeft) {
  EXPECT_EQ(required_pace({2024, 188}, {2026, 176}), -6.0);
  EXPECT_EQ(required_pace({2024, 21.4}, {2026, 55}), 16.8);
  EXPECT_EQ(required_pace({2024, 0}, {2026, 0}), 0.0);
  EXPECT_EQ(required_pace({2026, 180}, {2026, 176}), std::nullopt);
  EXPECT_THROW((void)required_pace({2024, NAN}, {2026, 1}), std::invalid_argument);
}

// Whatever the unit and its zero, the order of points, and which end is best.
TEST(Forecast, MovesWithItsUnitAndMirrorsWithItsPolarity) {
  std::mt19937_64 random{20260101};
  std::normal_distribution<double> normal{0, 10};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    OutcomeSeries series;
    int year = 2000;
    const auto points = 3 + random() % 8;
    for (std::size_t i = 0; i < points; ++i) {
      year += 1 + static_cast<int>(random() % 3);
      series.points.push_back({year, 100 + normal(random)});
    }
    const auto method = kMethods[random() % kMethods.size()];
    const int ahead = year + 1 + static_cast<int>(random() % 5);
    const auto made = must(forecast(series, ahead, method, Support::kAnyNumber));
    auto moved = series;
    for (auto& point : moved.points) point.value = -3.0 * point.value + 7.0;
    std::ranges::shuffle(moved.points, random);
    const auto other = must(forecast(moved, ahead, method, Support::kAnyNumber));
    ASSERT_NEAR(other.value, -3.0 * made.value + 7.0, 1e-8) << round;
    ASSERT_NEAR(other.prediction.spread, 3.0 * made.prediction.spread, 1e-8) << round;
    const double target = 100 + normal(random);
    ASSERT_NEAR(made.prediction.probability_of_meeting(target, Polarity::kHigh),
                other.prediction.probability_of_meeting(-3.0 * target + 7.0, Polarity::kLow), 1e-7)
        << round;
  }
}

TEST(Forecast, OfAnyShareIsAShare) {
  std::mt19937_64 random{3};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    OutcomeSeries series;
    const auto points = 3 + random() % 8;
    for (std::size_t i = 0; i < points; ++i)
      series.points.push_back(
          {2000 + static_cast<int>(i), static_cast<double>(random() % 1001) / 10.0});
    const auto made = must(forecast(series, 2011 + static_cast<int>(random() % 20),
                                    kMethods[random() % kMethods.size()], Support::kShare, 0.95));
    ASSERT_TRUE(0 <= made.interval.low && made.interval.low <= made.value) << round;
    ASSERT_TRUE(made.value <= made.interval.high && made.interval.high <= 100) << round;
  }
}

}  // namespace
}  // namespace tertil::analytics
