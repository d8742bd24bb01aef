#include "collectors/calendar.hpp"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

namespace tertil::collectors {

namespace {

constexpr Seconds kDay = 86400;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;
/// Compiled time zone data ends here; what follows is a rule (see `add_later_summers`).
constexpr int kLastTabledYear = 2037;

constexpr Seconds at_midnight(date::sys_days day) {
  return date::sys_seconds{day}.time_since_epoch().count();
}

constexpr date::sys_days date_of(Days days) { return date::sys_days{date::days{days}}; }

constexpr Days number_of(date::sys_days day) { return day.time_since_epoch().count(); }

/// From `begin` on, local time is UTC plus `offset`.
struct Transition {
  Seconds begin{0};
  int offset{0};
};

/// The offsets of Europe/Stockholm, looked up by instant in constant time.
class Offsets {
 public:
  Offsets() {
    read_system_data();
    add_later_summers();
    index();
  }

  /// The transition in force at `seconds`.
  [[nodiscard]] std::size_t in_force(Seconds seconds) const {
    const Seconds since = std::max<Seconds>(seconds - transitions_.front().begin, 0);
    const auto bucket = std::min(static_cast<std::size_t>(since) >> kBucketBits, first_.size() - 1);
    std::size_t at = first_[bucket];
    while (at + 1 < transitions_.size() && transitions_[at + 1].begin <= seconds) ++at;
    return at;
  }

  [[nodiscard]] const Transition& operator[](std::size_t at) const { return transitions_[at]; }
  [[nodiscard]] std::size_t size() const { return transitions_.size(); }

 private:
  static constexpr unsigned kBucketBits = 21;  // 24 days: rarely two transitions in one

  void read_system_data() {
    using namespace date::literals;
    const auto* zone = date::locate_zone("Europe/Stockholm");
    const date::sys_seconds end = date::sys_days{date::year{kLastTabledYear + 1} / 1 / 1};
    date::sys_seconds at = date::sys_days{date::year{kFirstYear - 1} / 12 / 1};
    while (at < end) {
      const auto info = zone->get_info(at);
      const auto offset = static_cast<int>(info.offset.count());
      if (transitions_.empty() || transitions_.back().offset != offset) {
        transitions_.push_back({at.time_since_epoch().count(), offset});
      }
      at = info.end;
    }
  }

  /// The format of the system's tables ends in 2037. If summer time still held that year, it goes
  /// on as the law has it: from 01:00 UTC on the last Sunday of March to that of October.
  void add_later_summers() {
    const Seconds last = transitions_.back().begin;
    if (last < at_midnight(date::sys_days{date::year{kLastTabledYear} / 10 / 1})) return;
    const int winter = transitions_.back().offset;
    for (int year = kLastTabledYear + 1; year <= kLastYear; ++year) {
      for (const unsigned month : {3U, 10U}) {
        const date::sys_days sunday{date::year{year} / date::month{month} /
                                    date::Sunday[date::last]};
        transitions_.push_back({at_midnight(sunday) + 3600, month == 3U ? winter + 3600 : winter});
      }
    }
  }

  void index() {
    const Seconds span = transitions_.back().begin - transitions_.front().begin;
    first_.resize((static_cast<std::size_t>(span) >> kBucketBits) + 1);
    std::size_t at = 0;
    for (std::size_t bucket = 0; bucket < first_.size(); ++bucket) {
      const auto begin = transitions_.front().begin + static_cast<Seconds>(bucket << kBucketBits);
      while (at + 1 < transitions_.size() && transitions_[at + 1].begin <= begin) ++at;
      first_[bucket] = at;
    }
  }

  std::vector<Transition> transitions_;
  std::vector<std::size_t> first_;  ///< The transition in force where each bucket begins.
};

const Offsets& offsets() {
  static const Offsets all;
  return all;
}

struct Instant {
  enum class Kind { kOnce, kTwice, kNever };
  Kind kind{Kind::kOnce};
  Seconds seconds{0};  ///< The first of two; where there is none, when the clocks were changed.
};

/// The instant of a local time, which is given as if the clock showed UTC.
Instant to_utc(Seconds local) {
  const Offsets& all = offsets();
  // Offsets lie within a day of UTC, and transitions lie further apart than two days.
  const std::size_t before = all.in_force(local - kDay);
  const std::size_t after = all.in_force(local + kDay);
  const Seconds early = local - all[before].offset;
  if (before == after) return {Instant::Kind::kOnce, early};
  const Seconds late = local - all[after].offset;
  const Seconds change = all[after].begin;
  if (early < change) return {late < change ? Instant::Kind::kOnce : Instant::Kind::kTwice, early};
  if (late < change) return {Instant::Kind::kNever, change};
  return {Instant::Kind::kOnce, late};
}

std::variant<WrittenTime, TimeFault> written(const Instant& instant) {
  if (instant.kind == Instant::Kind::kNever) return TimeFault::kNoSuchLocal;
  return WrittenTime{instant.seconds, instant.kind == Instant::Kind::kTwice};
}

/// Reads a text from the left.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool digits(std::size_t count, int& value) {
    if (rest_.size() < count) return false;
    value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return true;
  }
  bool one_of(std::string_view marks, char& found) {
    if (rest_.empty() || marks.find(rest_.front()) == std::string_view::npos) return false;
    found = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }
  bool mark(std::string_view marks) {
    char found{};
    return one_of(marks, found);
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

struct WallClock {
  int year{0};
  int month{1};
  int day{1};
  int hour{0};
  int minute{0};
  int second{0};
};

/// The wall clock's reading as if it were UTC; nothing when there is no such date or time of day.
std::optional<Seconds> plain_seconds(const WallClock& wall) {
  if (wall.year < kFirstYear || wall.year > kLastYear) return std::nullopt;
  if (wall.month < 1 || wall.month > 12 || wall.day < 1 || wall.day > 31) return std::nullopt;
  const date::year_month_day ymd{date::year{wall.year},
                                 date::month{static_cast<unsigned>(wall.month)},
                                 date::day{static_cast<unsigned>(wall.day)}};
  if (!ymd.ok()) return std::nullopt;
  const bool midnight = wall.hour == 24 && wall.minute == 0 && wall.second == 0;
  const bool in_day = wall.hour >= 0 && wall.hour < 24 && wall.minute >= 0 && wall.minute < 60 &&
                      wall.second >= 0 && wall.second < 60;
  if (!in_day && !midnight) return std::nullopt;
  return at_midnight(date::sys_days{ymd}) + wall.hour * 3600 + wall.minute * 60 + wall.second;
}

bool read_date(Scanner& in, WallClock& wall) {
  return in.digits(4, wall.year) && in.mark("-") && in.digits(2, wall.month) && in.mark("-") &&
         in.digits(2, wall.day);
}

/// ":MM[:SS[.000]]" after the hour. A fraction of nothing but zeros is what machines write.
bool read_minutes(Scanner& in, WallClock& wall) {
  if (!in.mark(":") || !in.digits(2, wall.minute)) return false;
  if (!in.mark(":")) return true;
  if (!in.digits(2, wall.second)) return false;
  if (!in.mark(".")) return true;
  if (!in.mark("0")) return false;
  while (in.mark("0")) continue;
  return true;
}

/// "+HH:MM" after the sign, in seconds.
std::optional<Seconds> read_offset(Scanner& in, char sign) {
  int hours = 0;
  int minutes = 0;
  if (!in.digits(2, hours) || !in.mark(":") || !in.digits(2, minutes)) return std::nullopt;
  if (hours > 23 || minutes > 59) return std::nullopt;
  const Seconds offset = hours * 3600 + minutes * 60;
  return sign == '-' ? -offset : offset;
}

}  // namespace

std::variant<WrittenTime, TimeFault> parse_time(std::string_view text) {
  Scanner in(text);
  WallClock wall;
  if (!read_date(in, wall)) return TimeFault::kNotATime;
  bool has_time = false;
  if (in.mark("T t")) {
    has_time = in.digits(2, wall.hour) && read_minutes(in, wall);
    if (!has_time) return TimeFault::kNotATime;
  }
  const auto plain = plain_seconds(wall);
  if (!plain) return TimeFault::kNotATime;
  if (in.done()) return written(to_utc(*plain));
  char zone{};
  if (!has_time || !in.one_of("Zz+-", zone)) return TimeFault::kNotATime;
  Seconds offset = 0;
  if (zone == '+' || zone == '-') {
    const auto given = read_offset(in, zone);
    if (!given) return TimeFault::kNotATime;
    offset = *given;
  }
  if (!in.done()) return TimeFault::kNotATime;
  return WrittenTime{*plain - offset, false};
}

std::optional<Days> parse_date(std::string_view text) {
  Scanner in(text);
  WallClock wall;
  if (!read_date(in, wall) || !in.done()) return std::nullopt;
  const auto plain = plain_seconds(wall);
  if (!plain) return std::nullopt;
  return static_cast<Days>(date::floor<date::days>(std::chrono::seconds{*plain}).count());
}

std::variant<WrittenTime, TimeFault> from_local(int year, int month, int day, int hour, int minute,
                                                int second) {
  const auto plain = plain_seconds({year, month, day, hour, minute, second});
  if (!plain) return TimeFault::kNotATime;
  return written(to_utc(*plain));
}

std::string date_text(Days days) {
  const date::year_month_day ymd{date_of(days)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::string utc_text(Seconds seconds) {
  const date::sys_seconds at{std::chrono::seconds{seconds}};
  const auto day = date::floor<date::days>(at);
  const auto time = (at - day).count();
  return fmt::format("{}T{:02}:{:02}:{:02}Z", date_text(number_of(day)), time / 3600,
                     time / 60 % 60, time % 60);
}

std::string local_text(Seconds seconds) {
  const std::string shown = utc_text(seconds + local_offset(seconds));
  return fmt::format("{} {}", shown.substr(0, 10), shown.substr(11, 5));
}

int local_offset(Seconds seconds) { return offsets()[offsets().in_force(seconds)].offset; }

Days local_day(Seconds seconds) {
  const std::chrono::seconds local{seconds + local_offset(seconds)};
  return static_cast<Days>(date::floor<date::days>(local).count());
}

Seconds start_of_day(Days days) { return to_utc(Seconds{days} * kDay).seconds; }

Month month_of(Days days) {
  const date::year_month_day ymd{date_of(days)};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month()))};
}

Days first_day(Month month) {
  const auto number = static_cast<unsigned>(month.month);
  return number_of(date::sys_days{date::year{month.year} / date::month{number} / 1});
}

Month local_month(Seconds seconds) { return month_of(local_day(seconds)); }

Seconds start_of_month(Month month) { return start_of_day(first_day(month)); }

}  // namespace tertil::collectors
