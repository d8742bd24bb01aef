#include "analytics/decimals.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>

namespace tertil::analytics {
namespace {

constexpr int kMostPowers = 18;  // 10^18 is the last power of ten in 63 bits
constexpr std::int64_t kExactInDouble = std::int64_t{1} << 53;

// digits * 10^-decimals. A double needs at most 17 digits, so they always fit.
struct Decimal {
  std::int64_t digits{0};
  int decimals{0};
};

Decimal shortest(double value) {
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                     std::chars_format::scientific);
  const std::string_view text(buffer.data(), written.ptr);
  const auto e = text.find('e');
  Decimal result;
  bool after_point = false;
  for (const char c : text.substr(0, e)) {
    if (c == '.') {
      after_point = true;
    } else if (c != '-') {
      result.digits = result.digits * 10 + (c - '0');
      result.decimals += after_point ? 1 : 0;
    }
  }
  if (text.front() == '-') result.digits = -result.digits;
  const bool plus = text[e + 1] == '+';
  int exponent = 0;
  std::from_chars(text.data() + e + (plus ? 2 : 1), text.data() + text.size(), exponent);
  result.decimals -= exponent;
  return result;
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// The whole number of steps of 10^-decimals, if it fits.
std::optional<std::int64_t> steps(Decimal value, int decimals) {
  if (value.digits == 0) return 0;
  const int up = decimals - value.decimals;
  std::int64_t result = 0;
  if (up > kMostPowers || __builtin_mul_overflow(value.digits, power_of_ten(up), &result)) {
    return std::nullopt;
  }
  return result;
}

// The double nearest to steps * 10^-decimals: a division would round twice.
double nearest(std::int64_t steps, int decimals) {
  const std::string text = std::to_string(steps) + 'e' + std::to_string(-decimals);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int most_decimals(Decimal a, Decimal b) { return std::max({0, a.decimals, b.decimals}); }

}  // namespace

int decimals(double value) { return std::max(0, shortest(value).decimals); }

double round_to(double value, int places) {
  const Decimal given = shortest(value);
  const int surplus = given.decimals - places;
  if (surplus <= 0) return value + 0.0;
  if (surplus > kMostPowers) return 0.0;
  const std::int64_t unit = power_of_ten(surplus);
  const std::int64_t rest = std::abs(given.digits % unit);
  const std::int64_t away = rest >= unit - rest ? (given.digits < 0 ? -1 : 1) : 0;
  return nearest(given.digits / unit + away, places);
}

double difference(double a, double b) {
  const Decimal x = shortest(a);
  const Decimal y = shortest(b);
  const int places = most_decimals(x, y);
  const auto m = steps(x, places);
  const auto n = steps(y, places);
  std::int64_t result = 0;
  if (!m || !n || __builtin_sub_overflow(*m, *n, &result)) return a - b + 0.0;
  return nearest(result, places);
}

double midpoint(double a, double b) {
  const Decimal x = shortest(a);
  const Decimal y = shortest(b);
  const int places = most_decimals(x, y);
  const auto m = steps(x, places);
  const auto n = steps(y, places);
  std::int64_t sum = 0;
  if (!m || !n || __builtin_add_overflow(*m, *n, &sum)) return std::midpoint(a, b) + 0.0;
  return nearest(sum / 2 + sum % 2, places);
}

double share_of_way(double from, double to, double at) {
  const Decimal x = shortest(from);
  const Decimal y = shortest(to);
  const Decimal z = shortest(at);
  const int places = std::max(most_decimals(x, y), z.decimals);
  const auto start = steps(x, places);
  const auto end = steps(y, places);
  const auto here = steps(z, places);
  std::int64_t way = 0;
  std::int64_t done = 0;
  if (!start || !end || !here || __builtin_sub_overflow(*end, *start, &way) ||
      __builtin_sub_overflow(*here, *start, &done) || std::abs(way) > kExactInDouble ||
      std::abs(done) > kExactInDouble) {
    return difference(at, from) / difference(to, from);
  }
  return static_cast<double>(done) / static_cast<double>(way) + 0.0;
}

}  // namespace tertil::analytics
