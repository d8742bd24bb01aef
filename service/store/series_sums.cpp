#include "service/store/series_sums.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <span>
#include <utility>

#include "service/store/activity.hpp"
#include "service/store/cell.hpp"
#include "service/store/observations.hpp"
#include "service/store/populations.hpp"

namespace tertil::store {
namespace {

constexpr std::size_t kArea = 1;  ///< Of an observation's series.

/// Which columns of a table make a series.
struct Shape {
  const FactTable& table;
  std::vector<std::string_view> group;
  std::string_view period;
  std::string_view quantity;
  bool keyed{true};
  std::string_view unit{};  ///< Of the quantity; or the group ends with it.
  bool by_first{false};  ///< Asked for each value of the first column, which an index begins with.
  std::string_view only{};
};

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all{
      {kObservations,
       {"key_figure", "area", "category", "series"},
       "period",
       "value",
       true,
       {},
       true,
       "f.computed IS NULL AND "},
      {kPopulations, {"region"}, "year", "value", true, "inv"},
      {kDegreeDays, {"region"}, "period", "value", true, "°C·d"},
      {kTravels, {"mode", "org_unit"}, "period", "distance_km", true, "km"},
      {kFuelTransactions, {"vehicle_group", "fuel", "unit"}, "date", "quantity", false},
      {kGasMovements, {"site", "gas", "kind", "unit"}, "date", "quantity", false},
      {kWasteWeights, {"building", "site", "ewc_code"}, "date", "quantity", false, "kg"}};
  return all;
}

const Shape* shape_of(const FactTable& table) {
  const auto found =
      std::ranges::find(shapes(), table.name, [](const Shape& shape) { return shape.table.name; });
  return found == shapes().end() ? nullptr : &*found;
}

const Value& column(const FactTable& table, const Fact& fact, std::string_view name) {
  const auto key = std::ranges::find(table.key, name);
  if (key != table.key.end()) return fact.key[static_cast<std::size_t>(key - table.key.begin())];
  const auto value = std::ranges::find(table.values, name);
  return fact.values.at(static_cast<std::size_t>(value - table.values.begin()));
}

std::string as_text(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return {};
}

int whole(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

/// "2024-03-17" is March; the other forms are those of `period_text`.
std::pair<int, int> period_in(std::string_view text) {
  const int year = whole(text.substr(0, 4));
  if (text.size() < 7) return {year, 1};
  if (text[5] == 'T') return {year * 3 + whole(text.substr(6, 1)) - 1, 3};
  if (text[5] == 'Q') return {year * 4 + whole(text.substr(6, 1)) - 1, 4};
  return {year * 12 + whole(text.substr(5, 2)) - 1, 12};
}

/// The series of the region that a unit of it ("13/RGS") belongs to.
std::string whole_of(std::span<const std::string> group, int per_year) {
  const auto slash = group[kArea].find('/');
  if (slash == std::string::npos) return {};
  std::string series;
  for (std::size_t i = 0; i < group.size(); ++i)
    series += (i == kArea ? group[i].substr(0, slash) : group[i]) + '\x1f';
  return series + std::to_string(per_year);
}

SeriesPoint place(const Shape& shape, std::span<const std::string> group, std::string_view period) {
  SeriesPoint point;
  for (const auto& part : group) {
    point.series += part + '\x1f';
    if (!part.empty()) point.label += (point.label.empty() ? "" : " ") + part;
  }
  std::tie(point.period, point.per_year) = period_in(period);
  point.series += std::to_string(point.per_year);
  point.keyed = shape.keyed;
  point.unit = shape.group.back() == "unit" ? group.back() : std::string{shape.unit};
  if (shape.by_first) point.whole = whole_of(group, point.per_year);
  return point;
}

void take(SeriesSums& sums, const Shape& shape, const Row& row, const SeriesSums& wanted) {
  std::vector<std::string> group;
  for (std::size_t i = 0; i < shape.group.size(); ++i) group.push_back(as_text(row[i]));
  const auto point = place(shape, group, as_text(row[shape.group.size()]));
  if (!wanted.contains(point.series) && !wanted.contains(point.whole)) return;
  const auto* rest = &row[shape.group.size() + 1];
  series_for(sums, point).periods[point.period] = {
      static_cast<double>(integer_in(rest[0])), real_in(rest[1]),
      optional_in<double>(rest[2]).value_or(0.0), real_in(rest[3]), 0};
}

}  // namespace

void PeriodSum::add(double quantity, std::int64_t row) {
  const double size = std::abs(quantity);
  if (size > 0.0) least = least == 0.0 ? size : std::min(least, size);
  most = std::max(most, size);
  if (first_row == 0) first_row = row;
  count += 1.0;
  sum += quantity;
}

SeriesOf& series_for(SeriesSums& sums, const SeriesPoint& point) {
  auto& series = sums[point.series];
  series.label = point.label;
  series.per_year = point.per_year;
  series.keyed = point.keyed;
  series.whole = point.whole;
  series.unit = point.unit;
  return series;
}

std::string period_text(int period, int per_year) {
  const int year = year_of(period, per_year);
  const int part = period % per_year + 1;
  switch (per_year) {
    case 3: return fmt::format("{}-T{}", year, part);
    case 4: return fmt::format("{}-Q{}", year, part);
    case 12: return fmt::format("{}-{:02}", year, part);
    default: return std::to_string(year);
  }
}

bool has_series(const FactTable& table) { return shape_of(table) != nullptr; }

std::optional<SeriesPoint> series_point(const FactTable& table, const Fact& fact) {
  const auto* shape = shape_of(table);
  if (shape == nullptr) return std::nullopt;
  const auto* quantity = std::get_if<double>(&column(table, fact, shape->quantity));
  if (quantity == nullptr) return std::nullopt;
  std::vector<std::string> group;
  group.reserve(shape->group.size());
  for (const auto name : shape->group) group.push_back(as_text(column(table, fact, name)));
  auto point = place(*shape, group, as_text(column(table, fact, shape->period)));
  point.quantity = *quantity;
  return point;
}

std::optional<int> year_in(const FactTable& table, const Fact& fact) {
  const auto* shape = shape_of(table);
  if (shape == nullptr) return std::nullopt;
  const auto [period, per_year] = period_in(as_text(column(table, fact, shape->period)));
  return year_of(period, per_year);
}

Result<SeriesSums> series_sums(Reader& reader, const FactTable& table, std::string_view owner,
                               int from_year, const SeriesSums& wanted) {
  SeriesSums sums;
  const auto* shape = shape_of(table);
  if (shape == nullptr || wanted.empty()) return sums;
  const bool counts_years = shape->period == "year";
  const auto sql = fmt::format(
      "SELECT f.{0}, substr(CAST(f.{1} AS TEXT), 1, 7), count(*), sum(f.{2}), "
      "min(nullif(abs(f.{2}), 0)), max(abs(f.{2})) FROM {3} f WHERE {4}f.owner = $1 AND "
      "f.superseded_at IS NULL AND "
      "f.{2} IS NOT NULL AND f.{1} >= $2{5} GROUP BY f.{0}, substr(CAST(f.{1} AS TEXT), 1, 7)",
      fmt::join(shape->group, ", f."), shape->period, shape->quantity, table.name, shape->only,
      shape->by_first ? fmt::format(" AND f.{} = $3", shape->group.front()) : std::string{});
  const Value from =
      counts_years ? Value{std::int64_t{from_year}} : Value{std::to_string(from_year)};
  std::set<std::string> firsts;
  for (const auto& [name, series] : wanted)
    firsts.insert(shape->by_first ? name.substr(0, name.find('\x1f')) : std::string{});
  for (const auto& first : firsts) {
    Row parameters{cell(owner), from};
    if (shape->by_first) parameters.emplace_back(first);
    const auto rows = reader.query(sql, parameters);
    if (!rows) return tl::unexpected{rows.error()};
    for (const auto& row : *rows) take(sums, *shape, row, wanted);
  }
  return sums;
}

Result<std::vector<std::string>> owners_of(Reader& reader, const FactTable& table,
                                           std::string_view batch) {
  const Value id = cell(batch);
  const auto rows = reader.query(
      fmt::format("SELECT DISTINCT owner FROM {} WHERE batch = $1 ORDER BY owner", table.name),
      {&id, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<std::string> owners;
  for (const auto& row : *rows) owners.push_back(text_in(row[0]));
  return owners;
}

}  // namespace tertil::store
