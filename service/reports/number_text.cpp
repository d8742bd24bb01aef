#include "service/reports/number_text.hpp"

#include <cassert>
#include <charconv>
#include <cmath>

namespace tertil::reports {

void append_number(std::string& out, double value) {
  assert(std::isfinite(value));
  if (value == 0.0) {
    out += '0';
    return;
  }
  const double size = std::abs(value);
  // Left alone, to_chars takes the shorter form, and 1e+06 is shorter than 1000000.
  const auto format =
      size >= 1e-6 && size < 1e21 ? std::chars_format::fixed : std::chars_format::scientific;
  char digits[64];
  const auto [end, problem] = std::to_chars(digits, digits + sizeof digits, value, format);
  assert(problem == std::errc{});
  out.append(digits, end);
}

std::string number_text(double value) {
  std::string text;
  append_number(text, value);
  return text;
}

}  // namespace tertil::reports
