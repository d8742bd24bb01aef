#include "service/store/facts_sql.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <iterator>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

/// "owner = $1 AND area = $2".
std::string key_is(std::span<const std::string_view> key) {
  std::string text;
  for (std::size_t i = 0; i < key.size(); ++i) {
    fmt::format_to(std::back_inserter(text), "{}f.{} = ${}", i == 0 ? "" : " AND ", key[i], i + 1);
  }
  return text;
}

/// "o.owner = f.owner AND o.area = f.area".
std::string same_key(std::span<const std::string_view> key) {
  std::string text;
  for (const auto column : key) {
    fmt::format_to(std::back_inserter(text), " AND o.{0} = f.{0}", column);
  }
  return text;
}

std::string placeholders(std::size_t count) {
  std::string text = "$1";
  for (std::size_t n = 2; n <= count; ++n) fmt::format_to(std::back_inserter(text), ", ${}", n);
  return text;
}

}  // namespace

FactsSql::FactsSql(const FactTable& table) : keys_{table.key.size()}, values_{table.values.size()} {
  constexpr std::array<std::string_view, 7> kCommon{
      "source", "batch", "row_number", "origin", "version", "recorded_at", "superseded_at"};
  const auto name = table.name;
  const auto is_key = key_is(table.key);
  const auto key = fmt::format("f.{}", fmt::join(table.key, ", f."));
  fields_ = fmt::format(
      "f.id, {}, f.{}, f.source, f.batch, f.row_number, f.origin, f.version, f.recorded_at, "
      "f.superseded_at",
      key, fmt::join(table.values, ", f."));
  const auto select = fmt::format("SELECT {} FROM {} f", fields_, name);
  open = fmt::format("{} WHERE {} AND f.superseded_at IS NULL", select, is_key);
  history = fmt::format(
      "{} JOIN batch b ON b.id = f.batch WHERE {} AND f.batch <> ${} AND b.state <> 'retracted' "
      "ORDER BY f.recorded_at, f.id",
      select, is_key, keys_ + 1);
  columns.assign(table.key.begin(), table.key.end());
  columns.insert(columns.end(), table.values.begin(), table.values.end());
  columns.insert(columns.end(), kCommon.begin(), kCommon.end());
  insert = fmt::format("INSERT INTO {} ({}) VALUES ({})", name, fmt::join(columns, ", "),
                       placeholders(columns.size()));
  close = fmt::format("UPDATE {} SET superseded_at = $1 WHERE id = $2 AND {} = $3", name,
                      table.key.front());
  keys = fmt::format("SELECT DISTINCT {} FROM {} f WHERE f.batch = $1", key, name);
  page =
      fmt::format("{} WHERE f.id > $1 AND f.superseded_at IS NULL ORDER BY f.id LIMIT $2", select);
  page_as_of = fmt::format(
      "{} WHERE f.id > $1 AND f.recorded_at <= $3 AND (f.superseded_at IS NULL OR "
      "f.superseded_at > $3) ORDER BY f.id LIMIT $2",
      select);
  of_batch = fmt::format(
      "{} WHERE f.batch = $1 AND f.row_number > $2 AND f.row_number <= $3 "
      "ORDER BY f.row_number, {}, f.id",
      select, key);
  rows_up_to = fmt::format("SELECT coalesce(max(row_number), 0) FROM {} WHERE batch = $1", name);
  gone = fmt::format(
      "SELECT count(*) FROM {0} f WHERE f.batch = $1 AND f.superseded_at > f.recorded_at "
      "AND NOT EXISTS (SELECT 1 FROM {0} o WHERE o.batch = f.batch AND o.row_number = "
      "f.row_number{1} AND o.superseded_at IS NULL)",
      name, same_key(table.key));
}

std::string FactsSql::open_of_many(const FactTable& table, std::size_t count) const {
  std::string names;
  std::string same;
  for (std::size_t n = 0; n < keys_; ++n) {
    fmt::format_to(std::back_inserter(names), "{}k{}", n == 0 ? "" : ", ", n);
    fmt::format_to(std::back_inserter(same), "f.{} = asked.k{} AND ", table.key[n], n);
  }
  std::string places;
  for (std::size_t n = 0; n < count * keys_; ++n)
    fmt::format_to(std::back_inserter(places), "{}${}",
                   n == 0           ? "("
                   : n % keys_ == 0 ? "), ("
                                    : ", ",
                   n + 1);
  // SQLite looks each key of a join up; a list of keys behind IN it holds against every open row.
  return fmt::format(
      "WITH asked ({}) AS (VALUES {})) SELECT {} FROM asked CROSS JOIN {} f WHERE {}"
      "f.superseded_at IS NULL",
      names, places, fields_, table.name, same);
}

FactRow FactsSql::read(Row row) const {
  const auto key = row.begin() + 1;
  const auto values = key + static_cast<std::ptrdiff_t>(keys_);
  const auto rest = values + static_cast<std::ptrdiff_t>(values_);
  FactRow out{.id = integer_in(row.front()), .stored = {}};
  out.stored.fact.key.assign(std::make_move_iterator(key), std::make_move_iterator(values));
  out.stored.fact.values.assign(std::make_move_iterator(values), std::make_move_iterator(rest));
  out.stored.source = text_in(rest[0]);
  out.stored.batch = text_in(rest[1]);
  out.stored.fact.row = integer_in(rest[2]);
  out.stored.fact.origin = text_in(rest[3]);
  out.stored.fact.version = text_in(rest[4]);
  out.stored.recorded_at = instant_in(rest[5]);
  out.stored.superseded_at = optional_instant_in(rest[6]);
  return out;
}

}  // namespace tertil::store
