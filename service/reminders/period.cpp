#include "service/reminders/period.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <variant>

#include "collectors/calendar.hpp"

namespace tertil::reminders {
namespace {

constexpr std::int64_t kMicroseconds = 1'000'000;
constexpr int kMinutesOfDay = 24 * 60;

collectors::Seconds begin_on(collectors::Days day, int minute) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const auto at = [&](int hour) {
    return collectors::from_local(
        static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
        static_cast<int>(static_cast<unsigned>(date.day())), hour, minute % 60, 0);
  };
  for (const int hour : {minute / 60, minute / 60 + 1})
    if (const auto read = at(hour); const auto* time = std::get_if<collectors::WrittenTime>(&read))
      return time->seconds;
  return collectors::start_of_day(day);
}

}  // namespace

std::optional<int> weekday_named(std::string_view name) {
  constexpr std::array<std::string_view, 7> kNames{"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<int>(found - kNames.begin());
}

std::optional<int> minute_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const auto at : {0U, 1U, 3U, 4U})
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const int minute = number(0) * 60 + number(3);
  return number(3) < 60 && minute < kMinutesOfDay ? std::optional{minute} : std::nullopt;
}

Period period_at(const Weekly& weekly, Instant now) {
  const auto seconds = now.microseconds / kMicroseconds;
  auto day = collectors::local_day(seconds);
  const std::chrono::weekday today{std::chrono::sys_days{std::chrono::days{day}}};
  day -= (static_cast<int>(today.c_encoding()) - weekly.weekday + 7) % 7;
  auto begin = begin_on(day, weekly.minute);
  if (begin > seconds) begin = begin_on(day -= 7, weekly.minute);
  return {collectors::date_text(day), {begin * kMicroseconds}};
}

}  // namespace tertil::reminders
