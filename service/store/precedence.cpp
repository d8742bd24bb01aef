#include "service/store/precedence.hpp"

#include <algorithm>

namespace tertil::store {
namespace {

bool is_whole(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view without_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

bool equal(const Value& a, const Value& b) {
  if (a.index() == b.index()) return a == b;
  const auto* whole = std::get_if<std::int64_t>(&a);
  const auto* real = std::get_if<double>(&b);
  if (whole != nullptr && real != nullptr) return static_cast<double>(*whole) == *real;
  if (whole == nullptr && std::holds_alternative<std::int64_t>(b)) {
    return std::holds_alternative<double>(a) && equal(b, a);
  }
  return false;
}

}  // namespace

int compare_versions(std::string_view a, std::string_view b) {
  if (!is_whole(a) || !is_whole(b)) return a.compare(b);
  a = without_zeros(a);
  b = without_zeros(b);
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

bool says_the_same(const Fact& earlier, const Fact& later) {
  return std::ranges::equal(earlier.values, later.values, equal) &&
         (later.version.empty() || compare_versions(later.version, earlier.version) <= 0);
}

bool outranks(const FactTable& table, const Fact& later, const Fact& earlier) {
  if (table.weight != nullptr) {
    const int difference = table.weight(later.values) - table.weight(earlier.values);
    if (difference != 0) return difference > 0;
  }
  if (later.version.empty() || earlier.version.empty()) return true;
  return compare_versions(later.version, earlier.version) >= 0;
}

}  // namespace tertil::store
