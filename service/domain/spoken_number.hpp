/// @file service/domain/spoken_number.hpp
/// @brief Numbers as people of a language write them.
#pragma once
#include <cstdint>
#include <string>

#include "service/domain/text.hpp"

namespace tertil {

/// The value rounded to `decimals`. Swedish: groups parted by U+00A0, decimal comma; English:
/// comma and point; both: U+2212 as minus, and no minus before a zero. "1 234,5", "−3".
/// @pre The value is finite.
[[nodiscard]] std::string format_number(double value, int decimals, Language language);

/// A count, grouped in the same way.
[[nodiscard]] std::string format_count(std::int64_t count, Language language);

}  // namespace tertil
