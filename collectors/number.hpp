/// @file collectors/number.hpp
/// @brief Reads a number as people and systems write it: the whole field or nothing, never a guess.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

namespace tertil::collectors {

/// What is known of the decimal mark before a field is read.
///
/// The first two are said by a mapping and taken at its word. The last two are evidence only: a
/// `;` file is written where the comma is the decimal mark, a `,` file and JSON where the point
/// is. Evidence settles the mark of the dialect ("98,333" in a `;` file is 98.333) but never
/// turns the other mark into thousands: "1.234" in a `;` file stays ambiguous.
enum class DecimalMark {
  kUnknown,      ///< Nothing is known.
  kComma,        ///< The mapping says comma; points part thousands.
  kPoint,        ///< The mapping says point; commas part thousands.
  kCommaLikely,  ///< The file's dialect is the one with decimal comma.
  kPointLikely,  ///< The file's dialect is the one with decimal point.
};

/// Why a field is no number. The column reader makes a finding of it: rule, row, column, raw text.
enum class NumberFault { kNotANumber, kAmbiguous };

/// Reads the whole field or nothing: "184", "27,4", "1 234,5", "1'234.5", "−3", "1.234.567",
/// "2,5E-03".
///
/// Thousands may be parted by space, U+00A0, U+202F, U+2009 or an apostrophe (' or ’), in groups
/// of three and by one kind of mark throughout; by point or comma only where they cannot be the
/// decimal mark. U+2212 is a minus. White space round the number is not part of it. A unit, a
/// percent sign, a second kind of mark ("1.234,5", unless the mapping names the decimal mark),
/// NaN and infinity are `kNotANumber`. One mark with exactly three digits after it and one to
/// three before ("1.234", not "0.234") is `kAmbiguous` unless `mark` settles it.
/// Independent of the process locale. Never gives NaN, infinity or negative zero.
[[nodiscard]] std::variant<double, NumberFault> parse_number(
    std::string_view field, DecimalMark mark = DecimalMark::kUnknown);

}  // namespace tertil::collectors
