#include "analytics/hourly_use.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>
#include <stdexcept>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

constexpr std::int64_t kHour = 3600;

std::vector<HourOfUse> week(double working, double night, double weekend) {
  std::vector<HourOfUse> hours;
  for (int day = 0; day < 7; ++day)
    for (int hour = 0; hour < 24; ++hour)
      hours.push_back({day, hour, day > 4 ? weekend : (hour >= 6 && hour < 18 ? working : night)});
  return hours;
}

TEST(MissingHours, AreListedAsSpans) {
  const std::vector<std::int64_t> starts{0, kHour, 4 * kHour, 5 * kHour};
  const auto gaps = missing_hours(starts, 0, 8 * kHour);
  ASSERT_EQ(gaps.size(), 2U);
  EXPECT_EQ(gaps[0], (Gap{2 * kHour, 4 * kHour, 2}));
  EXPECT_EQ(gaps[1], (Gap{6 * kHour, 8 * kHour, 2}));
  EXPECT_EQ(missing_hours({}, 0, 3 * kHour), (std::vector{Gap{0, 3 * kHour, 3}}));
  EXPECT_TRUE(missing_hours({}, 5, 5).empty());
}

TEST(MissingHours, AreNotMissingWhenReadTwiceOrALittleLate) {
  const std::vector<std::int64_t> starts{10, kHour + 20, kHour + 20, 2 * kHour};
  EXPECT_TRUE(missing_hours(starts, 0, 3 * kHour).empty());
}

TEST(MissingHours, AreAllThatIsNotThere) {
  std::mt19937_64 random{1};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    std::set<std::int64_t> there;
    const auto slots = static_cast<std::int64_t>(1 + random() % 40);
    for (std::int64_t i = 0; i < slots; ++i)
      if (random() % 3 != 0) there.insert(i);
    std::vector<std::int64_t> starts;
    starts.reserve(there.size());
    for (const auto slot : there)
      starts.push_back(slot * kHour + static_cast<std::int64_t>(random() % kHour));
    std::int64_t missing = 0;
    for (const auto& gap : missing_hours(starts, 0, slots * kHour)) {
      missing += gap.missing;
      for (auto at = gap.begin; at < gap.end; at += kHour) ASSERT_FALSE(there.contains(at / kHour));
    }
    ASSERT_EQ(missing + static_cast<std::int64_t>(there.size()), slots);
  }
}

TEST(MissingHours, RefuseDisorder) {
  const std::vector<std::int64_t> disorder{5, 1};
  EXPECT_THROW((void)missing_hours(disorder, 0, 9), std::invalid_argument);
  EXPECT_THROW((void)missing_hours({}, 0, 9, 0), std::invalid_argument);
}

TEST(BaseLoad, TellsHowMuchRestsAtNightAndOnWeekends) {
  const auto found = base_load(week(10, 4, 3), 2.5);
  EXPECT_EQ(found.working.hours, 60);
  EXPECT_EQ(found.night.hours, 60);
  EXPECT_EQ(found.weekend.hours, 48);
  EXPECT_EQ(found.working.kwh, 600);
  EXPECT_EQ(found.night_share, 0.4);
  EXPECT_EQ(found.weekend_share, 0.3);
  EXPECT_EQ(found.above_base, 60 * 1.5 + 48 * 0.5);
}

TEST(BaseLoad, GivesNothingBackForHoursBelowTheBase) {
  auto hours = week(10, 1, 1);
  hours[0].kwh = 7;  // Monday, the first hour
  EXPECT_EQ(base_load(hours, 5).above_base, 2);
}

TEST(BaseLoad, HasNoShareWithoutHoursOrUse) {
  EXPECT_EQ(base_load({}, 0).night_share, std::nullopt);
  EXPECT_EQ(base_load({}, 0).working.mean(), std::nullopt);
  EXPECT_EQ(base_load(week(0, 1, 1), 0).night_share, std::nullopt);
  const auto around_the_clock = base_load(week(1, 1, 1), 0, {0, 24});
  EXPECT_EQ(around_the_clock.night.hours, 0);
  EXPECT_EQ(around_the_clock.night_share, std::nullopt);
  EXPECT_EQ(around_the_clock.weekend_share, 1.0);
}

TEST(BaseLoad, RefusesHoursThatAreNone) {
  EXPECT_THROW((void)base_load(std::vector<HourOfUse>{{7, 0, 1}}, 0), std::invalid_argument);
  EXPECT_THROW((void)base_load(std::vector<HourOfUse>{{0, 24, 1}}, 0), std::invalid_argument);
  EXPECT_THROW((void)base_load(std::vector<HourOfUse>{{0, 0, NAN}}, 0), std::invalid_argument);
  EXPECT_THROW((void)base_load({}, -1), std::invalid_argument);
  EXPECT_THROW((void)base_load({}, 0, {9, 8}), std::invalid_argument);
}

}  // namespace
}  // namespace tertil::analytics
