/// @file collectors/table_cursor.hpp
/// @brief Goes through the data rows of a foreign table as a mapping's layout describes it.
///
/// Finds the header, leaves out what is above it and what is no data (totals, notes, repeated
/// headers, footers, rows that the mapping skips), fills down, and takes marks for "no value" as
/// empty. How many rows were left out is told in a note: nothing goes missing without a word.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "collectors/byte_source.hpp"
#include "collectors/header.hpp"
#include "collectors/limits.hpp"
#include "collectors/mapping.hpp"
#include "collectors/table.hpp"

namespace tertil::collectors {

class TableCursor {
 public:
  /// Opens the file. `required` are columns without which the file is refused (looked for only in
  /// formats with a header row). The bytes must outlive the cursor.
  [[nodiscard]] static std::variant<TableCursor, Refusal> open(
      const ByteSource& bytes, const Layout& layout, const std::vector<std::string>& required,
      const Limits& limits, FileForm& form);

  /// The next row of data; false at the end.
  bool next(TableRow& row);

  /// The columns' names; grows while rows are read where the format has no header.
  [[nodiscard]] const std::vector<std::string>& names() const;
  /// The place of a column by name, "#3", or pointer.
  [[nodiscard]] std::optional<std::size_t> place_of(std::string_view column) const;
  /// The line of the header; 0 where there is none.
  [[nodiscard]] std::int64_t header_row() const { return header_row_; }
  [[nodiscard]] DecimalMark mark() const;
  [[nodiscard]] std::vector<FileFinding> notes() const;
  /// The cell of `column` in `row`, or an empty one.
  [[nodiscard]] const TableCell& cell(const TableRow& row, std::string_view column) const;
  /// Whether a row fits a condition.
  [[nodiscard]] bool fits(const TableRow& row, const Condition& condition) const;

 private:
  TableCursor(const Layout& layout) : layout_(layout) {}
  std::optional<Refusal> find_header(const ByteSource& bytes,
                                     const std::vector<std::string>& required, const Limits& limits,
                                     FileForm& form);
  std::optional<Refusal> read_headers();
  void name_columns(std::vector<std::string> names);
  bool next_raw(TableRow& row);
  bool next_kept(TableRow& row);
  void clean(TableRow& row);

  Layout layout_;
  std::unique_ptr<TableReader> table_;  ///< One of these two.
  std::unique_ptr<HeaderedTable> headered_;
  bool has_header_{false};
  std::int64_t header_row_{0};
  std::vector<std::string> names_;
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  mutable std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> places_;
  mutable std::size_t placed_{0};
  std::vector<std::string> above_;  ///< For filling down, by column.
  std::deque<TableRow> waiting_;    ///< Held back while they may be the footer.
  bool ended_{false};
  std::int64_t skipped_{0};
  std::int64_t first_skipped_{0};
};

/// Whether a text fits a condition, whatever its column.
[[nodiscard]] bool fits(std::string_view text, const Condition& condition);

/// Appends text as a string in JSON. It is UTF-8 already.
void append_json_text(std::string& out, std::string_view text);

}  // namespace tertil::collectors
