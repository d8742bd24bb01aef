#include "service/domain/spoken_number.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tertil {
namespace {

constexpr const char* kNoBreakSpace = "\u00A0";
constexpr const char* kMinus = "\u2212";

/// "1234567" → "1 234 567", with the language's mark between groups of three.
std::string grouped(std::string_view digits, Language language) {
  const std::string_view mark = language == Language::kSwedish ? kNoBreakSpace : ",";
  std::string result;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) result += mark;
    result += digits[i];
  }
  return result;
}

std::string written(std::string_view plain, Language language) {
  const bool negative = plain.starts_with('-');
  if (negative) plain.remove_prefix(1);
  const auto point = std::min(plain.find('.'), plain.size());
  auto result = grouped(plain.substr(0, point), language);
  if (point < plain.size()) {
    result += language == Language::kSwedish ? ',' : '.';
    result += plain.substr(point + 1);
  }
  const bool is_zero = plain.find_first_not_of("0.") == std::string_view::npos;
  return negative && !is_zero ? kMinus + result : result;
}

}  // namespace

std::string format_number(double value, int decimals, Language language) {
  return written(fmt::format("{:.{}f}", value, decimals), language);
}

std::string format_count(std::int64_t count, Language language) {
  return written(fmt::format("{}", count), language);
}

}  // namespace tertil
