/// @file collectors/table.hpp
/// @brief A foreign file as rows of cells, before anybody says what the columns mean.
///
/// The seam between formats and mappings: CSV, XLSX, JSON and XML each give a TableReader; a
/// mapping (mapping.hpp) makes rows of a target's fields out of any of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "collectors/finding.hpp"
#include "collectors/number.hpp"
#include "collectors/rows.hpp"

namespace tertil::collectors {

enum class CellKind {
  kEmpty,
  kText,     ///< `text` is all that is known.
  kNumber,   ///< The format says it is a number: `number`, and `text` as the file has it.
  kTime,     ///< The format says it is a date or time (XLSX): `text` is ISO, without zone.
  kBoolean,  ///< `text` is "true" or "false".
  kError,    ///< A spreadsheet's #N/A and the like; `text` names it.
};

struct TableCell {
  CellKind kind{CellKind::kEmpty};
  std::string text;  ///< Trimmed.
  double number{0.0};
};

/// One row. Cells stand in the order of the columns; fewer than columns means the rest are empty.
struct TableRow {
  std::int64_t row{0};  ///< As RowFault::row: the line, or the sheet's row, from 1.
  std::vector<TableCell> cells;
  std::optional<RowFault> fault;  ///< The record could not be read; `cells` is empty.
};

/// Reads a table once, from its beginning.
class TableReader {
 public:
  TableReader() = default;
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;
  virtual ~TableReader() = default;

  /// Overwrites `row` with the next that is not blank; false at the end.
  virtual bool next(TableRow& row) = 0;
  /// Where the format names its columns itself (members of JSON objects, elements of XML): the
  /// names so far, in the order first seen, growing while rows are read. Empty where a header row
  /// is one of the rows (CSV, XLSX).
  [[nodiscard]] virtual const std::vector<std::string>& names() const = 0;
  /// What the file says of its decimal mark.
  [[nodiscard]] virtual DecimalMark mark() const { return DecimalMark::kUnknown; }
  /// Remarks on the file, complete at the end.
  [[nodiscard]] virtual std::vector<FileFinding> notes() const { return {}; }
};

/// How to take a file apart; what a mapping does not say is found out.
struct TableOptions {
  std::optional<char> delimiter{};        ///< CSV
  std::optional<std::string> encoding{};  ///< "auto" or as in receipts; CSV, JSON, XML
  std::string sheet{};    ///< XLSX: name, or number from 1; empty: the first with rows
  std::string records{};  ///< JSON pointer ("/data/items") or XML path ("feed/entry")
};

using OpenedTable = std::variant<std::unique_ptr<TableReader>, Refusal>;

/// What a file turned out to be.
struct FileForm {
  std::string format;    ///< "csv", "xlsx", "json", "ndjson", "xml"; the suspected one if refused.
  std::string encoding;  ///< As in receipts; empty where it means nothing.
};

/// Looks at the file and opens it as a table, whatever its format. The bytes must outlive the
/// reader. @throws std::system_error when the file cannot be read, here and in `next`.
[[nodiscard]] OpenedTable open_table(const ByteSource& bytes, const TableOptions& options,
                                     const Limits& limits, FileForm& form);

}  // namespace tertil::collectors
