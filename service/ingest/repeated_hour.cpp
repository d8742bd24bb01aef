#include "service/ingest/repeated_hour.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace tertil::ingest {
namespace {

using collectors::MeterReading;
using collectors::Seconds;

constexpr Seconds kHour = 3600;

/// One row's times as far as they are known.
struct Times {
  std::optional<Seconds> start;
  std::optional<Seconds> end;
};

/// How often each written time has been met, and among how many.
class Occurrences {
 public:
  void expect(Seconds written) { ++total_[written]; }
  /// The time that is meant by the next one written so; nothing where it stands alone, or for the
  /// third time.
  std::optional<Seconds> next(Seconds written) {
    const int seen = ++seen_[written];
    if (total_[written] < 2 || seen > 2) return std::nullopt;
    return written + (seen - 1) * kHour;
  }

 private:
  std::map<Seconds, int> total_;
  std::map<Seconds, int> seen_;
};

}  // namespace

SettledRows settle_repeated_hour(std::vector<MeterReading> rows) {
  Occurrences starts;
  Occurrences ends;
  std::map<std::pair<Seconds, Seconds>, int> twins;  // both times written alike
  for (const auto& row : rows) {
    if (row.start_repeated) starts.expect(row.start);
    if (row.end_repeated) ends.expect(row.end);
    if (row.start_repeated && !row.end_repeated) ++twins[{row.start, row.end}];
  }
  std::vector<Times> times(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    if (!row.counter) times[i].start = row.start_repeated ? starts.next(row.start) : row.start;
    times[i].end = row.end_repeated ? ends.next(row.end) : row.end;
    // "02:00–03:00" twice: the first of them ends where the second begins, not an hour later.
    const bool has_twin =
        row.start_repeated && !row.end_repeated && twins[{row.start, row.end}] > 1;
    if (has_twin && times[i].start == row.start) times[i].end = row.end - kHour;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (times[i].end || !times[i].start) continue;
    for (const Seconds candidate : {rows[i].end, rows[i].end + kHour}) {
      const bool begins = std::ranges::any_of(
          times, [candidate](const Times& other) { return other.start == candidate; });
      if (!times[i].end && begins && candidate > *times[i].start) times[i].end = candidate;
    }
  }
  SettledRows result;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& row = rows[i];
    const bool known = times[i].end && (row.counter || times[i].start);
    if (!known || (!row.counter && *times[i].end <= *times[i].start)) {
      result.open.push_back(row);
      continue;
    }
    row.end = *times[i].end;
    row.start = row.counter ? row.end : *times[i].start;
    row.start_repeated = row.end_repeated = false;
    result.settled.push_back(row);
  }
  return result;
}

}  // namespace tertil::ingest
