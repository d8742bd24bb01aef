/// @file collectors/calendar.hpp
/// @brief The one way from written dates and local times to UTC, and back.
///
/// Local time is Europe/Stockholm, from the system's time zone data through Howard Hinnant's date
/// library. Days have 23, 24 or 25 hours; a day's quantity is the sum of its hours.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace tertil::collectors {

/// Seconds since 1970-01-01T00:00:00 in UTC. Exact in a double far beyond year 2100.
using Seconds = std::int64_t;
/// Days since 1970-01-01 of a calendar date; no time zone.
using Days = std::int32_t;

enum class TimeFault {
  kNotATime,     ///< No form we read, or no such date.
  kNoSuchLocal,  ///< A local time that the clocks jump over in spring.
};

/// A written point in time. `repeated` is set when a local time comes twice that day; `seconds` is
/// then the first of the two (summer time).
struct WrittenTime {
  Seconds seconds{0};
  bool repeated{false};
  friend bool operator==(const WrittenTime&, const WrittenTime&) = default;
};

/// "2024-03-01T10:00:00Z", "2024-03-01T11:00+01:00", local "2024-03-01 11:00[:00]", "2024-03-01"
/// (local midnight; "T" may stand for the space). Years 1900–2100; of fractions of a second only
/// zeros are taken. 24:00 is the next midnight.
[[nodiscard]] std::variant<WrittenTime, TimeFault> parse_time(std::string_view text);

/// "2024-03-01", nothing else; years 1900–2100.
[[nodiscard]] std::optional<Days> parse_date(std::string_view text);

/// "2024-03-01".
[[nodiscard]] std::string date_text(Days days);
/// "2024-03-01T10:00:00Z".
[[nodiscard]] std::string utc_text(Seconds seconds);
/// Local "2024-03-01 11:00".
[[nodiscard]] std::string local_text(Seconds seconds);

/// The local date an instant falls on.
[[nodiscard]] Days local_day(Seconds seconds);
/// The instant at which a local date begins.
[[nodiscard]] Seconds start_of_day(Days days);

/// A local calendar month.
struct Month {
  int year{0};
  int month{1};  ///< 1–12
  friend auto operator<=>(const Month&, const Month&) = default;
  [[nodiscard]] Month next() const {
    return month == 12 ? Month{year + 1, 1} : Month{year, month + 1};
  }
};

/// The local month an instant falls in.
[[nodiscard]] Month local_month(Seconds seconds);
/// The instant at which a local month begins; it ends where the next begins.
[[nodiscard]] Seconds start_of_month(Month month);
/// The month of a date.
[[nodiscard]] Month month_of(Days days);
/// The first date of a month.
[[nodiscard]] Days first_day(Month month);

/// Offset of local time from UTC at an instant, in seconds: 3600 or 7200 since 1980.
[[nodiscard]] int local_offset(Seconds seconds);

/// Seconds from a local wall-clock reading that is taken apart already; as parse_time.
[[nodiscard]] std::variant<WrittenTime, TimeFault> from_local(int year, int month, int day,
                                                              int hour, int minute, int second);

}  // namespace tertil::collectors
