/// @file service/reports/csv.hpp
/// @brief A table as CSV, for Swedish spreadsheets or for programs.
#pragma once
#include <string>

#include "service/reports/table.hpp"

namespace tertil::reports {

enum class CsvDialect {
  kSwedish,  ///< UTF-8 with byte order mark, `;`, decimal comma, headers in words.
  kEnglish,  ///< UTF-8 without, `,`, decimal point, headers as the API's field names.
};

/// Lines end with CRLF; cells are quoted where RFC 4180 asks for it. A text (never a number) that
/// begins with = + - @ tab, CR, NUL or a full-width ＝＋－＠ gets a leading apostrophe, so that no
/// spreadsheet takes it for a formula (promises 5.9).
[[nodiscard]] std::string write_csv(const Table& table, CsvDialect dialect = CsvDialect::kSwedish);

}  // namespace tertil::reports
