#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "collectors/collect.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

/// Whatever a table claims of its cells, every row is in a batch or has a fault, and every value is
/// finite.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Source source;
  source.id = "population";
  source.target = Target::kPopulation;
  source.owner = "00";
  source.formats = {Format::kJsonStat};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto collection = Collection::open(bytes, source);
  RecordBatch batch;
  std::int64_t good = 0;
  while (collection.next(batch)) {
    good += static_cast<std::int64_t>(batch.size());
    for (const double value : batch.column("value").numbers) {
      promise(std::isfinite(value), "values are finite");
    }
    static_cast<void>(collection.take_faults());
  }
  promise(collection.rows_read() == good + collection.faulty_rows(), "no row is lost");
  return 0;
}
