/// @file collectors/field_maker.hpp
/// @brief One field of one row, made from a foreign row's cells as a mapping says. Internal.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/calendar.hpp"
#include "collectors/rows.hpp"
#include "collectors/source.hpp"
#include "collectors/table_cursor.hpp"

namespace tertil::collectors {

/// The words that begin with @, and what they stand for in the row being made.
using RowWords = std::map<std::string, TableCell, std::less<>>;

/// Makes the fields of rows, one row after another.
class FieldMaker {
 public:
  /// All are borrowed for as long as the maker lives.
  FieldMaker(const Source& source, const Mapping& mapping, const Schema& schema,
             const TableCursor& cursor, std::string_view key)
      : source_(source), mapping_(mapping), schema_(schema), cursor_(cursor), key_(key) {}

  /// Fills `out.cells` and, where something does not fit, `out.faults`.
  void make(const TableRow& row, const RowWords& words, Row& out);
  /// A column's cell: a word's, or the row's, pseudonymised if the mapping says so.
  [[nodiscard]] TableCell read(std::string_view column) const;
  [[nodiscard]] bool must_reject() const { return must_reject_; }
  /// The column that fills a field, for findings; the field's name when it is a constant.
  [[nodiscard]] std::string column_of(std::string_view field) const;

 private:
  void make_field(const FieldMapping& field, std::size_t index, Row& out);
  [[nodiscard]] std::optional<TableCell> origin(const FieldMapping& field, Row& out);
  [[nodiscard]] bool change_text(const FieldMapping& field, TableCell& cell, Row& out);
  [[nodiscard]] bool look_up(const FieldMapping& field, TableCell& cell, Row& out);
  void make_number(const FieldMapping& field, const Field& to, const TableCell& cell, Cell& made,
                   Row& out);
  [[nodiscard]] bool convert_unit(const FieldMapping& field, const Field& to, double& number,
                                  Row& out);
  void make_time(const FieldMapping& field, const Field& to, const TableCell& cell, Cell& made,
                 Row& out);
  void make_derived(const FieldMapping& field, const Field& to, const TableCell& cell, Cell& made,
                    Row& out);
  void make_text(const FieldMapping& field, const Field& to, const TableCell& cell, Cell& made);
  void remember(Row& out);
  void fail(const FieldMapping& field, std::string_view rule, std::string_view raw, Text message,
            Row& out) const;

  const Source& source_;
  const Mapping& mapping_;
  const Schema& schema_;
  const TableCursor& cursor_;
  std::string_view key_;
  const TableRow* row_{nullptr};
  const RowWords* words_{nullptr};
  /// What the last row of each group of `by` had in a field.
  std::map<std::string, std::string, std::less<>> before_;
  /// How often a local time of the repeated hour came, by group: derived ends need it.
  std::map<std::string, int, std::less<>> repeats_;
  bool must_reject_{false};
};

/// A number as the mapping or the file says numbers are written.
[[nodiscard]] std::variant<double, NumberFault> number_of(const TableCell& cell, DecimalMark mark);

}  // namespace tertil::collectors
