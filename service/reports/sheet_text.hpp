/// @file service/reports/sheet_text.hpp
/// @brief Text as a cell of a workbook can hold it.
#pragma once
#include <string>
#include <string_view>

namespace tertil::reports {

/// One text in its two forms.
struct SheetText {
  std::string plain;    ///< What a reader of the workbook sees.
  std::string written;  ///< The same with OOXML's escapes, for the writer.
  bool cut{false};      ///< The text was longer than a cell; `plain` ends with "…".
};

/// At most 32 767 bytes, cut at a whole character. What XML cannot carry is escaped (_x0001_), a
/// text that looks like such an escape too; U+FFFE and U+FFFF become U+FFFD.
[[nodiscard]] SheetText sheet_text(std::string_view text);

}  // namespace tertil::reports
