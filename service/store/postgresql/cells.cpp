#include "service/store/postgresql/cells.hpp"

#include <charconv>
#include <string_view>

namespace tertil::store::postgresql {
namespace {

// PostgreSQL's numbers for its types; they are part of its protocol and never change.
constexpr pqxx::oid kBool = 16;
constexpr pqxx::oid kBytea = 17;
constexpr pqxx::oid kInt8 = 20;
constexpr pqxx::oid kInt2 = 21;
constexpr pqxx::oid kInt4 = 23;
constexpr pqxx::oid kFloat4 = 700;
constexpr pqxx::oid kFloat8 = 701;
constexpr pqxx::oid kNumeric = 1700;

template <class T>
Value number_in(std::string_view text) {
  T number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

unsigned nibble(char c) {
  return static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

/// From "\x00ff".
Bytes bytes_in(std::string_view hex) {
  Bytes value;
  value.bytes.reserve(hex.size() / 2);
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2)
    value.bytes += static_cast<char>((nibble(hex[i]) << 4U) | nibble(hex[i + 1]));
  return value;
}

Value cell_in(pqxx::oid type, std::string_view text) {
  switch (type) {
    case kInt2:
    case kInt4:
    case kInt8: return number_in<std::int64_t>(text);
    case kFloat4:
    case kFloat8: return number_in<double>(text);
    case kBool: return std::int64_t{text == "t"};
    case kBytea: return bytes_in(text);
    case kNumeric:
      if (text.find('.') == std::string_view::npos) return number_in<std::int64_t>(text);
      return number_in<double>(text);
    default: return std::string{text};
  }
}

}  // namespace

std::vector<Row> rows_in(const pqxx::result& result) {
  std::vector<pqxx::oid> types;
  for (pqxx::row::size_type column = 0; column < result.columns(); ++column)
    types.push_back(result.column_type(column));
  std::vector<Row> rows;
  rows.reserve(result.size());
  for (const auto& row : result) {
    Row& cells = rows.emplace_back();
    cells.reserve(types.size());
    for (pqxx::row::size_type column = 0; column < row.size(); ++column) {
      const auto field = row[column];
      if (field.is_null()) {
        cells.emplace_back();
      } else {
        cells.push_back(cell_in(types[column], {field.c_str(), field.size()}));
      }
    }
  }
  return rows;
}

}  // namespace tertil::store::postgresql
