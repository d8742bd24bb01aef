#include "service/reports/workbook_rows.hpp"

#include <utility>

#include "collectors/table_formats.hpp"

namespace tertil::reports {
namespace {

/// A plan has hundreds of rows; this bounds what one file may have us hold.
constexpr std::size_t kMostRows = 20'000;
constexpr std::size_t kMostSheets = 50;

collectors::RowFault too_much() {
  return {.row = 0,
          .column = {},
          .raw = {},
          .rule = "too-large",
          .message = {"Arbetsboken har fler blad eller rader än en plan kan ha.",
                      "The workbook has more sheets or rows than a plan can have."},
          .record = {}};
}

}  // namespace

std::variant<std::vector<WorkbookSheet>, collectors::RowFault> read_workbook_rows(
    const collectors::ByteSource& bytes) {
  const collectors::Limits limits;
  const auto names = collectors::sheet_names(bytes, limits);
  if (names.size() > kMostSheets) return too_much();
  std::vector<WorkbookSheet> sheets;
  for (std::size_t i = 0; i < std::max<std::size_t>(names.size(), 1); ++i) {
    collectors::FileForm form;
    collectors::TableOptions options;
    if (!names.empty()) options.sheet = names[i];
    const auto opened = collectors::open_xlsx_table(bytes, options, limits, form);
    if (const auto* refusal = std::get_if<collectors::Refusal>(&opened)) {
      if (!names.empty() && refusal->fault.rule == collectors::rule::kEmptyFile) continue;
      return refusal->fault;
    }
    const auto& table = std::get<std::unique_ptr<collectors::TableReader>>(opened);
    WorkbookSheet sheet;
    sheet.name = names.empty() ? std::string{} : names[i];
    collectors::TableRow row;
    if (table->next(row))
      for (const auto& cell : row.cells) sheet.headings.push_back(cell.text);
    while (table->next(row)) {
      if (sheet.rows.size() == kMostRows) return too_much();
      sheet.rows.push_back(std::exchange(row, {}));
    }
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

const collectors::TableCell& cell_at(const collectors::TableRow& row, std::size_t column) {
  static const collectors::TableCell empty;
  return column < row.cells.size() ? row.cells[column] : empty;
}

}  // namespace tertil::reports
