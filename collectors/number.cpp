#include "collectors/number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <system_error>

namespace tertil::collectors {

namespace {

using Marks = std::array<std::string_view, 6>;
constexpr Marks kGroupMarks{" ", "\u00A0", "\u202F", "\u2009", "'", "\u2019"};
constexpr std::array<std::string_view, 9> kWhite{" ",      "\t",     "\r",     "\n",    "\v",
                                                 "\u00A0", "\u202F", "\u2009", "\uFEFF"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const auto white : kWhite) {
      if (text.starts_with(white)) {
        text.remove_prefix(white.size());
        again = true;
      }
      if (text.ends_with(white)) {
        text.remove_suffix(white.size());
        again = true;
      }
    }
  }
  return text;
}

/// What stands between digits, found in one walk. Marks are kept as positions among the digits.
struct Shape {
  std::string digits;                     ///< All digits of the significand.
  std::string_view group;                 ///< The group mark met, if any; only one kind may occur.
  std::array<std::size_t, 2> count{};     ///< How many points, how many commas.
  std::array<std::size_t, 2> first_at{};  ///< Digits before the first of each.
  std::array<std::size_t, 2> last_at{};   ///< Digits before the last of each.
  std::array<bool, 2> regular{true, true};  ///< Three digits between marks of each kind.
  std::size_t group_first{0};
  std::size_t group_last{0};
  bool group_regular{true};
  std::string_view exponent;  ///< With its sign, without the letter.
};

constexpr std::size_t kPointAt = 0;
constexpr std::size_t kCommaAt = 1;

std::optional<std::string_view> group_mark_at(std::string_view rest) {
  for (const auto mark : kGroupMarks) {
    if (rest.starts_with(mark)) return mark;
  }
  return std::nullopt;
}

bool read_exponent(std::string_view rest, Shape& shape) {
  shape.exponent = rest.substr(1);
  auto digits = shape.exponent;
  if (digits.starts_with('+') || digits.starts_with('-')) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 3) return false;
  for (const char c : digits) {
    if (!is_digit(c)) return false;
  }
  return true;
}

std::optional<Shape> shape_of(std::string_view text) {
  Shape shape;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const std::size_t before = shape.digits.size();
    if (is_digit(c)) {
      shape.digits.push_back(c);
      ++i;
    } else if (c == '.' || c == ',') {
      const std::size_t kind = c == '.' ? kPointAt : kCommaAt;
      if (shape.count[kind] == 0) shape.first_at[kind] = before;
      if (shape.count[kind] > 0 && before - shape.last_at[kind] != 3) shape.regular[kind] = false;
      shape.last_at[kind] = before;
      ++shape.count[kind];
      ++i;
    } else if (c == 'e' || c == 'E') {
      if (!read_exponent(text.substr(i), shape)) return std::nullopt;
      break;
    } else {
      const auto mark = group_mark_at(text.substr(i));
      if (!mark || (!shape.group.empty() && shape.group != *mark)) return std::nullopt;
      if (shape.count[kPointAt] + shape.count[kCommaAt] > 0) return std::nullopt;
      if (shape.group.empty()) shape.group_first = before;
      if (!shape.group.empty() && before - shape.group_last != 3) shape.group_regular = false;
      shape.group = *mark;
      shape.group_last = before;
      i += mark->size();
    }
  }
  if (shape.digits.empty()) return std::nullopt;
  return shape;
}

bool is_group_start(std::size_t digits) { return digits >= 1 && digits <= 3; }

/// Whether the marks of `kind` part thousands that end where `end` digits have been read.
bool parts_thousands(const Shape& shape, std::size_t kind, std::size_t end) {
  return is_group_start(shape.first_at[kind]) && shape.regular[kind] &&
         end - shape.last_at[kind] == 3 && shape.digits.front() != '0';
}

/// How many digits stand before the decimal mark, or why that cannot be said.
std::variant<std::size_t, NumberFault> whole_digits(const Shape& shape, DecimalMark mark) {
  const std::size_t all = shape.digits.size();
  const std::size_t points = shape.count[kPointAt];
  const std::size_t commas = shape.count[kCommaAt];
  const bool said = mark == DecimalMark::kComma || mark == DecimalMark::kPoint;
  if (points > 0 && commas > 0) {
    if (!said || !shape.group.empty()) return NumberFault::kNotANumber;
    const std::size_t decimal = mark == DecimalMark::kComma ? kCommaAt : kPointAt;
    const std::size_t group = 1 - decimal;
    const bool good = shape.count[decimal] == 1 && shape.last_at[group] < shape.last_at[decimal] &&
                      parts_thousands(shape, group, shape.last_at[decimal]);
    if (!good) return NumberFault::kNotANumber;
    return shape.last_at[decimal];
  }
  if (points + commas == 0) return all;

  const std::size_t kind = points > 0 ? kPointAt : kCommaAt;
  const bool may_group =
      shape.group.empty() && shape.exponent.empty() && parts_thousands(shape, kind, all);
  const bool may_decide = shape.count[kind] == 1 && shape.last_at[kind] < all;
  const bool comma_decides = mark == DecimalMark::kComma || mark == DecimalMark::kCommaLikely;
  const bool point_decides = mark == DecimalMark::kPoint || mark == DecimalMark::kPointLikely;
  const bool is_decimal_mark = kind == kCommaAt ? comma_decides : point_decides;
  if (is_decimal_mark || (may_decide && !may_group && !said)) {
    if (!may_decide) return NumberFault::kNotANumber;
    return shape.last_at[kind];
  }
  if (!may_group) return NumberFault::kNotANumber;
  if (shape.count[kind] == 1 && !said) return NumberFault::kAmbiguous;
  return all;
}

}  // namespace

std::variant<double, NumberFault> parse_number(std::string_view field, DecimalMark mark) {
  std::string_view text = trimmed(field);
  bool negative = false;
  for (const std::string_view minus : {"-", "\u2212"}) {
    if (!negative && text.starts_with(minus)) {
      negative = true;
      text.remove_prefix(minus.size());
    }
  }
  if (!negative && text.starts_with('+')) text.remove_prefix(1);

  const auto shape = shape_of(text);
  if (!shape) return NumberFault::kNotANumber;
  const auto whole = whole_digits(*shape, mark);
  if (const auto* fault = std::get_if<NumberFault>(&whole)) return *fault;
  const std::size_t split = std::get<std::size_t>(whole);
  if (!shape->group.empty()) {
    const bool grouped = is_group_start(shape->group_first) && shape->group_regular &&
                         split - shape->group_last == 3 && shape->exponent.empty();
    if (!grouped) return NumberFault::kNotANumber;
  }

  std::string plain = shape->digits.substr(0, split);
  if (plain.empty()) plain = "0";
  if (split < shape->digits.size()) plain += "." + shape->digits.substr(split);
  if (!shape->exponent.empty()) {
    // from_chars takes no plus sign before the significand, but does in an exponent.
    plain += "e" + std::string(shape->exponent);
  }
  double value = 0.0;
  const auto [end, problem] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  const bool complete = end == plain.data() + plain.size();
  if (problem != std::errc{} || !complete || !std::isfinite(value)) return NumberFault::kNotANumber;
  return negative && value != 0.0 ? -value : value;
}

}  // namespace tertil::collectors
