/// @file collectors/cell_quotes.hpp
/// @brief A line of CSV whose quotes say nothing: they stand around whole cells.
#pragma once

#include <string>
#include <string_view>

namespace tertil::collectors {

/// Puts the line without the quotes around its cells into `out`; false when a quote stands
/// anywhere else, or around a delimiter: such a line may reach further than its end.
[[nodiscard]] bool without_quotes(std::string_view line, char delimiter, std::string& out);

}  // namespace tertil::collectors
