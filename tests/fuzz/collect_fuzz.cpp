#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/collect.hpp"
#include "collectors/encoding.hpp"
#include "collectors/shipped_sources.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

namespace {

const std::vector<Source>& sources() {
  static const std::vector<Source> all = [] {
    std::vector<Source> parsed;
    for (const auto& shipped : shipped_sources()) {
      parsed.push_back(std::get<Source>(parse_source(shipped.toml)));
    }
    return parsed;
  }();
  return all;
}

void check(const RecordBatch& batch) {
  promise(batch.records.size() == batch.size(), "a record for each row");
  promise(batch.columns.size() == batch.schema->fields.size(), "a column for each field");
  for (const Column& column : batch.columns) {
    promise(column.present.size() == batch.size(), "presence for each row");
    promise(column.text.size() + column.numbers.size() == batch.size(), "a value for each row");
    for (const auto& text : column.text) promise(is_utf8(text), "texts are UTF-8");
  }
}

}  // namespace

/// Whatever the file, every row is in a batch or in a fault. The first byte picks the source.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Source& source = sources()[data[0] % sources().size()];
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const Limits limits{.cell_bytes = 200,
                      .columns = 32,
                      .record_bytes = 1000,
                      .json_depth = 8,
                      .json_bytes = 100'000,
                      .batch_rows = 3};
  auto collection = Collection::open(bytes, source, limits);
  RecordBatch batch;
  std::int64_t good = 0;
  std::int64_t first_faults = 0;
  const auto count_faults = [&] {
    for (const RowFault& fault : collection.take_faults()) {
      promise(!fault.rule.empty() && !fault.message.sv.empty(), "a fault has rule and words");
      promise(is_utf8(fault.raw) && is_utf8(fault.record), "what it quotes is UTF-8");
      promise(fault.row >= 1, "a fault has its row");
      if (fault.first_of_row) ++first_faults;
    }
  };
  while (collection.next(batch)) {
    check(batch);
    good += static_cast<std::int64_t>(batch.size());
    count_faults();
  }
  count_faults();
  promise(collection.rows_read() == good + collection.faulty_rows(), "every row is accounted for");
  promise(!collection.refused() || (good == 0 && first_faults == 1), "a refusal is one fault");
  promise(collection.refused() || first_faults == collection.faulty_rows(), "one fault decides");
  return 0;
}
