#include <algorithm>
#include <utility>

#include "collectors/canonical_columns.hpp"
#include "collectors/csv.hpp"
#include "collectors/header.hpp"
#include "collectors/rows.hpp"

namespace tertil::collectors {

namespace {

class CsvRows final : public RowReader {
 public:
  CsvRows(CsvReader reader, const Schema& schema) : reader_(std::move(reader)), schema_(schema) {}

  /// Reads the header; a refusal when it does not suit the schema.
  std::optional<Refusal> read_header();
  /// How many rows are left, without looking at them.
  std::int64_t count_rows();

  bool next(Row& row) override;
  [[nodiscard]] DecimalMark mark() const override {
    if (reader_.delimiter() == ';') return DecimalMark::kCommaLikely;
    return reader_.delimiter() == ',' ? DecimalMark::kPointLikely : DecimalMark::kUnknown;
  }
  [[nodiscard]] std::vector<FileFinding> notes() const override { return notes_; }

 private:
  bool next_filled();
  void fail(Row& row, std::string_view rule, Text message);

  CsvReader reader_;
  const Schema& schema_;
  CsvRecord record_;
  PlacedColumns columns_;
  std::vector<FileFinding> notes_;
};

std::optional<Refusal> CsvRows::read_header() {
  std::vector<std::vector<std::string>> first_rows;
  std::vector<std::int64_t> lines;
  CsvRows ahead(reader_, schema_);
  while (first_rows.size() < kFarthestNames && ahead.next_filled()) {
    std::vector<std::string>& row = first_rows.emplace_back();
    for (const auto cell : ahead.record_.cells) row.emplace_back(trimmed_cell(cell));
    lines.push_back(ahead.record_.line);
  }
  if (first_rows.empty()) return refuse(rule::kEmptyFile, 1, message::empty_file());
  const std::size_t header = header_among(first_rows, schema_);
  for (std::size_t i = 0; i <= header; ++i) next_filled();
  const std::int64_t line = lines[header];
  if (header > 0) notes_.push_back(preamble_note(header, lines.front(), line));
  if (record_.fault) return refuse(record_.fault->rule, line, record_.fault->message);
  auto placed = place_columns(std::move(first_rows[header]), line, schema_);
  if (auto* refusal = std::get_if<Refusal>(&placed)) return std::move(*refusal);
  columns_ = std::move(std::get<PlacedColumns>(placed));
  return std::nullopt;
}

/// The next record with anything in it.
bool CsvRows::next_filled() {
  while (reader_.next(record_)) {
    const bool filled =
        record_.fault || std::any_of(record_.cells.begin(), record_.cells.end(),
                                     [](auto cell) { return !trimmed_cell(cell).empty(); });
    if (filled) return true;
  }
  return false;
}

std::int64_t CsvRows::count_rows() {
  std::int64_t rows = 0;
  while (next_filled()) ++rows;
  return rows;
}

bool CsvRows::next(Row& row) {
  if (!next_filled()) return false;
  row.row = record_.line;
  row.faults.clear();
  row.cells.resize(schema_.fields.size());
  for (Cell& cell : row.cells) cell.text.clear();
  row.record.clear();
  if (record_.fault) {
    row.record = record_.raw;
    fail(row, record_.fault->rule, record_.fault->message);
    return true;
  }
  auto& cells = record_.cells;
  while (cells.size() > columns_.count && trimmed_cell(cells.back()).empty()) cells.pop_back();
  for (std::size_t i = 0; i < std::min(cells.size(), columns_.count); ++i) {
    if (!columns_.field_of[i]) continue;
    const auto text = trimmed_cell(cells[i]);
    row.cells[*columns_.field_of[i]].text = text;
    if (text.empty()) continue;
    append_member(row.record, schema_.fields[*columns_.field_of[i]].name, text);
  }
  row.record += row.record.empty() ? "{}" : "}";
  if (cells.size() > columns_.count) {
    fail(row, rule::kTooManyCells, message::too_many_cells(cells.size(), columns_.count));
  } else if (cells.size() < columns_.count) {
    fail(row, rule::kTooFewCells, message::too_few_cells(cells.size(), columns_.count));
  }
  return true;
}

void CsvRows::fail(Row& row, std::string_view rule, Text message) {
  row.faults.push_back({.row = row.row,
                        .column = {},
                        .raw = {},
                        .rule = std::string(rule),
                        .message = std::move(message),
                        .record = {}});
}

}  // namespace

OpenedRows open_csv(const TextReader& text, const Schema& schema, const Limits& limits) {
  auto rows = std::make_unique<CsvRows>(CsvReader(text, limits), schema);
  if (auto refusal = rows->read_header()) {
    refusal->rows = rows->count_rows();
    return *refusal;
  }
  return rows;
}

}  // namespace tertil::collectors
