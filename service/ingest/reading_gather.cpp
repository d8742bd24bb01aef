#include "service/ingest/reading_gather.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <type_traits>
#include <utility>

#include "collectors/finding.hpp"
#include "collectors/memory_limit.hpp"
#include "collectors/reading_stream.hpp"
#include "service/ingest/repeated_hour.hpp"
#include "service/store/reading_fold.hpp"
#include "service/store/reading_rows.hpp"

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
  // Runs of even readings take a tenth of this, scattered ones twice as much: only now it is worth
  // to look.
  if (rows_since_seal_ * kReadingBytes < budget_ / 2) return;
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
  packed_.reset();
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
  const bool counter = is_counter(track);
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
  const auto payload = builder.take_payload();
  const auto& summary = builder.summary();
  const bool in_order =
      summary.in_order &&
      (track.pieces.empty() || (track.pieces.back().month < month && track.last <= summary.first));
  track.out_of_order = track.out_of_order || !in_order;
  track.last = summary.last;
  if (!packed_) packed_ = std::make_shared<PayloadSpool>(packed_budget_);
  Piece piece;
  piece.month = month;
  piece.reach = store::reach_of(summary, {0, month, is_counter(track)});
  piece.in_order = summary.in_order;
  piece.bytes = static_cast<std::uint32_t>(payload.size());
  static_assert(std::is_trivially_copyable_v<store::ReadingSummary>);
  const auto bytes = std::as_bytes(std::span{&summary, 1});
  packed_->set_down({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  piece.place = packed_->set_down(payload);
  track.pieces.push_back(piece);
}

store::IncomingBlock ReadingGather::block_of(const Track& track, const Piece& piece) const {
  store::IncomingBlock block;
  block.meter = static_cast<std::uint32_t>(number_of(track) / 2);
  block.month = piece.month;
  block.counter = is_counter(track);
  block.place = piece.place;
  block.bytes = piece.bytes;
  constexpr std::size_t kSize = sizeof block.summary;
  const auto summary = packed_->fetch(piece.place - std::int64_t{kSize}, kSize);
  std::memcpy(&block.summary, summary.data(), kSize);
  return block;
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

/// Readings can contradict each other only where months are told of in several pieces, or where
/// one reaches into another; the rest stays as it is.
void ReadingGather::put_in_order(Track& track) {
  auto pieces = std::exchange(track.pieces, {});
  std::ranges::stable_sort(pieces, {}, &Piece::month);
  for (std::size_t from = 0; from < pieces.size();) {
    std::size_t end = from + 1;
    for (auto furthest = pieces[from].reach; end < pieces.size() && pieces[end].month <= furthest;
         ++end)
      furthest = std::max(furthest, pieces[end].reach);
    if (end - from == 1 && pieces[from].in_order)
      track.pieces.push_back(pieces[from]);
    else
      merge(track, {pieces.data() + from, end - from});
    from = end;
  }
}

/// Several pieces at once: what contradicts itself goes, the rest is packed anew by time.
void ReadingGather::merge(Track& track, std::span<const Piece> pieces) {
  const bool counter = is_counter(track);
  std::vector<store::StoredReading> all;
  for (const auto& piece : pieces) {
    const auto payload = packed_->fetch(piece.place, piece.bytes);
    auto readings = store::decode_payload(payload, counter);
    if (!readings) throw std::logic_error{readings.error().where};
    all.insert(all.end(), readings->begin(), readings->end());
  }
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
    if (track.out_of_order) put_in_order(track);
  }
  std::ranges::sort(aside_, {}, &AsideRow::row);

  store::IncomingReadings incoming;
  incoming.meters = meters;
  std::size_t blocks = 0;
  for (const auto& track : tracks_) blocks += track.pieces.size();
  incoming.blocks.reserve(blocks);
  std::vector<std::uint32_t> order(meters.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](auto a, auto b) { return meters[a] < meters[b]; });
  for (const auto meter : order) {
    const std::size_t first = incoming.blocks.size();
    for (const std::size_t kind : {0U, 1U}) {
      const std::size_t at = std::size_t{meter} * 2 + kind;
      if (at >= tracks_.size()) continue;
      for (const auto& piece : tracks_[at].pieces)
        incoming.blocks.push_back(block_of(tracks_[at], piece));
      tracks_[at] = Track{};
    }
    std::ranges::sort(incoming.blocks.begin() + static_cast<std::ptrdiff_t>(first),
                      incoming.blocks.end(), [](const auto& a, const auto& b) {
                        return std::pair{a.month, a.counter} < std::pair{b.month, b.counter};
                      });
  }
  if (packed_)
    incoming.fetch = [packed = packed_](const store::IncomingBlock& block) {
      return packed->fetch(block.place, block.bytes);
    };
  return incoming;
}

std::size_t gather_budget() { return collectors::within_memory(std::size_t{48} << 20U, 4); }

}  // namespace tertil::ingest
