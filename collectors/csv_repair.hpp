/// @file collectors/csv_repair.hpp
/// @brief Reads a line of delimited text that its own dialect does not read.
///
/// Systems write quotes inside quoted cells without doubling them, open a quote that nothing
/// closes, change the delimiter or the quote in one line, or leave a free text with delimiters in
/// the last column unquoted. Such a line is taken only when a reading of it gives exactly as many
/// cells as the file's other records have; else it stays a fault for a person.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/csv_dialect.hpp"

namespace tertil::collectors {

/// What the dialect's own reading of a line came to.
enum class CsvTrouble {
  kQuotes,   ///< It broke at a quote, or ran over line ends to a wrong number of cells.
  kTooFew,   ///< Quotes are in order, but there are fewer cells than in other records.
  kTooMany,  ///< Likewise, and more.
};

/// The cells of `line` (without its line end), `dialect.columns` of them, or nothing. The readings
/// are tried in the order of how little they bend: a quote closes a cell only before a delimiter;
/// an opening quote is a character; the other kind of quote; another delimiter; surplus cells that
/// go on after ", " belong to the last one. Where quotes are in order they are not bent, and where
/// two readings are as good, neither is taken. `budget` is how many characters may be looked at,
/// again and again; what was used is taken from it, and nothing is tried when it is used up.
[[nodiscard]] std::optional<std::vector<std::string>> repaired_cells(std::string_view line,
                                                                     const CsvDialect& dialect,
                                                                     CsvTrouble why,
                                                                     std::size_t& budget);

}  // namespace tertil::collectors
