/// @file collectors/records.hpp
/// @brief The rows a collector hands over: typed, column by column, with where they stood.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/schema.hpp"

namespace tertil::collectors {

/// The values of one field. `present` always has one element a row; of the other two, `text` is
/// filled for text, periods and choices, `numbers` for decimals, integers, years and booleans (1
/// or 0). Dates and instants fill both, as FieldType says.
struct Column {
  std::vector<std::uint8_t> present;
  std::vector<std::string> text;
  std::vector<double> numbers;
};

/// A run of rows that passed every check of form. Whether a region or key figure exists, and
/// whether a value is plausible, is for the receiver to say.
struct RecordBatch {
  const Schema* schema{nullptr};
  std::vector<std::int64_t> rows;  ///< As `RowFault::row`.
  /// Each row's filled fields as given, as an object in JSON, without anything unmapped; the raw
  /// line of a row whose cells could not be told apart.
  std::vector<std::string> records;
  std::vector<Column> columns;  ///< One for each field of the schema, in its order.

  [[nodiscard]] std::size_t size() const { return rows.size(); }

  /// Whether `field` is filled in row `i` (from 0).
  /// @throws std::out_of_range for a field the schema does not have, here and below.
  [[nodiscard]] bool present(std::string_view field, std::size_t i) const;
  /// The text of a text, period or choice field, a date as written, `kRepeatedHour` of an instant;
  /// empty when it is not filled.
  [[nodiscard]] const std::string& text(std::string_view field, std::size_t i) const;
  /// The number of a decimal, integer, year, boolean, date or instant. @pre `present(field, i)`.
  [[nodiscard]] double number(std::string_view field, std::size_t i) const;
  /// The same as a whole number, for all of them but decimals.
  [[nodiscard]] std::int64_t integer(std::string_view field, std::size_t i) const;
  /// The column of `field`, for loops over many rows.
  [[nodiscard]] const Column& column(std::string_view field) const;
};

}  // namespace tertil::collectors
