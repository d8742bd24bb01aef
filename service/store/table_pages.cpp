#include "service/store/table_pages.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace tertil::store {
namespace {

constexpr std::int64_t kPage = 2000;

/// The key's columns after those of a row, in ascending order.
std::string page_sql(const Table& table, bool first) {
  const auto key = fmt::format("{}", fmt::join(table.key, ", "));
  std::string after;
  if (!first) {
    std::string places;
    for (std::size_t n = 1; n <= table.key.size(); ++n)
      fmt::format_to(std::back_inserter(places), "{}${}", n == 1 ? "" : ", ", n);
    after = fmt::format(" WHERE ({}) > ({})", key, places);
  }
  return fmt::format("SELECT {} FROM {}{} ORDER BY {} LIMIT {}", fmt::join(table.columns, ", "),
                     table.name, after, key, kPage);
}

Row key_of(const Table& table, const Row& row) {
  Row key;
  for (const auto& column : table.key) {
    const auto found = std::ranges::find(table.columns, column);
    key.push_back(row[static_cast<std::size_t>(found - table.columns.begin())]);
  }
  return key;
}

struct Canonical {
  std::string operator()(std::monostate) const { return "n;"; }
  std::string operator()(std::int64_t number) const { return fmt::format("i{};", number); }
  std::string operator()(double number) const {
    return fmt::format("r{};", number == 0.0 ? 0.0 : number);  // SQLite keeps no sign of zero
  }
  std::string operator()(const std::string& text) const {
    return fmt::format("t{}:{};", text.size(), text);
  }
  std::string operator()(const Bytes& value) const {
    return fmt::format("b{}:{};", value.bytes.size(), value.bytes);
  }
};

}  // namespace

Result<void> each_page(Reader& reader, const Table& table,
                       const std::function<Result<void>(std::span<const Row>)>& take) {
  Row after;
  for (bool first = true;; first = false) {
    const auto rows = reader.query(page_sql(table, first), after);
    if (!rows) return tl::unexpected{rows.error()};
    if (rows->empty()) return {};
    if (auto taken = take(*rows); !taken) return taken;
    if (std::ssize(*rows) < kPage) return {};
    after = key_of(table, rows->back());
  }
}

void digest_rows(Sha256& sum, std::span<const Row> rows) {
  for (const auto& row : rows) {
    std::string text;
    for (const auto& value : row) text += std::visit(Canonical{}, value);
    sum.update(text + '\n');
  }
}

}  // namespace tertil::store
