/// @file collectors/workbook_fault.hpp
/// @brief What can be wrong with a workbook, and what is worth saying of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/text.hpp"

namespace tertil::collectors {

namespace rule {
inline constexpr std::string_view kBadWorkbook = "bad-workbook";
inline constexpr std::string_view kNoSuchSheet = "no-such-sheet";
inline constexpr std::string_view kSheetsSkipped = "sheets-skipped";
inline constexpr std::string_view kHiddenRows = "hidden-rows";
inline constexpr std::string_view kPercentCells = "percent-cells";
inline constexpr std::string_view kSpreadsheetError = "spreadsheet-error";
}  // namespace rule

namespace message {
[[nodiscard]] Text too_many_entries(std::size_t limit);
[[nodiscard]] Text inflates_too_much(std::size_t megabytes, std::size_t ratio);
[[nodiscard]] Text too_many_strings();
[[nodiscard]] Text bad_archive();
/// `part` is the entry that cannot be read.
[[nodiscard]] Text bad_part(std::string_view part);
[[nodiscard]] Text has_doctype(std::string_view part);
/// A document of another kind in the same kind of archive.
[[nodiscard]] Text no_workbook(std::string_view what);
[[nodiscard]] Text no_such_sheet(std::string_view sheet, const std::vector<std::string>& sheets);
[[nodiscard]] Text no_rows();
/// `read` is the sheet taken; the others have rows too.
[[nodiscard]] Text sheets_skipped(std::string_view read, const std::vector<std::string>& others);
[[nodiscard]] Text hidden_rows();
[[nodiscard]] Text percent_cells();
[[nodiscard]] Text spreadsheet_error(std::string_view error);
}  // namespace message

}  // namespace tertil::collectors
