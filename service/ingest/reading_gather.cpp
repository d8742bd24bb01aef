#include "service/ingest/reading_gather.hpp"

#include <algorithm>
#include <fstream>
#include <numeric>

#include "collectors/finding.hpp"
#include "collectors/reading_stream.hpp"
#include "service/ingest/repeated_hour.hpp"
#include "service/store/reading_fold.hpp"

namespace tertil::ingest {
namespace {

using collectors::MeterReading;
using collectors::Seconds;
using store::MonthNumber;

/// What one reading takes unpacked when it stands alone: its time, its origin, its quantity.
constexpr std::size_t kReadingBytes = 88;

}  // namespace

void ReadingGather::take(std::span<const MeterReading> rows) {
  for (const auto& reading : rows) {
    Track& track = track_of(reading);
    if (reading.start_repeated || reading.end_repeated) {
      track.held.push_back(reading);
      continue;
    }
    // Rows of the hour are settled as soon as the meter has left it, so that order is kept.
    if (!track.held.empty() && reading.start > track.held.back().start) settle(track, false);
    add(track, reading);
  }
  rows_since_seal_ += rows.size();
  if (rows_since_seal_ * kReadingBytes < budget_) return;
  // Runs of even readings take a tenth of this, so that only now it is worth to look.
  std::size_t weight = 0;
  for (const auto& track : tracks_) {
    weight += track.builder.weight();
    for (const auto& [month, builder] : track.others) weight += builder.weight();
  }
  rows_since_seal_ = weight / kReadingBytes;
  if (weight < budget_) return;
  for (auto& track : tracks_) seal_all(track);
  rows_since_seal_ = 0;
}

void ReadingGather::clear() {
  tracks_.clear();
  aside_.clear();
  duplicates_ = 0;
  rows_since_seal_ = 0;
}

ReadingGather::Track& ReadingGather::track_of(const MeterReading& reading) {
  const std::size_t at = std::size_t{reading.meter} * 2 + (reading.counter ? 1 : 0);
  while (tracks_.size() <= at) {
    tracks_.emplace_back();
    tracks_.back().builder = store::BlockBuilder{tracks_.size() % 2 == 0};
  }
  return tracks_[at];
}

void ReadingGather::add(Track& track, const MeterReading& reading) {
  if (reading.start < track.begin || reading.start >= track.end) turn_to(track, reading.start);
  track.builder.add(reading);
}

void ReadingGather::turn_to(Track& track, Seconds at) {
  const auto month = collectors::local_month(at);
  const MonthNumber number = store::month_number(month);
  const bool counter = (&track - tracks_.data()) % 2 != 0;
  if (!track.builder.empty()) {
    if (number > track.month && track.others.empty()) {
      seal(track, track.month, track.builder);
    } else {
      track.out_of_order = true;
      track.others.emplace(track.month, std::move(track.builder));
      track.builder = store::BlockBuilder{counter};
    }
  }
  if (const auto found = track.others.find(number); found != track.others.end()) {
    track.builder = std::move(found->second);
    track.others.erase(found);
  }
  track.month = number;
  track.begin = collectors::start_of_month(month);
  track.end = collectors::start_of_month(month.next());
}

void ReadingGather::seal(Track& track, MonthNumber month, store::BlockBuilder& builder) {
  if (builder.empty()) return;
  Piece piece{month, {}, builder.take_payload()};
  piece.summary = builder.summary();
  const bool in_order =
      piece.summary.in_order &&
      (track.pieces.empty() || (track.pieces.back().month < month &&
                                track.pieces.back().summary.last <= piece.summary.first));
  track.out_of_order = track.out_of_order || !in_order;
  track.pieces.push_back(std::move(piece));
}

void ReadingGather::seal_all(Track& track) {
  seal(track, track.month, track.builder);
  for (auto& [month, builder] : track.others) seal(track, month, builder);
  track.others.clear();
  track.begin = track.end = 0;
}

void ReadingGather::settle(Track& track, bool last_chance) {
  auto result = settle_repeated_hour(track.held);
  if (!result.open.empty() && !last_chance) return;
  track.held.clear();
  for (const auto& reading : result.settled) add(track, reading);
  for (const auto& reading : result.open) {
    aside_.push_back({reading.row, collectors::rule::kAmbiguousLocalTime,
                      reading.start_repeated ? reading.start : reading.end});
  }
}

/// All of a track at once: what contradicts itself goes, the rest is packed anew by time.
void ReadingGather::put_in_order(Track& track, bool counter) {
  std::vector<store::StoredReading> all;
  for (auto& piece : track.pieces) {
    auto readings = store::decode_payload(piece.payload, counter);
    if (!readings) throw std::logic_error{readings.error().where};
    all.insert(all.end(), readings->begin(), readings->end());
    piece.payload = {};
  }
  track.pieces.clear();
  const auto result = store::without_conflicts(std::move(all), counter);
  duplicates_ += result.duplicates;
  for (const auto row : result.conflicting)
    aside_.push_back({row, collectors::rule::kConflictInFile});
  for (const auto row : result.overlapping) aside_.push_back({row, collectors::rule::kOverlap});
  track.builder = store::BlockBuilder{counter};
  track.begin = track.end = 0;
  for (const auto& reading : result.kept) {
    if (reading.start < track.begin || reading.start >= track.end) turn_to(track, reading.start);
    track.builder.add(reading, 0);
  }
  seal(track, track.month, track.builder);
}

store::IncomingReadings ReadingGather::finish(const std::vector<std::string>& meters) {
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    Track& track = tracks_[i];
    if (!track.held.empty()) settle(track, true);
    seal_all(track);
    if (track.out_of_order) put_in_order(track, i % 2 != 0);
  }
  std::ranges::sort(aside_, {}, &AsideRow::row);

  store::IncomingReadings incoming;
  incoming.meters = meters;
  std::vector<std::uint32_t> order(meters.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](auto a, auto b) { return meters[a] < meters[b]; });
  for (const auto meter : order) {
    const std::size_t first = incoming.blocks.size();
    for (const std::size_t kind : {0U, 1U}) {
      const std::size_t at = std::size_t{meter} * 2 + kind;
      if (at >= tracks_.size()) continue;
      for (auto& piece : tracks_[at].pieces) {
        incoming.blocks.push_back(
            {meter, piece.month, kind == 1, piece.summary, std::move(piece.payload)});
      }
      tracks_[at].pieces.clear();
    }
    std::ranges::sort(incoming.blocks.begin() + static_cast<std::ptrdiff_t>(first),
                      incoming.blocks.end(), [](const auto& a, const auto& b) {
                        return std::pair{a.month, a.counter} < std::pair{b.month, b.counter};
                      });
  }
  return incoming;
}

std::size_t gather_budget() {
  constexpr std::size_t kMost = std::size_t{192} << 20U;
  std::ifstream file{"/sys/fs/cgroup/memory.max"};
  std::size_t limit = 0;
  if (!(file >> limit)) return kMost;  // "max", or no control groups
  return std::min(kMost, limit / 4);
}

}  // namespace tertil::ingest
