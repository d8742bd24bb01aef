#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "collectors/header.hpp"
#include "collectors/table.hpp"
#include "collectors/table_formats.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

/// Any text is a table: dialect, repairs, header and kinds of rows are found without a fall, rows
/// come in order, and no text comes out that did not go in.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  Limits limits;
  limits.cell_bytes = 256;
  limits.columns = 16;
  limits.record_bytes = 1024;
  auto opened =
      open_csv_table(TextReader(ByteSource(bytes), Encoding::kUtf8), TableOptions{}, limits);
  if (std::holds_alternative<Refusal>(opened)) return 0;
  HeaderedTable table(std::move(std::get<std::unique_ptr<TableReader>>(opened)));
  TableRow row;
  RowKind kind{};
  std::int64_t last = table.header() ? table.header()->row : 0;
  std::size_t text = 0;
  while (table.next(row, kind)) {
    promise(row.row > last || !table.header(), "rows below the header");
    promise(row.row > last || last == 0, "line numbers grow");
    promise(row.fault.has_value() == row.cells.empty(), "cells or a fault");
    for (const TableCell& cell : row.cells) text += cell.text.size();
    last = row.row;
  }
  promise(text <= size * 3, "no text is read twice");  // one bad byte is U+FFFD, three bytes
  if (table.header()) {
    const std::size_t units = table.header()->units.size();
    promise(units == 0 || units == table.header()->names.size(), "a unit for each name, or none");
  }
  return 0;
}
