/// @file service/reports/xlsx.hpp
/// @brief A table as a workbook: the rows, and a second sheet that says what they are.
#pragma once
#include <string>
#include <vector>

#include "service/domain/result.hpp"
#include "service/reports/table.hpp"

namespace tertil::reports {

/// The bytes of an .xlsx file. Text is always written as text, never as formula or link; numbers
/// are numbers, shown with the column's decimals and stored whole. The header row is frozen. The
/// sheet "Om uppgifterna"/"About" holds title, definition, source, processing and as-of time.
/// Equal tables give equal bytes. Blocks (a temporary file): call from the pool.
[[nodiscard]] Result<std::string> write_xlsx(const Table& table);

/// The same with a sheet for each table, named by its title; the first one's words describe them
/// all. @pre At least one; titles differ and have at most 31 letters.
[[nodiscard]] Result<std::string> write_xlsx(const std::vector<Table>& sheets);

}  // namespace tertil::reports
