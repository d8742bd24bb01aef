/// @file collectors/rows.hpp
/// @brief The seam between formats and checks: a format gives rows of cells, a check judges them.
///
/// A new format is a new RowReader; a mapping will be one that reads rows from another. Neither
/// changes what comes after.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "collectors/encoding.hpp"
#include "collectors/finding.hpp"
#include "collectors/limits.hpp"
#include "collectors/number.hpp"
#include "collectors/schema.hpp"
#include "collectors/source.hpp"

namespace tertil::collectors {

/// What stands in one field of one row. Empty text without a number is an empty cell.
struct Cell {
  std::string text;
  std::optional<double> number;  ///< Set when the format itself has numbers (JSON).
  bool wrong_type{false};        ///< A list, an object, true or false.

  [[nodiscard]] bool empty() const { return text.empty() && !number && !wrong_type; }
};

/// One row, before any check of its cells.
struct Row {
  std::int64_t row{0};
  std::string record;
  std::vector<Cell> cells;       ///< One for each field of the schema.
  std::vector<RowFault> faults;  ///< Not empty: the row cannot be used, and why.
};

/// Reads one file's rows.
class RowReader {
 public:
  RowReader() = default;
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;
  virtual ~RowReader() = default;

  /// Overwrites `row` with the next; false at the end.
  virtual bool next(Row& row) = 0;
  /// What the file says of its decimal mark, once it is open.
  [[nodiscard]] virtual DecimalMark mark() const = 0;
  /// Remarks on the file, complete at the end.
  [[nodiscard]] virtual std::vector<FileFinding> notes() const { return {}; }
  /// The column of the file that fills a field, for findings.
  [[nodiscard]] virtual std::string column_of(std::string_view field) const {
    return std::string(field);
  }
};

/// Why a file is refused as a whole, and how many rows it has as far as that is known.
struct Refusal {
  RowFault fault;
  std::int64_t rows{0};
};

using OpenedRows = std::variant<std::unique_ptr<RowReader>, Refusal>;

/// A fault that refuses the whole file.
[[nodiscard]] Refusal refuse(std::string_view rule, std::int64_t row, Text message);

/// CSV with a header of field names.
[[nodiscard]] OpenedRows open_csv(const TextReader& text, const Schema& schema,
                                  const Limits& limits);
/// One JSON object a line.
[[nodiscard]] OpenedRows open_ndjson(const TextReader& text, const Schema& schema,
                                     const Limits& limits);
/// A JSON document: an array of objects, one object, or an answer of Kolada (then `format` says
/// "kolada-json").
[[nodiscard]] OpenedRows open_json(const TextReader& text, const Schema& schema,
                                   const Source& source, const Limits& limits, std::string& format);

/// A schema's field names, for messages.
[[nodiscard]] std::vector<std::string> field_names(const Schema& schema);
/// The field that `name` probably stands for: equal but for case, or a letter or two away.
[[nodiscard]] std::string_view likely_field(const Schema& schema, std::string_view name);

}  // namespace tertil::collectors
