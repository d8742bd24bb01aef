#include "service/cli/duration.hpp"

#include <charconv>

namespace tertil::cli {
namespace {

std::int64_t seconds_in(char unit) {
  switch (unit) {
    case 's': return 1;
    case 'm': return 60;
    case 'h': return 3600;
    case 'd': return 86'400;
    case 'w': return 7 * 86'400;
    default: return 0;
  }
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) {
  constexpr std::int64_t kLongest = 1000LL * 366 * 86'400;
  if (text.size() < 2) return std::nullopt;
  const auto unit = seconds_in(text.back());
  std::int64_t number = 0;
  const auto* end = text.data() + text.size() - 1;
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  if (unit == 0 || fault != std::errc{} || stopped != end) return std::nullopt;
  if (number <= 0 || number > kLongest / unit) return std::nullopt;
  return number * unit;
}

}  // namespace tertil::cli
