/// @file collectors/mapping_time.hpp
/// @brief Dates and times as foreign files write them, made into ours.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "collectors/calendar.hpp"
#include "collectors/mapping.hpp"
#include "collectors/table.hpp"

namespace tertil::collectors {

/// Whether a mapping may name this form ("YYYY-MM-DD HH:mm", "excel", "epoch-ms", "ISO" …).
[[nodiscard]] bool is_time_format(std::string_view format);
/// "Europe/Stockholm", "UTC" or "+01:00".
[[nodiscard]] bool is_zone(std::string_view zone);

/// A written date or time, taken apart. What is not written is the first of its kind.
struct Moment {
  Days day{0};
  std::int64_t second{0};              ///< Of the day; 86400 is the next midnight.
  Step precision{Step::kDay};          ///< The smallest thing written; kNone: minutes or seconds.
  std::int64_t precision_seconds{0};   ///< 60 or 1 when `precision` is kNone.
  std::optional<std::int64_t> offset;  ///< Seconds east of UTC, when it is written.
};

/// The moment that a cell holds by the first form that fits.
[[nodiscard]] std::optional<Moment> read_moment(const TableCell& cell, const TimeMapping& form);
/// A time of day: "13", "13:00", "13.00", "1300", "13:00:00".
[[nodiscard]] std::optional<std::int64_t> read_time_of_day(const TableCell& cell);

/// The moment some steps later (or earlier), on the wall clock: a day later is the same time of
/// the next day, a month later the same day of the next month, or its last.
[[nodiscard]] Moment later(Moment moment, Step step, int times);
/// Where the written period ends: one of the smallest thing written later.
[[nodiscard]] Moment end_of(const Moment& moment);

/// An instant: seconds, and whether its local time comes twice that day.
[[nodiscard]] std::variant<WrittenTime, TimeFault> instant_of(const Moment& moment,
                                                              std::string_view zone);
/// The moment that an instant is in a zone.
[[nodiscard]] Moment moment_of(Seconds seconds, std::string_view zone);
/// An instant some steps on, by the wall clock of the zone for days and longer.
[[nodiscard]] Seconds stepped(Seconds seconds, Step step, int times, std::string_view zone);

/// For `parse_time`: UTC, or local time where it comes twice, so that the order of rows decides.
[[nodiscard]] std::string instant_text(const WrittenTime& time);
/// "2024", "2024-03" or "2024-03-15", as much as was written.
[[nodiscard]] std::string period_text(const Moment& moment);

}  // namespace tertil::collectors
