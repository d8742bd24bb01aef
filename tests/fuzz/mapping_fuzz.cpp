// Every mapping is read or refused with its line; one that is read takes any file without harm, and
// every row ends in a batch or in a fault. The input is a mapping, a NUL and a file.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "collectors/collect.hpp"
#include "collectors/mapping_text.hpp"
#include "tests/fuzz/promise.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tertil::collectors;
  using tertil::fuzz::promise;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto end = input.find('\0');
  const auto text = input.substr(0, end);
  const auto file = end == std::string_view::npos ? std::string_view() : input.substr(end + 1);
  const auto answer = check_answer(text);
  const auto checked = check_source(answer.at("toml").get<std::string>());
  promise(checked.source.has_value() == checked.faults.empty() || !answer.at("valid").get<bool>(),
          "a mapping is read or has faults");
  for (const auto& fault : checked.faults) promise(!fault.message.sv.empty(), "a fault says why");
  if (!checked.source) return 0;
  Limits limits;
  limits.record_bytes = 4096;
  limits.json_bytes = 65536;
  limits.batch_rows = 64;
  auto collection = Collection::open(file, *checked.source, limits, "key");
  RecordBatch batch;
  std::int64_t good = 0;
  while (collection.next(batch)) good += static_cast<std::int64_t>(batch.size());
  promise(collection.rows_read() == good + collection.faulty_rows(), "every row ends somewhere");
  return 0;
}
