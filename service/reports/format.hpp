/// @file service/reports/format.hpp
/// @brief In which forms a table can be had, and what each is called.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/domain/result.hpp"
#include "service/reports/csv.hpp"
#include "service/reports/table.hpp"

namespace tertil::reports {

enum class Format { kJson, kCsv, kXlsx, kJsonStat, kCsvw };

[[nodiscard]] std::string_view to_string(Format format);  ///< "json-stat"
[[nodiscard]] std::optional<Format> parse_format(std::string_view text);
/// "text/csv; charset=utf-8"
[[nodiscard]] std::string_view content_type(Format format);
/// The table's name with the format's ending: "rangordning-fornybart-2023.xlsx".
[[nodiscard]] std::string file_name(const Table& table, Format format);

/// The table in any form but kJson, which every result writes itself. `csv_address`: where its CSV
/// is, for kCsvw.
[[nodiscard]] Result<std::string> write(const Table& table, Format format, CsvDialect dialect,
                                        std::string_view csv_address);

}  // namespace tertil::reports
