#include <algorithm>
#include <array>
#include <limits>

#include "service/store/cell.hpp"
#include "service/store/reading_fold.hpp"
#include "service/store/reading_rows.hpp"
#include "service/store/readings.hpp"

namespace tertil::store {
namespace {

ReadingMeter meter_in(const Row& row) {
  return {integer_in(row[0]), text_in(row[1]), text_in(row[2]), text_in(row[3])};
}

Result<std::vector<StoredReading>> all_of(Reader& reader, const ReadingMeter& meter, MonthSpan span,
                                          bool counter, const std::set<std::int64_t>& left_out) {
  const auto blocks = blocks_of(reader, meter.owner, meter.no, span, true);
  if (!blocks) return tl::unexpected{blocks.error()};
  return decoded(*blocks, counter, left_out);
}

}  // namespace

Result<std::vector<ReadingMeter>> reading_meters(Reader& reader, std::string_view owner) {
  const Value parameter = owner.empty() ? Value{} : cell(owner);
  const auto rows = reader.query(
      "SELECT no, owner, meter, register FROM reading_meter WHERE $1 IS NULL OR owner = $1 "
      "ORDER BY owner, meter",
      {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<ReadingMeter> meters;
  meters.reserve(rows->size());
  for (const auto& row : *rows) meters.push_back(meter_in(row));
  return meters;
}

Result<std::optional<ReadingMeter>> find_reading_meter(Reader& reader, std::string_view owner,
                                                       std::string_view meter) {
  const std::array<Value, 2> parameters{cell(owner), cell(meter)};
  const auto rows = reader.query(
      "SELECT no, owner, meter, register FROM reading_meter WHERE owner = $1 AND meter = $2",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  return meter_in(rows->front());
}

Result<std::vector<StoredReading>> readings_of(Reader& reader, const ReadingMeter& meter,
                                               MonthSpan span, bool counter,
                                               std::optional<Instant> as_of) {
  const auto left_out = batches_left_out(reader, meter.owner, as_of);
  if (!left_out) return tl::unexpected{left_out.error()};
  const auto is_long = has_long_readings(reader, meter);
  if (!is_long) return tl::unexpected{is_long.error()};
  const bool whole = *is_long && !counter;
  auto all = all_of(reader, meter, whole ? kAllMonths : span, counter, *left_out);
  if (!all) return tl::unexpected{all.error()};
  auto holding = in_force(std::move(*all), counter);
  if (!whole) return holding;
  const Seconds begin = collectors::start_of_month(month_of_number(span.first));
  const Seconds end = collectors::start_of_month(month_of_number(span.last).next());
  std::erase_if(holding, [begin, end](const StoredReading& reading) {
    return reading.end <= begin || reading.start >= end;
  });
  return holding;
}

Result<std::vector<StoredReading>> reading_history(Reader& reader, const ReadingMeter& meter,
                                                   MonthSpan span, bool counter) {
  auto all = all_of(reader, meter, span, counter, {});
  if (!all) return tl::unexpected{all.error()};
  std::ranges::sort(*all, [](const auto& a, const auto& b) {
    return std::tuple{a.start, a.end, a.batch, a.row} < std::tuple{b.start, b.end, b.batch, b.row};
  });
  return all;
}

Result<std::optional<MonthSpan>> months_of(Reader& reader, const ReadingMeter& meter,
                                           bool counter) {
  const std::array<Value, 3> parameters{cell(meter.owner), meter.no, std::int64_t{counter}};
  const auto rows = reader.query(
      "SELECT min(month), max(reach) FROM reading_block "
      "WHERE owner = $1 AND meter = $2 AND counter = $3",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  const auto first = optional_in<std::int64_t>(rows->at(0).at(0));
  if (!first) return std::nullopt;
  return MonthSpan{*first, integer_in(rows->at(0).at(1))};
}

Result<MonthSpan> with_neighbours(Reader& reader, const ReadingMeter& meter, MonthSpan span) {
  const std::array<Value, 4> parameters{cell(meter.owner), meter.no, span.first, span.last};
  const auto rows = reader.query(
      "SELECT (SELECT max(month) FROM reading_block WHERE owner = $1 AND meter = $2 AND "
      "counter = 1 AND month < $3), (SELECT min(month) FROM reading_block WHERE owner = $1 AND "
      "meter = $2 AND counter = 1 AND month > $4)",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  const auto& row = rows->at(0);
  return MonthSpan{optional_in<std::int64_t>(row[0]).value_or(span.first),
                   optional_in<std::int64_t>(row[1]).value_or(span.last)};
}

Result<bool> has_long_readings(Reader& reader, const ReadingMeter& meter) {
  const std::array<Value, 2> parameters{cell(meter.owner), meter.no};
  const auto rows = reader.query(
      "SELECT 1 FROM reading_block WHERE owner = $1 AND meter = $2 AND reach > month LIMIT 1",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  return !rows->empty();
}

Result<std::map<std::int64_t, std::string>> reading_batches(Reader& reader,
                                                            std::span<const std::int64_t> numbers) {
  std::map<std::int64_t, std::string> ids;
  for (const auto number : numbers) {
    if (ids.contains(number)) continue;
    const Value parameter = number;
    const auto rows =
        reader.query("SELECT batch FROM reading_batch WHERE no = $1", {&parameter, 1});
    if (!rows) return tl::unexpected{rows.error()};
    if (!rows->empty()) ids.emplace(number, text_in(rows->front().front()));
  }
  return ids;
}

Result<ReadingStock> reading_stock(Reader& reader) {
  const auto rows = reader.query(
      "SELECT count(*), coalesce(sum(readings), 0), coalesce(sum(length(data)), 0) "
      "FROM reading_block",
      {});
  if (!rows) return tl::unexpected{rows.error()};
  const auto& row = rows->at(0);
  return ReadingStock{integer_in(row[0]), integer_in(row[1]), integer_in(row[2])};
}

}  // namespace tertil::store
