#include <algorithm>
#include <array>
#include <tuple>

#include "service/store/cell.hpp"
#include "service/store/reading_fold.hpp"
#include "service/store/reading_rows.hpp"
#include "service/store/readings.hpp"
#include "service/store/sha256.hpp"

namespace tertil::store {
namespace {

using Readings = std::vector<StoredReading>;
using LeftOut = std::set<std::int64_t>;

/// So many blocks of a month are too many; spread so that meters do not all come at once.
constexpr std::size_t kManyBlocks = 24;
std::size_t most_blocks(std::int64_t meter) {
  return kManyBlocks + static_cast<std::size_t>(meter % 16);
}

/// A block's worth of readings, all of one place.
Result<void> insert_readings(BlockWriter& blocks, const BlockPlace& place,
                             const Readings& readings) {
  const auto [first, last] = std::ranges::minmax(readings, {}, &StoredReading::batch);
  BlockBuilder builder{place.counter};
  for (const auto& reading : readings) builder.add(reading, first.batch);
  const auto payload = builder.take_payload();
  return blocks.add(place, first.batch, last.batch, builder.summary(), payload);
}

/// Puts a month's blocks of one kind together.
Result<void> compact(Writer& writer, std::string_view owner, BlockWriter& added,
                     const BlockPlace& place) {
  if (auto done = added.finish(); !done) return done;
  auto blocks = blocks_of(writer, owner, place.meter, {place.month, place.month}, true);
  if (!blocks) return tl::unexpected{blocks.error()};
  auto readings = decoded(*blocks, place.counter, {});
  if (!readings) return tl::unexpected{readings.error()};
  std::ranges::sort(*readings, [](const auto& a, const auto& b) {
    return std::tuple{a.start, a.end, a.batch, a.row} < std::tuple{b.start, b.end, b.batch, b.row};
  });
  for (const auto& block : *blocks) {
    if (block.place.counter != place.counter) continue;
    if (auto gone = remove_block(writer, owner, block.id); !gone) return gone;
  }
  return insert_readings(added, place, *readings);
}

/// Adds one batch, meter by meter.
class Adding {
 public:
  Adding(Writer& writer, const IncomingReadings& incoming, const Provenance& provenance)
      : writer_{writer},
        incoming_{incoming},
        provenance_{provenance},
        added_{writer, incoming.owner} {}

  Result<ReadingsAdded> run() {
    if (auto ready = prepare(); !ready) return tl::unexpected{ready.error()};
    const auto& blocks = incoming_.blocks;
    result_.touched.reserve(blocks.size());
    places_.reserve(blocks.size());
    for (std::size_t from = 0; from < blocks.size();) {
      std::size_t end = from;
      while (end < blocks.size() && blocks[end].meter == blocks[from].meter) ++end;
      if (auto added = add_meter({blocks.data() + from, end - from}); !added) {
        return tl::unexpected{added.error()};
      }
      from = end;
    }
    if (auto noted = finish(); !noted) return tl::unexpected{noted.error()};
    return std::move(result_);
  }

 private:
  Result<void> prepare() {
    const auto number = next_reading_batch(writer_);
    if (!number) return tl::unexpected{number.error()};
    batch_ = *number;
    auto left_out = batches_left_out(writer_, incoming_.owner, std::nullopt);
    if (!left_out) return tl::unexpected{left_out.error()};
    left_out_ = std::move(*left_out);
    auto long_ones = meters_with_long_readings(writer_, incoming_.owner);
    if (!long_ones) return tl::unexpected{long_ones.error()};
    long_ = std::move(*long_ones);
    const auto known = reading_meters(writer_, incoming_.owner);
    if (!known) return tl::unexpected{known.error()};
    for (const auto& meter : *known) numbers_.emplace(meter.meter, meter.no);
    const auto rows = writer_.query("SELECT coalesce(max(no), 0) FROM reading_meter", {});
    if (!rows) return tl::unexpected{rows.error()};
    last_meter_ = integer_in(rows->at(0).at(0));
    return {};
  }

  Result<std::int64_t> number_of(const std::string& meter, bool& is_new) {
    const auto found = numbers_.find(meter);
    is_new = found == numbers_.end();
    if (!is_new) return found->second;
    const std::array<Value, 4> cells{++last_meter_, incoming_.owner, meter, std::string{}};
    const auto added = writer_.execute(
        "INSERT INTO reading_meter (no, owner, meter, register) VALUES ($1, $2, $3, $4)", cells);
    if (!added) return tl::unexpected{added.error()};
    numbers_.emplace(meter, last_meter_);
    return last_meter_;
  }

  Result<void> add_meter(std::span<const IncomingBlock> blocks) {
    bool is_new = false;
    const auto number = number_of(incoming_.meters[blocks.front().meter], is_new);
    if (!number) return tl::unexpected{number.error()};
    meter_ = *number;
    name_ = incoming_.meters[blocks.front().meter];
    const bool reaches = std::ranges::any_of(blocks, [this](const IncomingBlock& block) {
      return reach_of(block.summary, {meter_, block.month, block.counter}) > block.month;
    });
    if (reaches || long_.contains(meter_)) return add_long(blocks);
    std::vector<BlockRow> known;
    if (!is_new) {
      auto found = blocks_of(writer_, incoming_.owner, meter_,
                             {blocks.front().month, blocks.back().month}, false);
      if (!found) return tl::unexpected{found.error()};
      known = std::move(*found);
    }
    for (const auto& block : blocks) {
      if (auto added = add_block(block, known); !added) return added;
    }
    return {};
  }

  /// A month that no reading reaches into or out of.
  Result<void> add_block(const IncomingBlock& block, const std::vector<BlockRow>& known) {
    const BlockPlace place{meter_, block.month, block.counter};
    std::size_t beside = 0;
    bool apart = true;
    bool exact = !block.counter;
    ReadingSummary whole = block.summary;
    for (const auto& one : known) {
      if (one.place.month != block.month) continue;
      if (one.place.counter != block.counter) {
        exact = false;
        continue;
      }
      ++beside;
      const bool many = one.first_batch != one.last_batch;
      if (!many && left_out_.contains(one.first_batch)) continue;
      const bool touching =
          block.counter
              ? one.summary.first <= block.summary.last && block.summary.first <= one.summary.last
              : one.summary.first < block.summary.last && block.summary.first < one.summary.last;
      apart = apart && !touching;
      exact = exact && !(many && holds_left_out(one));
      whole = whole.with(one.summary);
    }
    exact = exact && apart && whole.exact && whole.in_order;
    auto stored =
        apart ? store_all(block, place, incoming_.payload_of(block)) : judge_block(block, place);
    if (!stored) return tl::unexpected{stored.error()};
    if (!*stored) return {};
    result_.touched.push_back(
        {meter_, block.month, block.counter, exact ? std::optional{whole} : std::nullopt});
    if (beside + 1 < most_blocks(meter_)) return {};
    return compact(writer_, incoming_.owner, added_, place);
  }

  [[nodiscard]] bool holds_left_out(const BlockRow& block) const {
    const auto found = left_out_.lower_bound(block.first_batch);
    return found != left_out_.end() && *found <= block.last_batch;
  }

  Result<bool> store_all(const IncomingBlock& block, const BlockPlace& place,
                         std::string_view payload) {
    note_digest(place, payload);
    result_.counts.stored += block.summary.readings;
    places_.push_back(place);
    if (auto done = added_.add(place, batch_, batch_, block.summary, payload); !done) {
      return tl::unexpected{done.error()};
    }
    return true;
  }

  Result<bool> judge_block(const IncomingBlock& block, const BlockPlace& place) {
    if (auto done = added_.finish(); !done) return tl::unexpected{done.error()};
    const auto known =
        blocks_of(writer_, incoming_.owner, meter_, {place.month, place.month}, true);
    if (!known) return tl::unexpected{known.error()};
    auto readings = decoded(*known, place.counter, left_out_);
    if (!readings) return tl::unexpected{readings.error()};
    return judge(block, place, ReadingLedger{std::move(*readings), place.counter});
  }

  /// Stores what of a block is new; false if nothing is.
  Result<bool> judge(const IncomingBlock& block, const BlockPlace& place,
                     const ReadingLedger& ledger) {
    const auto payload = incoming_.payload_of(block);
    auto arriving = decode_payload(payload, block.counter, batch_);
    if (!arriving) return tl::unexpected{arriving.error()};
    BlockBuilder kept{block.counter};
    for (const auto& reading : *arriving) {
      const auto judged = ledger.judge(reading);
      switch (judged.verdict) {
        case ReadingVerdict::kDuplicate:
          ++result_.counts.duplicate;
          ++duplicates_[judged.duplicate_of];
          continue;
        case ReadingVerdict::kOverlaps: result_.overlapping.push_back(reading.row); continue;
        case ReadingVerdict::kLoses: result_.counts.kept_losing.push_back(reading.row); break;
        case ReadingVerdict::kSupersedes: ++result_.counts.superseded; break;
        case ReadingVerdict::kStored: break;
      }
      kept.add(reading, batch_);
    }
    if (kept.empty()) return false;
    if (kept.size() == arriving->size()) return store_all(block, place, payload);
    const auto rest_payload = kept.take_payload();
    IncomingBlock rest{block.meter, block.month, block.counter, kept.summary()};
    return store_all(rest, place, rest_payload);
  }

  /// A meter whose readings reach over months: all of it is looked at together.
  Result<void> add_long(std::span<const IncomingBlock> blocks) {
    if (auto done = added_.finish(); !done) return done;
    const auto known = blocks_of(writer_, incoming_.owner, meter_, kAllMonths, true);
    if (!known) return tl::unexpected{known.error()};
    std::vector<ReadingLedger> ledgers;
    for (const bool counter : {false, true}) {
      auto readings = decoded(*known, counter, left_out_);
      if (!readings) return tl::unexpected{readings.error()};
      ledgers.emplace_back(std::move(*readings), counter);
    }
    bool touched = false;
    for (const auto& block : blocks) {
      const BlockPlace place{meter_, block.month, block.counter};
      const auto stored = judge(block, place, ledgers[block.counter ? 1 : 0]);
      if (!stored) return tl::unexpected{stored.error()};
      if (!*stored) continue;
      touched = true;
      const auto beside = std::ranges::count_if(*known, [&place](const BlockRow& one) {
        return one.place.month == place.month && one.place.counter == place.counter;
      });
      if (static_cast<std::size_t>(beside) + 1 < most_blocks(meter_)) continue;
      if (auto done = compact(writer_, incoming_.owner, added_, place); !done) return done;
    }
    if (touched) touch_all(blocks, *known);
    return {};
  }

  /// One reading may put another out of force that reaches over months.
  void touch_all(std::span<const IncomingBlock> blocks, const std::vector<BlockRow>& known) {
    std::set<MonthNumber> months;
    for (const auto& block : blocks) {
      const auto reach = reach_of(block.summary, {meter_, block.month, block.counter});
      for (auto month = block.month; month <= reach; ++month) months.insert(month);
    }
    for (const auto& block : known) {
      for (auto month = block.place.month; month <= block.reach; ++month) months.insert(month);
    }
    for (const auto month : months) result_.touched.push_back({meter_, month, false, std::nullopt});
  }

  void note_digest(const BlockPlace& place, std::string_view payload) {
    digest_.update(digest_line(name_, place));
    digest_.update(payload);
  }

  Result<void> finish() {
    if (auto done = added_.finish(); !done) return done;
    std::ranges::sort(result_.touched, [](const TouchedMonth& a, const TouchedMonth& b) {
      return std::tuple{a.meter, a.month, a.counter} < std::tuple{b.meter, b.month, b.counter};
    });
    const BatchRow row{batch_,       incoming_.owner, writer_.recorded_at(),
                       std::nullopt, digest_.hex(),   places_};
    if (auto noted = insert_reading_batch(writer_, row, provenance_.batch, result_.counts.stored);
        !noted) {
      return noted;
    }
    if (duplicates_.empty()) return {};
    std::vector<std::int64_t> of;
    of.reserve(duplicates_.size());
    for (const auto& [number, rows] : duplicates_) of.push_back(number);
    const auto ids = reading_batches(writer_, of);
    if (!ids) return tl::unexpected{ids.error()};
    for (const auto& [number, rows] : duplicates_) {
      const std::array<Value, 3> cells{provenance_.batch, ids->at(number), rows};
      const auto noted = writer_.execute(
          "INSERT INTO duplicate_of (batch, of_batch, row_count) VALUES ($1, $2, $3) "
          "ON CONFLICT (batch, of_batch) DO UPDATE "
          "SET row_count = duplicate_of.row_count + excluded.row_count",
          cells);
      if (!noted) return tl::unexpected{noted.error()};
    }
    return {};
  }

  Writer& writer_;
  const IncomingReadings& incoming_;
  const Provenance& provenance_;
  BlockWriter added_;
  std::int64_t batch_{0};
  LeftOut left_out_;
  std::set<std::int64_t> long_;
  std::map<std::string, std::int64_t> numbers_;
  std::int64_t last_meter_{0};
  std::int64_t meter_{0};
  std::string name_;
  std::map<std::int64_t, std::int64_t> duplicates_;
  std::vector<BlockPlace> places_;
  Sha256 digest_;
  ReadingsAdded result_;
};

}  // namespace

Result<ReadingsAdded> add_readings(Writer& writer, const IncomingReadings& incoming,
                                   const Provenance& provenance) {
  return Adding{writer, incoming, provenance}.run();
}

}  // namespace tertil::store
