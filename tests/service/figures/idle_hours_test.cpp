#include "service/figures/idle_hours.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "collectors/calendar.hpp"

namespace tertil::figures {
namespace {

constexpr store::Seconds kHour = 3600;
constexpr std::size_t kWeek = 168;

/// Weeks from Monday 1 January 2024, local time.
HourSpan weeks(std::size_t count) {
  const auto begin = collectors::start_of_month({2024, 1});
  return hour_span(begin, begin + static_cast<store::Seconds>(count * kWeek) * kHour);
}

MeterHours meter(const HourSpan& span, const std::function<double(std::size_t)>& kwh,
                 std::string carrier = "electricity") {
  std::vector<Use> uses;
  for (std::size_t i = 0; i < span.hours.size(); ++i) {
    const auto start = span.begin + static_cast<store::Seconds>(i) * kHour;
    if (kwh(i) >= 0) uses.push_back({start, start + kHour, kwh(i)});
  }
  auto hours = meter_hours(span, uses);
  hours.meter = "M1";
  hours.carrier = std::move(carrier);
  return hours;
}

/// Ten in working hours, four when nobody is there.
double office(const HourSpan& span, std::size_t i) {
  const auto& hour = span.hours[i];
  return hour.weekday < 5 && hour.hour >= 6 && hour.hour < 18 ? 10 : 4;
}

// A week has 60 working hours, 60 of night on working days and 48 of weekend.
TEST(IdleLoad, IsWhatNightsAndWeekendsUseAboveTheStatedBase) {
  const auto span = weeks(2);
  const std::vector meters{meter(span, [&](std::size_t i) { return office(span, i); })};
  const auto idle = idle_load(span, meters, 3.0);
  ASSERT_TRUE(idle);
  EXPECT_DOUBLE_EQ(idle->load.above_base, 2 * 108);
  EXPECT_EQ(idle->load.working.hours, 120);
  EXPECT_EQ(idle->load.night.hours, 120);
  EXPECT_EQ(idle->load.weekend.hours, 96);
  EXPECT_DOUBLE_EQ(*idle->load.night_share, 0.4);
}

// Of 108 hours 11 use 1, the rest 4: the eleventh lowest is 1, so 97 hours use 3 too much.
TEST(IdleLoad, TakesTheBuildingsOwnLowestTenthWhenNoBaseIsStated) {
  const auto span = weeks(1);
  int low = 11;
  std::vector<double> kwh;
  for (std::size_t i = 0; i < kWeek; ++i) {
    kwh.push_back(office(span, i));
    if (kwh.back() == 4 && low-- > 0) kwh.back() = 1;
  }
  const std::vector meters{meter(span, [&](std::size_t i) { return kwh[i]; })};
  const auto idle = idle_load(span, meters, std::nullopt);
  ASSERT_TRUE(idle);
  EXPECT_EQ(idle->base, 1);
  EXPECT_DOUBLE_EQ(idle->load.above_base, 97 * 3);
}

TEST(IdleLoad, SumsTheMetersOfElectricityOverHoursThatAllWereRead) {
  const auto span = weeks(1);
  const std::vector meters{meter(span, [&](std::size_t i) { return office(span, i); }),
                           meter(span, [](std::size_t i) { return i < 24 ? -1.0 : 1.0; }),
                           meter(
                               span, [](std::size_t) { return 100.0; }, "districtHeating")};
  const auto idle = idle_load(span, meters, 0.0);
  ASSERT_TRUE(idle);
  EXPECT_EQ(idle->load.working.hours, 48);
  EXPECT_DOUBLE_EQ(*idle->load.working.mean(), 11);
  EXPECT_DOUBLE_EQ(*idle->load.weekend.mean(), 5);
  EXPECT_FALSE(idle_load(span, {meters[2]}, 0.0));
}

TEST(HourSpan, FollowsTheClocksThatPeopleWorkBy) {
  const auto begin = collectors::start_of_day(*collectors::parse_date("2024-03-31"));
  const auto span =
      hour_span(begin, collectors::start_of_day(*collectors::parse_date("2024-04-01")));
  ASSERT_EQ(span.hours.size(), 23U);
  EXPECT_EQ(span.hours[1].hour, 1);
  EXPECT_EQ(span.hours[2].hour, 3);
  EXPECT_EQ(span.hours[22].hour, 23);
  EXPECT_EQ(span.hours[22].weekday, 6);
}

TEST(MeterHours, AreWholeWhenQuartersFillThemAndLeaveDaysOut) {
  const auto span = weeks(1);
  const auto at = span.begin;
  std::vector<Use> uses;
  for (int quarter = 0; quarter < 7; ++quarter)
    uses.push_back({at + quarter * 900, at + (quarter + 1) * 900, 1.5});
  uses.push_back({at + 10 * kHour, at + 34 * kHour, 240});
  const auto hours = meter_hours(span, uses);
  EXPECT_EQ(hours.whole_hours(), 1U);
  EXPECT_EQ(hours.kwh[0], 6);
  EXPECT_FALSE(hours.whole(1));
}

TEST(Findings, TellMissingHoursFlatLinesAndAChangedLevel) {
  const auto span = weeks(16);
  // Nine weeks of one level and seven of the double; ten hours missing, two days of 7.
  const auto kwh = [](std::size_t i) {
    if (i >= 340 && i < 350) return -1.0;
    if (i >= 1000 && i < 1048) return 7.0;
    return (i < 9 * kWeek ? 1.0 : 2.0) * static_cast<double>(1 + i % kWeek % 5);
  };
  const auto found = findings_of(span, meter(span, kwh));
  EXPECT_EQ(found.missing, 10);
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_EQ(found.gaps[0].begin, span.begin + 340 * kHour);
  ASSERT_EQ(found.flat.size(), 1U);
  EXPECT_EQ(found.flat[0].begin, span.begin + 1000 * kHour);
  EXPECT_EQ(found.flat[0].end, span.begin + 1048 * kHour);
  EXPECT_EQ(found.flat[0].kwh, 7);
  ASSERT_TRUE(found.shift);
  EXPECT_EQ(found.shift->at, span.begin + static_cast<store::Seconds>(9 * kWeek) * kHour);
  EXPECT_EQ(found.shift->after, 2 * found.shift->before);
  EXPECT_FALSE(findings_of(span, meter(span, kwh, "districtHeating")).shift);
}

TEST(Findings, AreNoneInAMeterThatIsRead) {
  const auto span = weeks(14);
  const auto found =
      findings_of(span, meter(span, [](std::size_t i) { return i % 2 == 0 ? 1.0 : 2.0; }));
  EXPECT_EQ(found.hours, static_cast<std::int64_t>(14 * kWeek));
  EXPECT_EQ(found.missing, 0);
  EXPECT_TRUE(found.flat.empty());
  EXPECT_FALSE(found.shift);
}

}  // namespace
}  // namespace tertil::figures
