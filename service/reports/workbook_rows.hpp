/// @file service/reports/workbook_rows.hpp
/// @brief All sheets of a workbook that somebody sends, as headings and rows.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "collectors/byte_source.hpp"
#include "collectors/table.hpp"

namespace tertil::reports {

struct WorkbookSheet {
  std::string name;
  std::vector<std::string> headings;       ///< Of the first row that is not blank.
  std::vector<collectors::TableRow> rows;  ///< What stands below, without blank rows.
};

/// The sheets in the order of their tabs, without those that have nothing in them; or why the
/// file cannot be read. @throws std::system_error when the bytes cannot be read.
[[nodiscard]] std::variant<std::vector<WorkbookSheet>, collectors::RowFault> read_workbook_rows(
    const collectors::ByteSource& bytes);

/// The cell in a column; empty where the row ends before it.
[[nodiscard]] const collectors::TableCell& cell_at(const collectors::TableRow& row,
                                                   std::size_t column);

}  // namespace tertil::reports
