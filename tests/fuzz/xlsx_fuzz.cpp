#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "collectors/table.hpp"
#include "collectors/table_formats.hpp"
#include "tests/collectors/xlsx_files.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

namespace {

/// The parts of a workbook, parted by U+0001: data, strings, styles, sheets, properties. The fuzzer
/// finds little behind checksums and compression, so it is given what lies behind them.
std::string workbook_from(std::string_view text) {
  const auto part = [&text] {
    const std::size_t end = std::min(text.find('\x01'), text.size());
    const std::string one(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return one;
  };
  WorkbookParts parts;
  parts.data = {part()};
  parts.strings = part();
  parts.styles = part();
  if (auto sheets = part(); !sheets.empty()) parts.sheets = std::move(sheets);
  parts.properties = part();
  return workbook_of(parts);
}

}  // namespace

/// An archive of any bytes, or a workbook of any parts, is refused, or read to its end within the
/// limits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string bytes =
      input.starts_with("PK\x03\x04") ? std::string(input) : workbook_from(input);
  Limits limits;
  limits.cell_bytes = 256;
  limits.columns = 32;
  limits.inflated_bytes = std::size_t{4} << 20U;
  FileForm form;
  auto opened = open_xlsx_table(ByteSource(bytes), {}, limits, form);
  if (const auto* refusal = std::get_if<Refusal>(&opened)) {
    promise(!refusal->fault.rule.empty() && !refusal->fault.message.sv.empty(),
            "a reason is given");
    promise(!refusal->fault.message.en.empty(), "in both languages");
    return 0;
  }
  auto& table = *std::get<std::unique_ptr<TableReader>>(opened);
  TableRow row;
  while (table.next(row)) {
    promise(row.cells.size() <= limits.columns, "no more columns than the limit");
    promise(row.fault.has_value() == row.cells.empty(), "cells or a fault");
    for (const TableCell& cell : row.cells) {
      promise(cell.text.size() <= limits.cell_bytes, "no cell larger than the limit");
      promise((cell.kind == CellKind::kEmpty) == cell.text.empty(), "empty cells are empty");
    }
  }
  promise(!sheet_names(ByteSource(bytes), limits).empty(), "what is read has a sheet");
  return 0;
}
