#include "service/store/month_sums.hpp"

#include <fmt/format.h>

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::size_t kMostWaiting = 4096;
constexpr std::size_t kColumns = 12;
/// Rows of one statement: a server far away is asked that many times less.
constexpr std::size_t kTogether = 64;

std::string statement(std::size_t rows) {
  std::string text =
      "INSERT INTO meter_month (owner, meter, month, quantity, unit, readings, estimated, seconds, "
      "estimated_seconds, first, last, flags) VALUES ";
  for (std::size_t n = 0; n < rows * kColumns; ++n) {
    if (n % kColumns == 0) text += n == 0 ? "(" : "), (";
    text += fmt::format("{}${}", n % kColumns == 0 ? "" : ", ", n + 1);
  }
  return text +
         ") ON CONFLICT (owner, meter, month) DO UPDATE SET quantity = excluded.quantity, "
         "unit = excluded.unit, readings = excluded.readings, estimated = excluded.estimated, "
         "seconds = excluded.seconds, estimated_seconds = excluded.estimated_seconds, "
         "first = excluded.first, last = excluded.last, flags = excluded.flags";
}

}  // namespace

Result<void> MonthSumWriter::take_away(std::int64_t meter, MonthNumber month) {
  const std::array<Value, 3> key{cell(owner_), meter, month};
  const auto gone = writer_.execute(
      "DELETE FROM meter_month WHERE owner = $1 AND meter = $2 AND month = $3", key);
  if (!gone) return tl::unexpected{gone.error()};
  return {};
}

Result<void> MonthSumWriter::put(std::int64_t meter, const MonthSum& sum) {
  waiting_.insert_or_assign({meter, sum.month}, sum);
  return waiting_.size() < kMostWaiting ? Result<void>{} : finish();
}

Result<void> MonthSumWriter::finish() {
  static const std::string put_one = statement(1);
  static const std::string put_many = statement(kTogether);
  constexpr std::int64_t kWorthTelling = kCounterReset | kMeterReplaced;
  std::vector<Value> cells;
  std::size_t left = 0;
  for (const auto& [key, sum] : waiting_)
    if (sum.readings > 0 || (sum.flags & kWorthTelling) != 0) ++left;
  std::size_t together = 0;
  for (const auto& [key, sum] : waiting_) {
    if (sum.readings == 0 && (sum.flags & kWorthTelling) == 0) {
      if (auto gone = take_away(key.first, key.second); !gone) return gone;
      continue;
    }
    if (cells.empty()) together = left < kTogether ? 1 : kTogether;
    const std::array<Value, kColumns> row{cell(owner_),
                                          key.first,
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
    cells.insert(cells.end(), row.begin(), row.end());
    if (cells.size() < together * kColumns) continue;
    const auto put = writer_.execute(together == 1 ? put_one : put_many, cells);
    if (!put) return tl::unexpected{put.error()};
    left -= together;
    cells.clear();
  }
  waiting_.clear();
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
