#include "service/ingest/cron.hpp"

#include <array>
#include <charconv>
#include <string>
#include <variant>

namespace tertil::ingest {
namespace {

using collectors::Days;
using collectors::Seconds;

constexpr int kFarthestDays = 366 * 8 + 3;  ///< 29 February can be eight years away.

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return value;
}

/// One element of a list: "*", "3", "1-5", with "/2" after it or not.
template <std::size_t N>
bool set_range(std::string_view text, int first, int last, std::bitset<N>& into) {
  int step = 1;
  const auto slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto given = number(text.substr(slash + 1));
    if (!given || *given < 1) return false;
    step = *given;
    text = text.substr(0, slash);
  }
  int from = first;
  int to = last;
  if (text != "*") {
    const auto dash = text.find('-');
    const auto begin = number(text.substr(0, dash));
    const auto end = dash == std::string_view::npos ? begin : number(text.substr(dash + 1));
    if (!begin || !end || *begin < first || *end > last || *begin > *end) return false;
    from = *begin;
    to = slash != std::string_view::npos && dash == std::string_view::npos ? last : *end;
  }
  for (int value = from; value <= to; value += step) into.set(static_cast<std::size_t>(value) % N);
  return true;
}

template <std::size_t N>
bool read_field(std::string_view text, int first, int last, std::bitset<N>& into) {
  while (true) {
    const auto comma = text.find(',');
    if (!set_range(text.substr(0, comma), first, last, into)) return false;
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

std::optional<Cron> Cron::parse(std::string_view text) {
  std::array<std::string_view, 5> fields{};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return std::nullopt;
    text.remove_prefix(begin);
    const auto end = std::min(text.find_first_of(" \t"), text.size());
    fields[i] = text.substr(0, end);
    text.remove_prefix(end);
  }
  if (text.find_first_not_of(" \t") != std::string_view::npos) return std::nullopt;
  Cron cron;
  const bool read =
      read_field(fields[0], 0, 59, cron.minutes_) && read_field(fields[1], 0, 23, cron.hours_) &&
      read_field(fields[2], 1, 31, cron.days_) && read_field(fields[3], 1, 12, cron.months_) &&
      read_field(fields[4], 0, 7, cron.weekdays_);
  if (!read) return std::nullopt;
  cron.any_day_ = fields[2].starts_with('*');
  cron.any_weekday_ = fields[4].starts_with('*');
  const Days today = collectors::local_day(0);
  for (int ahead = 0; ahead <= kFarthestDays; ++ahead)
    if (cron.is_day(today + ahead)) return cron;
  return std::nullopt;
}

bool Cron::is_day(Days day) const {
  const auto date = collectors::date_text(day);
  const auto month = static_cast<std::size_t>(collectors::month_of(day).month);
  const auto in_month = static_cast<std::size_t>(*number(date.substr(8)));
  const auto weekday = static_cast<std::size_t>(((day + 4) % 7 + 7) % 7);  // 1970 began on Thursday
  if (!months_.test(month)) return false;
  const bool by_day = days_.test(in_month);
  const bool by_weekday = weekdays_.test(weekday);
  return any_day_ || any_weekday_ ? by_day && by_weekday : by_day || by_weekday;
}

std::optional<Seconds> Cron::first_on(Days day, Seconds after) const {
  const auto date = collectors::date_text(day);
  const int year = *number(date.substr(0, 4));
  const int month = *number(date.substr(5, 2));
  const int in_month = *number(date.substr(8, 2));
  for (int hour = 0; hour < 24; ++hour) {
    if (!hours_.test(static_cast<std::size_t>(hour))) continue;
    for (int minute = 0; minute < 60; ++minute) {
      if (!minutes_.test(static_cast<std::size_t>(minute))) continue;
      auto time = collectors::from_local(year, month, in_month, hour, minute, 0);
      if (std::holds_alternative<collectors::TimeFault>(time))
        time = collectors::from_local(year, month, in_month, hour + 1, 0, 0);
      const auto* found = std::get_if<collectors::WrittenTime>(&time);
      if (found != nullptr && found->seconds > after) return found->seconds;
    }
  }
  return std::nullopt;
}

Seconds Cron::next_after(Seconds now) const {
  Days day = collectors::local_day(now);
  for (int ahead = 0; ahead <= kFarthestDays; ++ahead, ++day) {
    if (!is_day(day)) continue;
    if (const auto found = first_on(day, now)) return *found;
  }
  return collectors::start_of_day(day);
}

}  // namespace tertil::ingest
