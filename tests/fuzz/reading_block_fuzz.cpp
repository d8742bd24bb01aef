#include <cstddef>
#include <cstdint>
#include <string_view>

#include "service/store/reading_block.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::store;
using tertil::fuzz::promise;

/// Any bytes are readings or an error; readings that come out go back in and come out again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const bool counter = data[0] % 2 != 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  (void)decode_block(bytes, {1, 24'290, counter});
  const auto readings = decode_payload(bytes, counter);
  if (!readings || readings->size() > 100'000) return 0;
  BlockBuilder builder{counter};
  for (const auto& reading : *readings) builder.add(reading, 0);
  if (builder.empty()) return 0;
  const auto again = decode_payload(builder.take_payload(), counter);
  promise(again && again->size() == readings->size(), "what was read can be written");
  for (std::size_t i = 0; i < again->size(); ++i) {
    promise((*again)[i].start == (*readings)[i].start && (*again)[i].end == (*readings)[i].end,
            "times stay");
    promise((*again)[i].quantity.value() == (*readings)[i].quantity.value(), "quantities stay");
    promise((*again)[i].row == (*readings)[i].row && (*again)[i].batch == (*readings)[i].batch,
            "origins stay");
  }
  return 0;
}
