/// @file collectors/xlsx_format.hpp
/// @brief What a spreadsheet's number format makes of a number: a date, a time, or still a number.
///
/// A workbook stores dates as days since 1900 (or 1904), and only the cell's format says that a
/// number is one. The system of 1900 counts a 29 February 1900 that never was: serials from 1 to
/// 59 are one day later than they look, and 60 is no day.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tertil::collectors {

enum class NumberForm {
  kNumber,
  kPercent,
  kDate,      ///< Years, months or days.
  kDateTime,  ///< Both.
  kTime,      ///< Hours, minutes or seconds.
  kDuration,  ///< Elapsed time: [h]:mm.
  kText,
};

/// The form of a format code in its own language: "yyyy\-mm\-dd", "#,##0.00", "[h]:mm". Text in
/// quotes, escaped characters, colours and locales are no part of it.
[[nodiscard]] NumberForm form_of_code(std::string_view code);

/// The form of a built-in format; kNumber for those that are not dates, times or percentages.
[[nodiscard]] NumberForm form_of_builtin(int id);

/// The leading zeros that a code like "00000" asks for; 0 for any other.
[[nodiscard]] std::size_t zeros_of_code(std::string_view code);

/// "2024-01-31", "2024-01-31 13:45", "2024-01-31 13:45:10", "13:45" or "PT26H30M" for a serial
/// number, exact to the second (to the millisecond where it has no whole second). A date with a
/// time of day keeps it, whatever the format shows. Nothing when there is no such day.
[[nodiscard]] std::optional<std::string> time_text(double serial, NumberForm form, bool from_1904);

}  // namespace tertil::collectors
