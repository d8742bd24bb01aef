/// @file service/reports/plan_cells.hpp
/// @brief Between the JSON of a plan's part and the cells of its row.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

#include "collectors/table.hpp"
#include "service/domain/text.hpp"
#include "service/reports/plan_sheets.hpp"

namespace tertil::reports {

/// What a workbook's cell shows; empty for what is unknown or an empty text.
using SheetCell = std::variant<std::monostate, std::string, double>;

/// The cell that the part has in the column.
[[nodiscard]] SheetCell cell_of(const nlohmann::json& part, const SheetColumn& column,
                                Language language);

/// Whether a cell that was read is what `cell_of` gave: white space at the ends, kinds of line
/// breaks and the sixteenth digit do not count, a word may be in either language.
[[nodiscard]] bool is_same(const nlohmann::json& part, const SheetColumn& column,
                           const collectors::TableCell& read);

/// Puts what was read into the part. What is wrong with it, if it cannot be.
[[nodiscard]] std::optional<Text> put_cell(nlohmann::json& part, const SheetColumn& column,
                                           const collectors::TableCell& read);

}  // namespace tertil::reports
