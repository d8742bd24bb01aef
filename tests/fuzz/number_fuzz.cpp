#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "collectors/number.hpp"
#include "collectors/schema.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

/// A number is finite, its shortest text reads back, and evidence never changes what a mapping
/// would have said: likely is the same as said, or no number.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string field(reinterpret_cast<const char*>(data), size);
  static_cast<void>(is_period(field));
  static_cast<void>(parse_year(field));
  for (const DecimalMark mark : {DecimalMark::kUnknown, DecimalMark::kComma, DecimalMark::kPoint,
                                 DecimalMark::kCommaLikely, DecimalMark::kPointLikely}) {
    const auto result = parse_number(field, mark);
    const auto* value = std::get_if<double>(&result);
    if (value == nullptr) continue;
    promise(std::isfinite(*value), "numbers are finite");
    promise(*value != 0.0 || !std::signbit(*value), "zero has no sign");
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), *value);
    const auto again = parse_number({text.data(), static_cast<std::size_t>(end.ptr - text.data())},
                                    DecimalMark::kPoint);
    promise(std::holds_alternative<double>(again) && std::get<double>(again) == *value,
            "the shortest text reads back");
  }
  const auto said = parse_number(field, DecimalMark::kComma);
  const auto likely = parse_number(field, DecimalMark::kCommaLikely);
  if (std::holds_alternative<double>(said) && std::holds_alternative<double>(likely)) {
    promise(said == likely, "evidence agrees with what a mapping says");
  }
  return 0;
}
