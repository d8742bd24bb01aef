#include "service/store/month_sums.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {

Result<void> put_month_sum(Writer& writer, const ReadingMeter& meter, const MonthSum& sum) {
  constexpr std::int64_t kWorthTelling = kCounterReset | kMeterReplaced;
  if (sum.readings == 0 && (sum.flags & kWorthTelling) == 0) {
    const std::array<Value, 3> key{cell(meter.owner), meter.no, sum.month};
    const auto gone = writer.execute(
        "DELETE FROM meter_month WHERE owner = $1 AND meter = $2 AND month = $3", key);
    if (!gone) return tl::unexpected{gone.error()};
    return {};
  }
  const std::array<Value, 12> cells{cell(meter.owner),
                                    meter.no,
                                    sum.month,
                                    sum.quantity,
                                    cell(sum.is_energy ? "kWh" : "m³"),
                                    sum.readings,
                                    sum.estimated,
                                    sum.seconds,
                                    sum.estimated_seconds,
                                    sum.first,
                                    sum.last,
                                    sum.flags};
  const auto put = writer.execute(
      "INSERT INTO meter_month (owner, meter, month, quantity, unit, readings, estimated, seconds, "
      "estimated_seconds, first, last, flags) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
      "ON CONFLICT (owner, meter, month) DO UPDATE SET quantity = excluded.quantity, "
      "unit = excluded.unit, readings = excluded.readings, estimated = excluded.estimated, "
      "seconds = excluded.seconds, estimated_seconds = excluded.estimated_seconds, "
      "first = excluded.first, last = excluded.last, flags = excluded.flags",
      cells);
  if (!put) return tl::unexpected{put.error()};
  return {};
}

Result<void> put_register_seen(Writer& writer, const ReadingMeter& meter, std::string_view seen) {
  const std::array<Value, 3> cells{meter.no, cell(seen), cell(meter.owner)};
  const auto put =
      writer.execute("UPDATE reading_meter SET register = $2 WHERE no = $1 AND owner = $3", cells);
  if (!put) return tl::unexpected{put.error()};
  return {};
}

Result<std::vector<MonthSum>> month_sums(Reader& reader, const ReadingMeter& meter,
                                         MonthSpan span) {
  const std::array<Value, 4> parameters{cell(meter.owner), meter.no, span.first, span.last};
  const auto rows = reader.query(
      "SELECT month, quantity, unit, readings, estimated, seconds, estimated_seconds, first, last, "
      "flags FROM meter_month WHERE owner = $1 AND meter = $2 AND month BETWEEN $3 AND $4 "
      "ORDER BY month",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<MonthSum> sums;
  sums.reserve(rows->size());
  for (const auto& row : *rows) {
    sums.push_back({integer_in(row[0]), real_in(row[1]), text_in(row[2]) == "kWh",
                    integer_in(row[3]), integer_in(row[4]), integer_in(row[5]), integer_in(row[6]),
                    integer_in(row[7]), integer_in(row[8]), integer_in(row[9])});
  }
  return sums;
}

Result<std::map<std::int64_t, std::vector<MonthUse>>> month_uses(
    Reader& reader, std::string_view owner, std::span<const std::int64_t> meters, MonthSpan span) {
  constexpr std::size_t kAtOnce = 64;
  std::map<std::int64_t, std::vector<MonthUse>> uses;
  for (std::size_t from = 0; from < meters.size();) {
    std::size_t end = from + 1;  // neighbours by number are asked for together
    while (end < meters.size() && end - from < kAtOnce && meters[end] == meters[end - 1] + 1) ++end;
    const std::array<Value, 5> parameters{cell(owner), meters[from], meters[end - 1], span.first,
                                          span.last};
    const auto rows = reader.query(
        "SELECT meter, month, quantity, readings, seconds, unit FROM meter_month WHERE owner = $1 "
        "AND meter BETWEEN $2 AND $3 AND month BETWEEN $4 AND $5 ORDER BY meter, month",
        parameters);
    if (!rows) return tl::unexpected{rows.error()};
    for (const auto& row : *rows)
      uses[integer_in(row[0])].push_back({integer_in(row[1]), real_in(row[2]), integer_in(row[3]),
                                          integer_in(row[4]), text_in(row[5])});
    from = end;
  }
  return uses;
}

}  // namespace tertil::store
