#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "collectors/encoding.hpp"
#include "collectors/json.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

/// What is taken is UTF-8 without NUL and comes out as JSON that is taken again, with equal value.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto parsed = parse_json(text);
  if (const auto* fault = std::get_if<JsonFault>(&parsed)) {
    promise(fault->byte <= size && fault->line >= 1 && fault->column >= 1, "the place exists");
    return 0;
  }
  const auto& value = std::get<nlohmann::json>(parsed);
  promise(is_utf8(text) && text.find('\0') == std::string::npos, "only UTF-8 without NUL");
  const auto again = parse_json(value.dump());
  promise(std::holds_alternative<nlohmann::json>(again), "what we write we take");
  promise(std::get<nlohmann::json>(again) == value, "and it is the same");
  return 0;
}
