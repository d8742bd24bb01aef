#include <utility>

#include "collectors/csv.hpp"
#include "collectors/header.hpp"
#include "collectors/table_formats.hpp"

namespace tertil::collectors {

namespace {

class CsvTable final : public TableReader {
 public:
  explicit CsvTable(CsvReader reader) : reader_(std::move(reader)) { reader_.be_tolerant(); }

  bool next(TableRow& row) override;
  [[nodiscard]] const std::vector<std::string>& names() const override { return names_; }
  [[nodiscard]] DecimalMark mark() const override {
    if (reader_.delimiter() == ';') return DecimalMark::kCommaLikely;
    return reader_.delimiter() == ',' ? DecimalMark::kPointLikely : DecimalMark::kUnknown;
  }
  [[nodiscard]] std::vector<FileFinding> notes() const override;

 private:
  CsvReader reader_;
  CsvRecord record_;
  std::vector<std::string> names_;
  std::int64_t repaired_{0};
  std::int64_t first_repaired_{0};
};

bool CsvTable::next(TableRow& row) {
  for (;;) {
    if (!reader_.next(record_)) return false;
    row.row = record_.line;
    row.fault.reset();
    row.cells.resize(record_.cells.size());
    bool blank = !record_.fault;
    for (std::size_t i = 0; i < record_.cells.size(); ++i) {
      TableCell& cell = row.cells[i];
      cell.text = trimmed_cell(record_.cells[i]);
      cell.kind = cell.text.empty() ? CellKind::kEmpty : CellKind::kText;
      blank = blank && cell.text.empty();
    }
    if (blank) continue;
    if (record_.fault) {
      row.fault = RowFault{.row = record_.line,
                           .column = {},
                           .raw = {},
                           .rule = std::string(record_.fault->rule),
                           .message = record_.fault->message,
                           .record = shortened(record_.raw, 4096)};
    }
    if (record_.repaired && repaired_++ == 0) first_repaired_ = record_.line;
    return true;
  }
}

std::vector<FileFinding> CsvTable::notes() const {
  if (repaired_ == 0) return {};
  return {{.rule = std::string(rule::kRepairedRow),
           .severity = Severity::kInfo,
           .column = {},
           .rows = repaired_,
           .first_row = first_repaired_,
           .message = message::repaired_row()}};
}

}  // namespace

OpenedTable open_csv_table(const TextReader& text, const TableOptions& options,
                           const Limits& limits) {
  auto table = std::make_unique<CsvTable>(CsvReader(text, limits, options.delimiter));
  std::string beginning;
  TextReader(text).read(beginning, 1);
  if (beginning.empty()) return refuse(rule::kEmptyFile, 1, message::empty_file());
  return table;
}

}  // namespace tertil::collectors
