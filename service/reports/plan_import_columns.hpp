/// @file service/reports/plan_import_columns.hpp
/// @brief Finds the sheets and columns of a plan in a workbook that somebody sends.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/reports/plan_import.hpp"
#include "service/reports/workbook_rows.hpp"

namespace tertil::reports {

/// Where the columns of a sheet stand in the file.
struct BoundSheet {
  const WorkbookSheet* sheet{nullptr};  ///< Null if the file does not have it.
  std::optional<std::size_t> id;
  std::optional<std::size_t> version;  ///< A list inside a part has none.
  std::vector<std::pair<const SheetColumn*, std::size_t>> columns;
};

/// The sheet with this title in either language. Headings that it does not have, that stand twice
/// or are missing are faults; without Id (and Version, unless `detail`) it is not read at all.
/// `sheets` must outlive what it gives.
[[nodiscard]] BoundSheet bound_to(const std::vector<WorkbookSheet>& sheets, const Text& title,
                                  const std::vector<SheetColumn>& columns, bool detail,
                                  std::vector<PlanImportFault>& faults);

/// A fault for each sheet that a plan's workbook does not have.
void refuse_unknown_sheets(const std::vector<WorkbookSheet>& sheets,
                           std::vector<PlanImportFault>& faults);

/// Whether somebody may give a new part this id: letters a–z, digits, -, . and _, at most 100.
[[nodiscard]] bool is_part_id(std::string_view text);

/// The column's heading as the file has it, so that people find it.
[[nodiscard]] std::string heading_of(const BoundSheet& bound, const SheetColumn& column);

}  // namespace tertil::reports
