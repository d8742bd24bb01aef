#include "service/ingest/cron.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace tertil::ingest {
namespace {

using collectors::local_text;
using collectors::parse_time;
using collectors::WrittenTime;

collectors::Seconds at(std::string_view local) {
  return std::get<WrittenTime>(parse_time(local)).seconds;
}

/// The next times after `now`, local.
std::vector<std::string> next(std::string_view cron, std::string_view now, int times = 1) {
  const auto schedule = Cron::parse(cron);
  if (!schedule) return {"no schedule"};
  std::vector<std::string> all;
  auto seconds = at(now);
  for (int i = 0; i < times; ++i) {
    seconds = schedule->next_after(seconds);
    all.push_back(local_text(seconds));
  }
  return all;
}

using testing::ElementsAre;

TEST(Cron, ComesAtTheMinuteHourAndDayItNames) {
  EXPECT_THAT(next("0 3 * * *", "2024-05-06 02:59", 2),
              ElementsAre("2024-05-06 03:00", "2024-05-07 03:00"));
  EXPECT_THAT(next("0 3 * * *", "2024-05-06 03:00"), ElementsAre("2024-05-07 03:00"));
  EXPECT_THAT(next("*/20 * * * *", "2024-05-06 23:21", 2),
              ElementsAre("2024-05-06 23:40", "2024-05-07 00:00"));
  EXPECT_THAT(next("5,10-12 4 1 * *", "2024-05-06 00:00", 3),
              ElementsAre("2024-06-01 04:05", "2024-06-01 04:10", "2024-06-01 04:11"));
  EXPECT_THAT(next("30 6 * 1-3/2 *", "2024-01-31 07:00", 2),
              ElementsAre("2024-03-01 06:30", "2024-03-02 06:30"));
  EXPECT_THAT(next("0 0 29 2 *", "2024-03-01 00:00"), ElementsAre("2028-02-29 00:00"));
}

TEST(Cron, KnowsTheDaysOfTheWeekWithTwoSundays) {
  // 2024-05-06 is a Monday.
  EXPECT_THAT(next("0 4 * * 2", "2024-05-06 00:00"), ElementsAre("2024-05-07 04:00"));
  EXPECT_THAT(next("0 4 * * 0", "2024-05-06 00:00"), ElementsAre("2024-05-12 04:00"));
  EXPECT_THAT(next("0 4 * * 7", "2024-05-06 00:00"), ElementsAre("2024-05-12 04:00"));
  EXPECT_THAT(next("0 4 * * 1-5", "2024-05-10 04:00"), ElementsAre("2024-05-13 04:00"));
}

TEST(Cron, TakesEitherDayWhereBothAreGiven) {
  EXPECT_THAT(next("0 4 15 * 1", "2024-05-06 05:00", 3),
              ElementsAre("2024-05-13 04:00", "2024-05-15 04:00", "2024-05-20 04:00"));
}

TEST(Cron, ComesOnceADayAlsoWhenTheClocksAreChanged) {
  EXPECT_THAT(next("30 2 * * *", "2024-03-30 03:00", 2),
              ElementsAre("2024-03-31 03:00", "2024-04-01 02:30"))
      << "02:30 is jumped over";
  EXPECT_THAT(next("30 2 * * *", "2024-10-26 03:00", 2),
              ElementsAre("2024-10-27 02:30", "2024-10-28 02:30"))
      << "02:30 comes twice";
}

TEST(Cron, RefusesWhatIsNoScheduleOrNeverComes) {
  for (const std::string text :
       {"", "0 3 * *", "0 3 * * * *", "60 3 * * *", "0 24 * * *", "0 3 0 * *", "0 3 32 * *",
        "0 3 * 13 *", "0 3 * * 8", "x 3 * * *", "0 3 * * mon", "5-1 3 * * *", "*/0 3 * * *",
        "1, 3 * * *", "-1 3 * * *", "0 3 30 2 *", "@daily"}) {
    EXPECT_FALSE(Cron::parse(text)) << text;
  }
}

}  // namespace
}  // namespace tertil::ingest
