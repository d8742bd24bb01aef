#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "collectors/csv.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

/// Any bytes are read to the end, in bounded memory, with line numbers that only grow.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const Limits limits{.cell_bytes = 64, .columns = 8, .record_bytes = 256};
  CsvReader reader(TextReader(ByteSource(bytes), Encoding::kUtf8), limits);
  CsvRecord record;
  std::int64_t last = 0;
  std::size_t raw = 0;
  while (reader.next(record)) {
    promise(record.line > last, "line numbers grow");
    promise(record.cells.size() <= limits.columns, "no more columns than the limit");
    promise(record.fault.has_value() == record.cells.empty(), "cells or a fault");
    for (const auto cell : record.cells) {
      promise(cell.size() <= limits.cell_bytes, "no cell larger than the limit");
    }
    last = record.line;
    raw += record.raw.size();
  }
  promise(raw <= size * 3, "no text is read twice");  // one bad byte is U+FFFD, three bytes
  return 0;
}
