#include "service/store/reading_fold.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "collectors/unit.hpp"

namespace tertil::store {
namespace {

using Readings = std::vector<StoredReading>;

auto key_of(const StoredReading& reading) { return std::tuple{reading.start, reading.end}; }

bool by_key_and_batch(const StoredReading& a, const StoredReading& b) {
  return std::tuple{a.start, a.end, a.batch, a.row} < std::tuple{b.start, b.end, b.batch, b.row};
}

/// Whether `later` takes the place of `earlier`, of the same interval.
bool takes_over(const StoredReading& earlier, const StoredReading& later) {
  return earlier.estimated || !later.estimated;
}

bool overlap(const StoredReading& a, const StoredReading& b) {
  return a.start < b.end && b.start < a.end;
}

/// Of sorted readings, the end of those with the interval of the one at `from`.
Readings::const_iterator end_of_key(Readings::const_iterator from, Readings::const_iterator end) {
  const auto key = key_of(*from);
  return std::find_if(from, end, [key](const auto& reading) { return key_of(reading) != key; });
}

const StoredReading& winner(Readings::const_iterator from, Readings::const_iterator end) {
  auto best = from;
  for (auto one = from + 1; one != end; ++one) {
    if (takes_over(*best, *one) && !says_the_same(*best, *one)) best = one;
  }
  return *best;
}

/// Readings with different intervals, each put into force unless one before it is in the way.
Readings without_overlaps(Readings winners) {
  std::ranges::sort(winners, [](const auto& a, const auto& b) {
    return std::tuple{a.estimated, a.batch, a.start, a.end} <
           std::tuple{b.estimated, b.batch, b.start, b.end};
  });
  std::map<Seconds, const StoredReading*> taken;  // by start
  for (const auto& one : winners) {
    const auto after = taken.lower_bound(one.start);
    if (after != taken.end() && overlap(*after->second, one)) continue;
    if (after != taken.begin() && overlap(*std::prev(after)->second, one)) continue;
    taken.emplace(one.start, &one);
  }
  Readings kept;
  kept.reserve(taken.size());
  for (const auto& [start, reading] : taken) kept.push_back(*reading);
  return kept;
}

Readings holding_among(const Readings& sorted, bool counter) {
  Readings winners;
  winners.reserve(sorted.size());
  bool disjoint = true;
  for (auto from = sorted.begin(); from != sorted.end();) {
    const auto end = end_of_key(from, sorted.end());
    const StoredReading& best = winner(from, end);
    disjoint = disjoint && (winners.empty() || winners.back().end <= best.start);
    winners.push_back(best);
    from = end;
  }
  if (counter || disjoint) return winners;
  return without_overlaps(std::move(winners));
}

/// Whether each comes after the one before, so that nothing is in the way of anything.
bool apart(const Readings& readings, bool counter) {
  for (std::size_t i = 1; i < readings.size(); ++i) {
    const auto& before = readings[i - 1];
    if (counter ? before.start >= readings[i].start : before.end > readings[i].start) return false;
  }
  return counter ||
         std::ranges::all_of(readings, [](const auto& one) { return one.start < one.end; });
}

double kept_quantity(const StoredReading& reading) {
  const auto unit = collectors::unit_named(collectors::name_of(reading.unit));
  const double value = reading.quantity.value();
  return unit ? collectors::to_kept(*unit, value) : value;
}

bool is_volume(const StoredReading& reading) {
  return reading.unit == collectors::ReadingUnit::kCubicMetre;
}

}  // namespace

bool says_the_same(const StoredReading& a, const StoredReading& b) {
  if (a.estimated != b.estimated || a.carrier != b.carrier) return false;
  if (a.unit == b.unit && a.quantity == b.quantity) return true;
  return is_volume(a) == is_volume(b) && kept_quantity(a) == kept_quantity(b);
}

std::vector<StoredReading> in_force(std::vector<StoredReading> all, bool counter) {
  if (apart(all, counter)) return all;
  if (!std::ranges::is_sorted(all, by_key_and_batch)) std::ranges::sort(all, by_key_and_batch);
  return holding_among(all, counter);
}

ReadingLedger::ReadingLedger(std::vector<StoredReading> known, bool counter)
    : known_{std::move(known)}, counter_{counter} {
  if (!std::ranges::is_sorted(known_, by_key_and_batch)) {
    std::ranges::sort(known_, by_key_and_batch);
  }
  holding_ = holding_among(known_, counter_);
}

ReadingJudgement ReadingLedger::judge(const StoredReading& arriving) const {
  const auto from = std::ranges::lower_bound(known_, key_of(arriving), {}, key_of);
  if (from == known_.end() || key_of(*from) != key_of(arriving)) {
    return judge_overlaps(arriving, ReadingVerdict::kStored);
  }
  const auto end = end_of_key(from, known_.end());
  const StoredReading& best = winner(from, end);
  if (says_the_same(best, arriving)) return {ReadingVerdict::kDuplicate, best.batch};
  if (takes_over(best, arriving)) return judge_overlaps(arriving, ReadingVerdict::kSupersedes);
  const StoredReading* last = nullptr;  // the latest of its own kind
  for (auto one = from; one != end; ++one) {
    if (one->estimated == arriving.estimated) last = &*one;
  }
  if (last != nullptr && says_the_same(*last, arriving)) {
    return {ReadingVerdict::kDuplicate, last->batch};
  }
  return {ReadingVerdict::kLoses};
}

ReadingJudgement ReadingLedger::judge_overlaps(const StoredReading& arriving,
                                               ReadingVerdict unless) const {
  if (counter_) return {unless};
  auto near = std::ranges::lower_bound(holding_, arriving.start, {}, &StoredReading::start);
  if (near != holding_.begin()) --near;
  ReadingVerdict verdict = unless;
  for (; near != holding_.end() && near->start < arriving.end; ++near) {
    if (!overlap(*near, arriving) || key_of(*near) == key_of(arriving)) continue;
    if (near->estimated == arriving.estimated) return {ReadingVerdict::kOverlaps};
    if (arriving.estimated) {
      verdict = ReadingVerdict::kLoses;
    } else if (verdict != ReadingVerdict::kLoses) {
      verdict = ReadingVerdict::kSupersedes;
    }
  }
  return {verdict};
}

FileConflicts without_conflicts(std::vector<StoredReading> rows, bool counter) {
  std::ranges::sort(rows, by_key_and_batch);  // one batch: by interval, then row
  FileConflicts result;
  Readings agreed;
  for (auto from = rows.cbegin(); from != rows.cend();) {
    const auto end = end_of_key(from, rows.cend());
    const bool agree =
        std::all_of(from, end, [from](const auto& row) { return says_the_same(*from, row); });
    if (agree) {
      agreed.push_back(*from);
      result.duplicates += end - from - 1;
    } else {
      for (auto one = from; one != end; ++one) result.conflicting.push_back(one->row);
    }
    from = end;
  }
  if (counter) {
    result.kept = std::move(agreed);
    return result;
  }
  // A row is cut by another of its kind if that one starts before it ends; all that are part of
  // such a pair go.
  std::vector<bool> cut(agreed.size(), false);
  for (const bool estimated : {false, true}) {
    std::size_t reaching = agreed.size();  // the one of this kind that reaches furthest
    for (std::size_t i = 0; i < agreed.size(); ++i) {
      if (agreed[i].estimated != estimated) continue;
      if (reaching < agreed.size() && agreed[i].start < agreed[reaching].end) {
        cut[i] = cut[reaching] = true;
      }
      if (reaching == agreed.size() || agreed[i].end > agreed[reaching].end) reaching = i;
    }
  }
  for (std::size_t i = 0; i < agreed.size(); ++i) {
    if (cut[i]) {
      result.overlapping.push_back(agreed[i].row);
    } else {
      result.kept.push_back(agreed[i]);
    }
  }
  std::ranges::sort(result.conflicting);
  std::ranges::sort(result.overlapping);
  return result;
}

}  // namespace tertil::store
