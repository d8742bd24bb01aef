// R20: days of 23 and 25 hours, the hour that comes twice, and years to their ends.
#include "collectors/calendar.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace tertil::collectors {
namespace {

/// "2024-03-01T10:00:00Z", the same with "twice", "never" or "no time".
std::string read(std::string_view text) {
  const auto time = parse_time(text);
  if (const auto* fault = std::get_if<TimeFault>(&time)) {
    return *fault == TimeFault::kNoSuchLocal ? "never" : "no time";
  }
  const auto& found = std::get<WrittenTime>(time);
  return utc_text(found.seconds) + (found.repeated ? " twice" : "");
}

TEST(Calendar, ReadsWhatTheContractAndRealSystemsWrite) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"2024-03-01T10:00:00Z", "2024-03-01T10:00:00Z"},
      {"2024-03-01t10:00:00z", "2024-03-01T10:00:00Z"},
      {"2024-03-01T11:00+01:00", "2024-03-01T10:00:00Z"},
      {"2024-03-01 11:00:30+01:00", "2024-03-01T10:00:30Z"},
      {"2024-03-01T05:00:00-05:30", "2024-03-01T10:30:00Z"},
      {"2024-03-01T10:00:00.000Z", "2024-03-01T10:00:00Z"},
      {"2024-03-01 11:00", "2024-03-01T10:00:00Z"},
      {"2024-07-01 11:00:59", "2024-07-01T09:00:59Z"},
      {"2024-07-01T11:00:00", "2024-07-01T09:00:00Z"},
      {"2024-03-01", "2024-02-29T23:00:00Z"},
      {"2024-02-29 24:00", "2024-02-29T23:00:00Z"},
      {"2024-02-29T24:00:00Z", "2024-03-01T00:00:00Z"},
      {"2024-03-01T10:00-23:59", "2024-03-02T09:59:00Z"},
      {"2024-03-01T10:00+23:59", "2024-02-29T10:01:00Z"},
      {"2024-12-31T23:59:59Z", "2024-12-31T23:59:59Z"},
      {"1900-01-02", "1900-01-01T23:00:00Z"},
      {"2100-12-31", "2100-12-30T23:00:00Z"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(read(text), expected) << text;
}

TEST(Calendar, RefusesWhatIsNoPointInTime) {
  for (const std::string text : {"",
                                 "2024",
                                 "2024-03",
                                 "2024-3-01",
                                 "2024-03-1",
                                 "24-03-01",
                                 "2O24-03-01",
                                 "2024-0x-01",
                                 "2024-03-0/",
                                 "2024-03-0:",
                                 "2024-03-01 1a:00",
                                 "2024-02-30",
                                 "2023-02-29",
                                 "2100-02-29",
                                 "2024-13-01",
                                 "2024-00-01",
                                 "2024-01-00",
                                 "1899-12-31",
                                 "2101-01-01",
                                 "2024-03-01 ",
                                 " 2024-03-01",
                                 "2024-03-01T",
                                 "2024-03-01 1",
                                 "2024-03-01 10",
                                 "2024-03-01 10:",
                                 "2024-03-01 10:0",
                                 "2024-03-01 10:00:",
                                 "2024-03-01 10:00:0",
                                 "2024-03-01 10:00:00.",
                                 "2024-03-01 10:00:00.5",
                                 "2024-03-01 10:00:00.05",
                                 "2024-03-01T10:00+",
                                 "2024-03-01T10:00+1:00",
                                 "2024-03-01T10:00+01",
                                 "2024-03-01T10:00+0100",
                                 "2024-03-01T10:00+01:",
                                 "2024-03-01T10:00+01:0",
                                 "2024-03-01T10:00+24:00",
                                 "2024-03-01T10:00+01:60",
                                 "2024-03-01 10:60",
                                 "2024-03-01 10:00:60",
                                 "2024-03-01 24:00:01",
                                 "2024-03-01 25:00",
                                 "2024-03-01 24:01",
                                 "2024-03-01 24:00:01",
                                 "2024-03-01 10:60",
                                 "2024-03-01 10:00:60",
                                 "2024-03-01Z",
                                 "2024-03-01+01:00",
                                 "2024-03-01 10:00X",
                                 "2024-03-01 10:00+01",
                                 "2024-03-01 10:00+0100",
                                 "2024-03-01 10:00+24:00",
                                 "2024-03-01 10:00+01:60",
                                 "2024-03-01 10:00+01:00x",
                                 "2024-03-01 10:00ZZ",
                                 "2024/03/01",
                                 "01-03-2024",
                                 "2024-03-01  10:00",
                                 "2024-0x-01",
                                 "-024-03-01"}) {
    EXPECT_EQ(read(text), "no time") << text;
  }
}

TEST(Calendar, KnowsTheHourThatComesTwiceAndTheOneThatNeverComes) {
  EXPECT_EQ(read("2024-10-27 01:59:59"), "2024-10-26T23:59:59Z");
  EXPECT_EQ(read("2024-10-27 02:00"), "2024-10-27T00:00:00Z twice");
  EXPECT_EQ(read("2024-10-27 02:59:59"), "2024-10-27T00:59:59Z twice");
  EXPECT_EQ(read("2024-10-27 03:00"), "2024-10-27T02:00:00Z");
  EXPECT_EQ(read("2024-03-31 01:59:59"), "2024-03-31T00:59:59Z");
  EXPECT_EQ(read("2024-03-31 02:00"), "never");
  EXPECT_EQ(read("2024-03-31 02:59:59"), "never");
  EXPECT_EQ(read("2024-03-31 03:00"), "2024-03-31T01:00:00Z");
  EXPECT_EQ(read("2024-10-27T02:30:00+01:00"), "2024-10-27T01:30:00Z") << "its zone is written";
}

TEST(Calendar, GoesOnWithSummerTimeAfterTheSystemsTablesEnd) {
  EXPECT_EQ(read("2038-07-01 12:00"), "2038-07-01T10:00:00Z");
  EXPECT_EQ(read("2038-03-28 02:30"), "never");
  EXPECT_EQ(read("2100-10-31 02:30"), "2100-10-31T00:30:00Z twice");
  EXPECT_EQ(read("2100-12-31 24:00"), "2100-12-31T23:00:00Z");
}

TEST(Calendar, ReadsDatesAndNothingElseAsDates) {
  EXPECT_EQ(parse_date("1970-01-01"), 0);
  EXPECT_EQ(parse_date("2024-02-29"), 19782);
  EXPECT_EQ(parse_date("1969-12-31"), -1);
  for (const std::string text : {"", "2024", "2023-02-29", "2024-03-01 ", "2024-03-01 10:00",
                                 "2024-03-01T", "20240301", "1899-12-31", "2101-01-01"}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
  EXPECT_EQ(date_text(19782), "2024-02-29");
  EXPECT_EQ(date_text(-1), "1969-12-31");
}

TEST(Calendar, WritesTimesThatItReadsBack) {
  EXPECT_EQ(utc_text(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc_text(-1), "1969-12-31T23:59:59Z");
  EXPECT_EQ(utc_text(1709287201), "2024-03-01T10:00:01Z");
  EXPECT_EQ(local_text(1709287201), "2024-03-01 11:00");
  EXPECT_EQ(local_text(1719824400), "2024-07-01 11:00");
}

TEST(Calendar, GivesDaysAndMonthsOfTheLocalClock) {
  const Seconds before_new_year = 1704063599;  // 2023-12-31T22:59:59Z, a second before midnight
  EXPECT_EQ(local_day(before_new_year), parse_date("2023-12-31"));
  EXPECT_EQ(local_day(before_new_year + 1), parse_date("2024-01-01"));
  EXPECT_EQ(local_month(before_new_year), (Month{2023, 12}));
  EXPECT_EQ(local_month(before_new_year + 1), (Month{2024, 1}));
  EXPECT_EQ(start_of_month({2024, 1}), before_new_year + 1);
  EXPECT_EQ(start_of_month(Month{2023, 12}.next()), before_new_year + 1);
  EXPECT_EQ((Month{2024, 1}.next()), (Month{2024, 2}));
  EXPECT_EQ(first_day({2024, 3}), parse_date("2024-03-01"));
  EXPECT_EQ(month_of(*parse_date("2024-02-29")), (Month{2024, 2}));
  EXPECT_EQ(local_offset(1709287201), 3600);
  EXPECT_EQ(local_offset(1719824400), 7200);
}

TEST(Calendar, DaysAreTheSumOfTheir23Or24Or25Hours) {
  std::vector<std::string> long_and_short;
  for (Days day = *parse_date("1970-01-01"); day < *parse_date("2050-01-01"); ++day) {
    const Seconds begin = start_of_day(day);
    const Seconds end = start_of_day(day + 1);
    int hours = 0;
    for (Seconds at = begin; at < end; at += 3600, ++hours) ASSERT_EQ(local_day(at), day);
    ASSERT_EQ(end - begin, hours * 3600);
    ASSERT_GE(hours, 23);
    ASSERT_LE(hours, 25);
    if (hours != 24 && date_text(day).starts_with("2024")) {
      long_and_short.push_back(date_text(day) + " " + std::to_string(hours));
    }
  }
  EXPECT_THAT(long_and_short, testing::ElementsAre("2024-03-31 23", "2024-10-27 25"));
}

TEST(Calendar, ChangesTheClocksToTheSecondAfterTheTablesEnd) {
  EXPECT_EQ(local_offset(2216249999), 3600);  // 2040-03-25T00:59:59Z
  EXPECT_EQ(local_offset(2216250000), 7200);
  EXPECT_EQ(local_offset(2234998799), 7200);  // 2040-10-28T00:59:59Z
  EXPECT_EQ(local_offset(2234998800), 3600);
}

TEST(Calendar, TakesALocalTimeApartAsItWasPutTogether) {
  const auto shown = [](int year, int month, int day, int hour, int minute, int second) {
    const auto time = from_local(year, month, day, hour, minute, second);
    if (const auto* fault = std::get_if<TimeFault>(&time)) {
      return std::string(*fault == TimeFault::kNoSuchLocal ? "never" : "no time");
    }
    return utc_text(std::get<WrittenTime>(time).seconds);
  };
  EXPECT_EQ(shown(2024, 3, 1, 11, 0, 1), "2024-03-01T10:00:01Z");
  EXPECT_EQ(shown(2024, 3, 31, 2, 30, 0), "never");
  EXPECT_EQ(shown(2024, 2, 30, 0, 0, 0), "no time");
  EXPECT_EQ(shown(2024, -2, 1, 0, 0, 0), "no time");
  EXPECT_EQ(shown(2024, 2, 257, 0, 0, 0), "no time");
  EXPECT_EQ(shown(2024, 2, 1, -1, 0, 0), "no time");
  EXPECT_EQ(shown(2024, 2, 1, 0, -1, 0), "no time");
  EXPECT_EQ(shown(2024, 2, 1, 0, 0, -1), "no time");
}

}  // namespace
}  // namespace tertil::collectors
