#include "service/reminders/period.hpp"

#include <gtest/gtest.h>

namespace tertil::reminders {
namespace {

Instant at(std::string_view text) { return parse_rfc3339(text).value(); }

TEST(ReminderPeriod, BeginsOnTheWeekdayAndTimeOfSwedishClocks) {
  struct Case {
    const char* now;
    Weekly weekly;
    const char* id;
    const char* begins;
  };
  // 2026-11-23 is a Monday; summer time ends 2026-10-25 and begins 2027-03-28, both Sundays.
  const Case cases[] = {
      {"2026-11-23T05:59:59Z", {1, 420}, "2026-11-16", "2026-11-16T06:00:00Z"},
      {"2026-11-23T06:00:00Z", {1, 420}, "2026-11-23", "2026-11-23T06:00:00Z"},
      {"2026-11-29T23:30:00Z", {1, 420}, "2026-11-23", "2026-11-23T06:00:00Z"},
      {"2026-11-22T22:59:59Z", {1, 0}, "2026-11-16", "2026-11-15T23:00:00Z"},
      {"2026-11-22T23:00:00Z", {1, 0}, "2026-11-23", "2026-11-22T23:00:00Z"},
      {"2026-10-26T00:00:00Z", {6, 420}, "2026-10-24", "2026-10-24T05:00:00Z"},
      {"2027-03-28T06:00:00Z", {0, 150}, "2027-03-28", "2027-03-28T01:30:00Z"},  // 02:30 is 03:30
      {"2026-10-25T02:00:00Z", {0, 150}, "2026-10-25", "2026-10-25T00:30:00Z"},  // comes twice
      {"2027-01-01T12:00:00Z", {5, 720}, "2027-01-01", "2027-01-01T11:00:00Z"}};
  for (const auto& one : cases) {
    const auto period = period_at(one.weekly, at(one.now));
    EXPECT_EQ(period.id, one.id) << one.now;
    EXPECT_EQ(to_rfc3339(period.begins), one.begins) << one.now;
  }
}

TEST(ReminderPeriod, ReadsWeekdaysAndTimes) {
  EXPECT_EQ(weekday_named("sunday"), 0);
  EXPECT_EQ(weekday_named("saturday"), 6);
  EXPECT_FALSE(weekday_named("måndag"));
  EXPECT_EQ(minute_of("00:00"), 0);
  EXPECT_EQ(minute_of("23:59"), 1439);
  for (const auto* wrong : {"", "7:00", "24:00", "12:60", "12.30", "12:3x", "12:300"})
    EXPECT_FALSE(minute_of(wrong)) << wrong;
}

}  // namespace
}  // namespace tertil::reminders
