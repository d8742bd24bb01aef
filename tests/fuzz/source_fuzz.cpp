#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "collectors/source.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

/// A source is whole, or there are words on why not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto parsed = parse_source(text);
  if (const auto* fault = std::get_if<SourceFault>(&parsed)) {
    promise(!fault->message.sv.empty() && !fault->message.en.empty(), "a fault has words");
    return 0;
  }
  const auto& source = std::get<Source>(parsed);
  promise(!source.id.empty() && source.version >= 1, "a source has id and version");
  promise(source.owner.size() == 2 && !source.formats.empty(), "and owner and formats");
  promise(!source.name.sv.empty() && !source.attribution.en.empty(), "and its words");
  promise(source.series.empty() == (source.target != Target::kKeyFigureValue), "and series");
  return 0;
}
