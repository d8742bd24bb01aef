// Any bytes as XML: a table, or a refusal with words. Rows never hold more cells than names.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "collectors/table_formats.hpp"
#include "tests/fuzz/promise.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tertil::collectors;
  using tertil::fuzz::promise;
  std::string_view input(reinterpret_cast<const char*>(data), size);
  TableOptions options;
  if (!input.empty() && input.front() == '!') {  // a path before the first line end
    const auto end = input.find('\n');
    options.records = input.substr(1, end == std::string_view::npos ? end : end - 1);
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
  }
  Limits limits;
  limits.json_bytes = 1 << 20;
  limits.columns = 100;
  limits.cell_bytes = 1000;
  const auto opened =
      open_xml_table(TextReader(ByteSource(input), Encoding::kUtf8), options, limits);
  if (const auto* refusal = std::get_if<Refusal>(&opened)) {
    promise(!refusal->fault.message.sv.empty() && !refusal->fault.rule.empty(),
            "a refusal says why");
    return 0;
  }
  auto& table = *std::get<std::unique_ptr<TableReader>>(opened);
  TableRow row;
  while (table.next(row)) {
    promise(row.cells.size() <= table.names().size(), "no more cells than names");
    promise(table.names().size() <= limits.columns, "no more names than allowed");
  }
  return 0;
}
