#include "service/store/rate_budgets.hpp"

#include <algorithm>
#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::int64_t kMinute = 60'000'000;  // microseconds; after one every budget is full

Result<double> left_of(Reader& reader, const RateBudget& budget, Instant now) {
  const auto most = static_cast<double>(budget.per_minute);
  const Value name = cell(budget.name);
  const auto rows =
      reader.query("SELECT tokens, counted_at FROM rate_budget WHERE name = $1", {&name, 1});
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return most;
  const auto& row = rows->front();
  // Another instance's clock may be ahead of ours.
  const auto elapsed = std::max<std::int64_t>(now.microseconds - integer_in(row[1]), 0);
  const auto filled = most * static_cast<double>(elapsed) / static_cast<double>(kMinute);
  return std::min(most, real_in(row[0]) + filled);
}

}  // namespace

Result<bool> has_budget(Reader& reader, const RateBudget& budget, Instant now) {
  const auto left = left_of(reader, budget, now);
  if (!left) return tl::unexpected{left.error()};
  return *left >= 1.0;
}

Result<bool> take_from_budget(Writer& writer, const RateBudget& budget, Instant now) {
  writer.leave_published_alone();
  const auto left = left_of(writer, budget, now);
  if (!left) return tl::unexpected{left.error()};
  if (*left < 1.0) return false;
  const std::array<Value, 3> cells{cell(budget.name), *left - 1.0, now.microseconds};
  const auto put = writer.execute(
      "INSERT INTO rate_budget (name, tokens, counted_at) VALUES ($1, $2, $3) "
      "ON CONFLICT (name) DO UPDATE SET tokens = excluded.tokens, "
      "counted_at = CASE WHEN excluded.counted_at > rate_budget.counted_at "
      "THEN excluded.counted_at ELSE rate_budget.counted_at END",
      cells);
  if (!put) return tl::unexpected{put.error()};
  const Value full{now.microseconds - 10 * kMinute};
  const auto dropped = writer.execute("DELETE FROM rate_budget WHERE counted_at < $1", {&full, 1});
  if (!dropped) return tl::unexpected{dropped.error()};
  return true;
}

}  // namespace tertil::store
