/// @file collectors/table_formats.hpp
/// @brief One opener for each format of table. For this folder; others call `open_table`.
#pragma once

#include <string>
#include <vector>

#include "collectors/encoding.hpp"
#include "collectors/table.hpp"

namespace tertil::collectors {

/// Delimited text; the header is one of the rows. Tolerant: see csv_table.cpp for what is mended.
[[nodiscard]] OpenedTable open_csv_table(const TextReader& text, const TableOptions& options,
                                         const Limits& limits);
/// One sheet of a workbook; the header is one of the rows. `form.format` tells what the archive
/// really is where it is no workbook of ours ("ods", "xlsb", "docx", "zip").
[[nodiscard]] OpenedTable open_xlsx_table(const ByteSource& bytes, const TableOptions& options,
                                          const Limits& limits, FileForm& form);
/// A workbook with a sheet whose header is made of the field names of a target.
[[nodiscard]] OpenedRows open_xlsx(const ByteSource& bytes, const Schema& schema,
                                   const Limits& limits, FileForm& form);
/// A JSON document with an array of records somewhere in it (`TableOptions::records`).
[[nodiscard]] OpenedTable open_json_table(const TextReader& text, const TableOptions& options,
                                          const Limits& limits);
/// One JSON object a line.
[[nodiscard]] OpenedTable open_ndjson_table(const TextReader& text, const TableOptions& options,
                                            const Limits& limits);
/// XML with repeated elements. The text is UTF-8, whatever its declaration says: the file's own
/// bytes decided (`detect_encoding`).
[[nodiscard]] OpenedTable open_xml_table(const TextReader& text, const TableOptions& options,
                                         const Limits& limits);

/// The names of a workbook's sheets in the order of its tabs, hidden ones too; empty when the
/// file is no workbook that can be read.
[[nodiscard]] std::vector<std::string> sheet_names(const ByteSource& bytes, const Limits& limits);

}  // namespace tertil::collectors
