#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "collectors/encoding.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

namespace {

std::string decoded(std::string_view bytes, Encoding encoding, std::size_t amount) {
  TextReader reader(ByteSource(bytes), encoding);
  std::string text;
  while (reader.read(text, amount)) {
  }
  return text;
}

}  // namespace

/// What is taken decodes to UTF-8 without damage, the same in chunks of any size.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto found = detect_encoding(ByteSource(bytes));
  if (const auto* fault = std::get_if<EncodingFault>(&found)) {
    promise(fault->line >= 1 && !fault->message.sv.empty(), "a fault has its place and words");
    return 0;
  }
  const auto encoding = std::get<Encoding>(found);
  const std::string text = decoded(bytes, encoding, std::size_t{64} * 1024);
  promise(is_utf8(text), "decoded text is UTF-8");
  promise(text.find("\xEF\xBF\xBD") == std::string::npos, "nothing was lost");
  promise(text.find('\0') == std::string::npos, "no NUL");
  promise(decoded(bytes, encoding, 16) == text, "chunks do not matter");
  return 0;
}
