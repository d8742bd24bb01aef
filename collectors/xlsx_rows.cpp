#include <algorithm>
#include <utility>

#include "collectors/canonical_columns.hpp"
#include "collectors/header.hpp"
#include "collectors/table_formats.hpp"
#include "collectors/workbook_fault.hpp"

namespace tertil::collectors {

namespace {

bool takes_number(FieldType type) {
  return type == FieldType::kDecimal || type == FieldType::kInteger;
}

/// Rows of a sheet whose header is made of a target's field names.
class XlsxRows final : public RowReader {
 public:
  XlsxRows(std::unique_ptr<TableReader> table, const Schema& schema)
      : table_(std::move(table)), schema_(schema) {}

  std::optional<Refusal> read_header();
  std::int64_t count_rows();

  bool next(Row& row) override;
  [[nodiscard]] DecimalMark mark() const override { return DecimalMark::kUnknown; }
  [[nodiscard]] std::vector<FileFinding> notes() const override;

 private:
  bool next_table_row();
  void take(const TableCell& from, std::size_t field, Row& row);
  void fail(Row& row, std::string_view rule, Text message, std::string_view column = {},
            std::string_view raw = {});

  std::unique_ptr<TableReader> table_;
  const Schema& schema_;
  std::vector<TableRow> ahead_;  ///< Read while the header was looked for.
  std::size_t at_{0};
  TableRow from_;
  PlacedColumns columns_;
  std::vector<FileFinding> notes_;
};

std::optional<Refusal> XlsxRows::read_header() {
  std::vector<std::vector<std::string>> first_rows;
  while (first_rows.size() < kFarthestNames && table_->next(from_)) {
    std::vector<std::string>& row = first_rows.emplace_back();
    for (const TableCell& cell : from_.cells) row.push_back(cell.text);
    ahead_.push_back(from_);
  }
  if (first_rows.empty()) return refuse(rule::kEmptyFile, 1, message::empty_file());
  const std::size_t header = header_among(first_rows, schema_);
  at_ = header + 1;
  const std::int64_t line = ahead_[header].row;
  if (header > 0) notes_.push_back(preamble_note(header, ahead_.front().row, line));
  auto placed = place_columns(std::move(first_rows[header]), line, schema_);
  if (auto* refusal = std::get_if<Refusal>(&placed)) return std::move(*refusal);
  columns_ = std::move(std::get<PlacedColumns>(placed));
  return std::nullopt;
}

bool XlsxRows::next_table_row() {
  if (at_ < ahead_.size()) {
    from_ = std::exchange(ahead_[at_++], {});
    return true;
  }
  return table_->next(from_);
}

std::int64_t XlsxRows::count_rows() {
  std::int64_t rows = 0;
  while (next_table_row()) ++rows;
  return rows;
}

bool XlsxRows::next(Row& row) {
  if (!next_table_row()) return false;
  row.row = from_.row;
  row.faults.clear();
  row.cells.assign(schema_.fields.size(), {});
  row.record.clear();
  if (from_.fault) {
    row.faults.push_back(*from_.fault);
    return true;
  }
  for (std::size_t i = 0; i < std::min(from_.cells.size(), columns_.count); ++i) {
    if (columns_.field_of[i]) take(from_.cells[i], *columns_.field_of[i], row);
  }
  row.record += row.record.empty() ? "{}" : "}";
  if (from_.cells.size() > columns_.count) {
    fail(row, rule::kTooManyCells, message::too_many_cells(from_.cells.size(), columns_.count));
  }
  return true;
}

void XlsxRows::take(const TableCell& from, std::size_t field, Row& row) {
  if (from.kind == CellKind::kEmpty) return;
  append_member(row.record, schema_.fields[field].name, from.text);
  if (from.kind == CellKind::kError) {
    return fail(row, rule::kSpreadsheetError, message::spreadsheet_error(from.text),
                schema_.fields[field].name, from.text);
  }
  Cell& cell = row.cells[field];
  cell.text = from.text;
  const bool is_number = from.kind == CellKind::kNumber;
  if (is_number && takes_number(schema_.fields[field].type)) cell.number = from.number;
}

void XlsxRows::fail(Row& row, std::string_view rule, Text message, std::string_view column,
                    std::string_view raw) {
  row.faults.push_back({.row = row.row,
                        .column = std::string(column),
                        .raw = std::string(raw),
                        .rule = std::string(rule),
                        .message = std::move(message),
                        .record = {}});
}

std::vector<FileFinding> XlsxRows::notes() const {
  auto notes = notes_;
  for (auto& note : table_->notes()) notes.push_back(std::move(note));
  return notes;
}

}  // namespace

OpenedRows open_xlsx(const ByteSource& bytes, const Schema& schema, const Limits& limits,
                     FileForm& form) {
  auto opened = open_xlsx_table(bytes, {}, limits, form);
  if (auto* refusal = std::get_if<Refusal>(&opened)) return std::move(*refusal);
  auto rows =
      std::make_unique<XlsxRows>(std::move(std::get<std::unique_ptr<TableReader>>(opened)), schema);
  if (auto refusal = rows->read_header()) {
    refusal->rows = rows->count_rows();
    return std::move(*refusal);
  }
  return rows;
}

}  // namespace tertil::collectors
