/// @file collectors/csv_dialect.hpp
/// @brief How a file of delimited text is written: its delimiter, quotes and escapes.
///
/// Nothing in such a file says so (but for a `sep=;` line), so every dialect that its characters
/// allow is tried on the beginning. The one wins that makes rows of equal length out of cells that
/// look like something: numbers, dates, addresses, words. Counting delimiters alone would take the
/// decimal commas of a Swedish file for its delimiter.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace tertil::collectors {

struct CsvDialect {
  char delimiter{','};
  char quote{'"'};  ///< Or `'`.
  /// Backslash where quotes inside quoted cells are written `\"`; 0 where they are doubled only.
  char escape{'\0'};
  /// How many cells most records have, as far as the beginning shows; 0 when it shows nothing.
  std::size_t columns{0};
  /// Records that do not come out right are tried in other readings of their line, and taken when
  /// one gives `columns` cells (csv_repair.hpp).
  bool tolerant{false};

  friend bool operator==(const CsvDialect&, const CsvDialect&) = default;
};

/// The dialect of text that begins with `sample`; `complete` when nothing follows it. What is
/// `given` is kept, and the rest found out. One column, or nothing at all, is ",".
[[nodiscard]] CsvDialect sniff_dialect(std::string_view sample, bool complete,
                                       std::optional<char> given = std::nullopt);

/// The delimiter that a first line `sep=;` names, with the length of that line and its end.
[[nodiscard]] std::optional<std::pair<char, std::size_t>> sep_line(std::string_view text);

/// Whether a cell looks like something a person or system would write in one: a number, date,
/// address or words, rather than two such with a strange mark between them. From 0 to 1.
[[nodiscard]] double cell_likelihood(std::string_view cell);

}  // namespace tertil::collectors
