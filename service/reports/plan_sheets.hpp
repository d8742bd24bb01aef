/// @file service/reports/plan_sheets.hpp
/// @brief The sheets of a plan's workbook: what each holds, column by column.
///
/// One sheet for each kind of part, and one for each list inside a part, whose rows name the part
/// they belong to. Writing and reading a workbook both go by this table, so that what was written
/// can be read back.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/plan_item.hpp"
#include "service/domain/text.hpp"

namespace tertil::reports {

/// How a value stands in a cell.
enum class CellForm {
  kText,
  kNumber,
  kWhole,  ///< A whole number.
  kTruth,  ///< ja or nej.
  kWord,   ///< One of `words`.
  kTexts,  ///< Several texts, one on each line.
};

/// A word of the API and what people call it.
struct SheetWord {
  std::string_view word;
  Text text;
};

struct SheetColumn {
  std::string pointer;  ///< Of the value in the part: "/name", "/source/text".
  Text header;
  CellForm form{CellForm::kText};
  std::span<const SheetWord> words{};
};

/// A list inside a part.
struct SheetDetail {
  std::string member;  ///< "facts"
  Text title;
  std::vector<SheetColumn> columns;
};

struct PlanSheet {
  std::string part;                  ///< "plan", "measure" or as to_string(kind).
  std::optional<PlanItemKind> kind;  ///< Empty for the plan itself and its measures.
  Text title;
  std::vector<SheetColumn> columns;
  std::vector<SheetDetail> details;
};

/// In the order of the workbook, which is one in which each part comes after what it refers to.
[[nodiscard]] const std::vector<PlanSheet>& plan_sheets();

/// The columns that every sheet begins with.
[[nodiscard]] const Text& id_header();
[[nodiscard]] const Text& version_header();
/// The column that every part's sheet ends with; for people only.
[[nodiscard]] const Text& example_header();
/// The sheet that explains the others.
[[nodiscard]] const Text& notes_title();

}  // namespace tertil::reports
