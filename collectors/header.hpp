/// @file collectors/header.hpp
/// @brief Where a foreign table begins, what its columns are called, and which rows are no data.
///
/// Sheets and files made for people carry titles above the header, headers in two rows, a row of
/// units, subheadings, totals, footnotes and second tables below. What a row is, is told by the
/// table itself: the columns of its body are numbers, dates or text, and the header is what stands
/// above them and is none of these. Nothing is thrown away here: every row comes with its kind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/table.hpp"

namespace tertil::collectors {

namespace rule {
inline constexpr std::string_view kPreambleSkipped = "preamble-skipped";
inline constexpr std::string_view kRepairedRow = "repaired-row";
}  // namespace rule

namespace message {
/// `rows` rows stand above the header in row `header_row`.
[[nodiscard]] Text preamble_skipped(std::int64_t rows, std::int64_t header_row);
[[nodiscard]] Text repaired_row();
}  // namespace message

/// Without white space, no-break spaces and byte order marks at either end.
[[nodiscard]] std::string_view trimmed_cell(std::string_view text);

/// The names of a table's columns.
struct Header {
  /// By column. Where several rows make a name they are joined by a space, a heading that spans
  /// columns reaching to the next one on its right. May hold empty and equal names.
  std::vector<std::string> names;
  std::vector<std::string> units;  ///< From a row of units below the names; else empty.
  std::int64_t row{0};             ///< Of the last row with names, as in TableRow.
  std::size_t rows{1};             ///< How many rows make the names, without that of the units.
  std::size_t preamble{0};         ///< Rows above, blank ones not counted.
  std::size_t next{0};             ///< Index of the first row below it in what was looked at.
};

/// "Summa", "Totalt", "Delsumma Halmstad", "Medelvärde" and their like in the first filled cell.
[[nodiscard]] bool begins_with_total(const TableRow& row);

/// What a column of the body mostly holds.
enum class ColumnKind { kUnknown, kNumber, kTime, kText };

/// What a cell looks like; kUnknown when it is empty.
[[nodiscard]] ColumnKind kind_of_cell(const TableCell& cell);

/// What is known of a table's body.
struct TableShape {
  std::vector<ColumnKind> columns;
  std::vector<bool> always_filled;  ///< In nearly every row.
};

/// The shape of the rows from `first` on.
[[nodiscard]] TableShape shape_of(std::span<const TableRow> rows, std::size_t first);

/// Looks for the header among a table's first rows. Nothing when the rows begin with data, or when
/// there is none.
[[nodiscard]] std::optional<Header> find_header(std::span<const TableRow> rows);

/// The row whose cells are all among `known` (empty cells and names that begin with `_` aside) and
/// that names at least two thirds of them; for files of which the names are known beforehand.
/// Case, spaces at the ends and runs of spaces do not matter.
[[nodiscard]] std::optional<std::size_t> find_row_of_names(std::span<const TableRow> rows,
                                                           std::span<const std::string> known);

enum class RowKind {
  kData,
  kTotal,       ///< "Summa", "Totalt" … with cells empty that data rows fill.
  kNote,        ///< One text alone: a subheading or footnote.
  kHeader,      ///< The header once more, as on every page of a print.
  kOtherTable,  ///< Below another header: a second table.
};

/// Tells a table's header and the kinds of its rows, in one pass and bounded memory.
class HeaderedTable {
 public:
  /// Reads the first rows. `header_row` is where a mapping says that the header stands; 0: there
  /// is none. The table of a format that names its columns itself has no header row.
  explicit HeaderedTable(std::unique_ptr<TableReader> table,
                         std::optional<std::int64_t> header_row = std::nullopt);

  [[nodiscard]] const std::optional<Header>& header() const { return header_; }
  [[nodiscard]] const TableReader& table() const { return *table_; }
  /// The next row below the header, with its kind; false at the end.
  bool next(TableRow& row, RowKind& kind);

 private:
  void look(std::optional<std::int64_t> header_row);
  bool next_row(TableRow& row);
  [[nodiscard]] RowKind kind_of(const TableRow& row);
  /// Whether the row after the current one is unlike the body too.
  [[nodiscard]] bool goes_on_otherwise();

  std::unique_ptr<TableReader> table_;
  std::vector<TableRow> sample_;  ///< Read already; from `at_` on not given yet.
  std::size_t at_{0};
  std::optional<Header> header_;
  TableShape shape_;
  std::int64_t last_row_{0};
  bool other_table_{false};
};

}  // namespace tertil::collectors
