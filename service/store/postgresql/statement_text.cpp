#include "service/store/postgresql/statement_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

namespace tertil::store::postgresql {
namespace {

/// By the index of the variant.
constexpr std::array<std::string_view, 5> kTypes{"", "bigint", "double precision", "text", "bytea"};
constexpr std::string_view kKinds = "nirtb";

tl::unexpected<Error> wrong(std::string where) {
  return fail(ErrorCode::kInternal,
              {"Databasen kunde inte utföra det. Felet finns i loggen.",
               "The store could not do it. The log says why."},
              "store/postgresql: " + std::move(where));
}

}  // namespace

Result<std::string> typed(std::string_view sql, std::span<const Value> parameters) {
  std::vector<int> numbers;  // the new number of each; 0 for NULL
  numbers.reserve(parameters.size());
  int given = 0;
  for (const auto& value : parameters) numbers.push_back(value.index() == 0 ? 0 : ++given);
  std::string out;
  out.reserve(sql.size() + parameters.size() * 10);
  for (std::size_t at = 0; at < sql.size();) {
    const char c = sql[at];
    if (c == '\'' || c == '"') {  // a doubled quote begins a text of its own, to the same effect
      const auto end = sql.find(c, at + 1);
      if (end == std::string_view::npos) return wrong("a quote without its end");
      out.append(sql.substr(at, end + 1 - at));
      at = end + 1;
      continue;
    }
    if (c != '$') {
      out += c;
      ++at;
      continue;
    }
    std::size_t number = 0;
    const char* const end =
        std::from_chars(sql.data() + at + 1, sql.data() + sql.size(), number).ptr;
    if (number == 0 || number > parameters.size()) return wrong("a parameter without its value");
    if (numbers[number - 1] == 0) {
      out += "NULL";
    } else {
      fmt::format_to(std::back_inserter(out), "${}::{}", numbers[number - 1],
                     kTypes.at(parameters[number - 1].index()));
    }
    at = static_cast<std::size_t>(end - sql.data());
  }
  return out;
}

std::string kinds_of(std::span<const Value> parameters) {
  std::string kinds;
  kinds.reserve(parameters.size());
  for (const auto& value : parameters) kinds += kKinds.at(value.index());
  return kinds;
}

std::string as_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex(2 + bytes.size() * 2, 'x');
  auto to = hex.begin();
  *to = '\\';
  to += 2;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    *to++ = kDigits[byte >> 4U];
    *to++ = kDigits[byte & 0xFU];
  }
  return hex;
}

Result<std::vector<std::string>> as_texts(std::span<const Value> parameters) {
  std::vector<std::string> texts;
  texts.reserve(parameters.size());
  for (const auto& value : parameters) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      texts.push_back(fmt::format("{}", *number));
    } else if (const auto* real = std::get_if<double>(&value)) {
      if (!std::isfinite(*real)) return wrong("a number that is not finite");
      texts.push_back(fmt::format("{}", *real));
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      if (text->find('\0') != std::string::npos) {
        return fail(ErrorCode::kInvalidInput,
                    {"Texten innehåller ett NUL-tecken, som databasen inte kan spara.",
                     "The text has a NUL character, which the store cannot keep."},
                    "store/postgresql: NUL in a text");
      }
      texts.push_back(*text);
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
      texts.push_back(as_hex(bytes->bytes));
    }
  }
  return texts;
}

}  // namespace tertil::store::postgresql
