#include "service/store/readings.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "service/store/cell.hpp"
#include "service/store/reading_fold.hpp"
#include "service/store/reading_rows.hpp"
#include "service/store/sha256.hpp"

namespace tertil::store {
namespace {

using Readings = std::vector<StoredReading>;
using LeftOut = std::set<std::int64_t>;

constexpr MonthSpan kAllMonths{0, std::numeric_limits<std::int32_t>::max()};
/// So many blocks of a month are too many; spread so that meters do not all come at once.
constexpr std::size_t kManyBlocks = 24;
std::size_t most_blocks(std::int64_t meter) {
  return kManyBlocks + static_cast<std::size_t>(meter % 16);
}

/// All readings of some blocks, but for those of batches left out.
Result<Readings> decoded(const std::vector<BlockRow>& blocks, bool counter,
                         const LeftOut& left_out) {
  Readings all;
  for (const auto& block : blocks) {
    if (block.place.counter != counter) continue;
    if (block.first_batch == block.last_batch && left_out.contains(block.first_batch)) continue;
    auto readings = decode_block(block.data.bytes, block.place);
    if (!readings) return tl::unexpected{readings.error()};
    for (auto& reading : *readings) {
      if (!left_out.contains(reading.batch)) all.push_back(reading);
    }
  }
  return all;
}

/// A block's worth of readings, all of one place.
Result<void> insert_readings(Writer& writer, std::string_view owner, const BlockPlace& place,
                             const Readings& readings) {
  const auto [first, last] = std::ranges::minmax(readings, {}, &StoredReading::batch);
  BlockBuilder builder{place.counter};
  for (const auto& reading : readings) builder.add(reading, first.batch);
  const auto payload = builder.take_payload();
  return insert_block(writer, owner, place, first.batch, last.batch, builder.summary(), payload);
}

/// Puts a month's blocks of one kind together.
Result<void> compact(Writer& writer, std::string_view owner, const BlockPlace& place) {
  auto blocks = blocks_of(writer, owner, place.meter, {place.month, place.month}, true);
  if (!blocks) return tl::unexpected{blocks.error()};
  auto readings = decoded(*blocks, place.counter, {});
  if (!readings) return tl::unexpected{readings.error()};
  std::ranges::sort(*readings, [](const auto& a, const auto& b) {
    return std::tuple{a.start, a.end, a.batch, a.row} < std::tuple{b.start, b.end, b.batch, b.row};
  });
  for (const auto& block : *blocks) {
    if (block.place.counter != place.counter) continue;
    if (auto gone = remove_block(writer, block.id); !gone) return gone;
  }
  return insert_readings(writer, owner, place, *readings);
}

/// Adds one batch, meter by meter.
class Adding {
 public:
  Adding(Writer& writer, const IncomingReadings& incoming, const Provenance& provenance)
      : writer_{writer}, incoming_{incoming}, provenance_{provenance} {}

  Result<ReadingsAdded> run() {
    if (auto ready = prepare(); !ready) return tl::unexpected{ready.error()};
    const auto& blocks = incoming_.blocks;
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
          block.counter ? one.summary.first <= block.summary.last &&
                              block.summary.first <= one.summary.last
                        : one.summary.first < block.summary.last &&
                              block.summary.first < one.summary.last;
      apart = apart && !touching;
      exact = exact && !(many && holds_left_out(one));
      whole = whole.with(one.summary);
    }
    exact = exact && apart && whole.exact && whole.in_order;
    auto stored = apart ? store_all(block, place) : judge_block(block, place);
    if (!stored) return tl::unexpected{stored.error()};
    if (!*stored) return {};
    result_.touched.push_back(
        {meter_, block.month, block.counter, exact ? std::optional{whole} : std::nullopt});
    if (beside + 1 < most_blocks(meter_)) return {};
    return compact(writer_, incoming_.owner, place);
  }

  [[nodiscard]] bool holds_left_out(const BlockRow& block) const {
    const auto found = left_out_.lower_bound(block.first_batch);
    return found != left_out_.end() && *found <= block.last_batch;
  }

  Result<bool> store_all(const IncomingBlock& block, const BlockPlace& place) {
    note_digest(place, block.payload);
    result_.counts.stored += block.summary.readings;
    places_.push_back(place);
    if (auto done = insert_block(writer_, incoming_.owner, place, batch_, batch_, block.summary,
                                 block.payload);
        !done) {
      return tl::unexpected{done.error()};
    }
    return true;
  }

  Result<bool> judge_block(const IncomingBlock& block, const BlockPlace& place) {
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
    auto arriving = decode_payload(block.payload, block.counter, batch_);
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
    if (kept.size() == arriving->size()) return store_all(block, place);
    IncomingBlock rest{block.meter, block.month, block.counter, {}, kept.take_payload()};
    rest.summary = kept.summary();
    return store_all(rest, place);
  }

  /// A meter whose readings reach over months: all of it is looked at together.
  Result<void> add_long(std::span<const IncomingBlock> blocks) {
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
      if (auto done = compact(writer_, incoming_.owner, place); !done) return done;
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
    std::ranges::sort(result_.touched, [](const TouchedMonth& a, const TouchedMonth& b) {
      return std::tuple{a.meter, a.month, a.counter} < std::tuple{b.meter, b.month, b.counter};
    });
    const BatchRow row{batch_,       incoming_.owner, writer_.recorded_at(), std::nullopt,
                       digest_.hex(), places_};
    if (auto noted =
            insert_reading_batch(writer_, row, provenance_.batch, result_.counts.stored);
        !noted) {
      return noted;
    }
    if (duplicates_.empty()) return {};
    std::vector<std::int64_t> of;
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

 public:
  static std::string digest_line(std::string_view meter, const BlockPlace& place) {
    return std::string{meter} + '\n' + std::to_string(place.month) +
           (place.counter ? "c\n" : "u\n");
  }

 private:
  Writer& writer_;
  const IncomingReadings& incoming_;
  const Provenance& provenance_;
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

/// Places that one fold decides together: of a meter with long readings, all of it.
struct Scope {
  std::int64_t meter{0};
  MonthSpan months;
  bool counter{false};
  friend auto operator<=>(const Scope&, const Scope&) = default;
};

Result<std::vector<Scope>> scopes_of(Reader& reader, const BatchRow& batch) {
  const auto long_ones = meters_with_long_readings(reader, batch.owner);
  if (!long_ones) return tl::unexpected{long_ones.error()};
  std::vector<Scope> scopes;
  for (const auto& place : batch.touched) {
    const bool whole = long_ones->contains(place.meter) && !place.counter;
    const MonthSpan months = whole ? kAllMonths : MonthSpan{place.month, place.month};
    const bool known = whole && !scopes.empty() && scopes.back().meter == place.meter &&
                       !scopes.back().counter && scopes.back().months.last == months.last;
    if (!known) scopes.push_back({place.meter, months, place.counter});
  }
  return scopes;
}

bool is_in(const StoredReading& reading, const Readings& holding) {
  auto at = std::ranges::lower_bound(holding, reading.start, {}, &StoredReading::start);
  for (; at != holding.end() && at->start == reading.start; ++at) {
    if (at->end == reading.end) return says_the_same(*at, reading);
  }
  return false;
}

/// Places where more batches than one have readings; elsewhere nothing can have been superseded.
Result<std::set<std::tuple<std::int64_t, MonthNumber, bool>>> shared_places(
    Reader& reader, std::string_view owner) {
  const Value parameter = cell(owner);
  const auto rows = reader.query(
      "SELECT meter, month, counter FROM reading_block WHERE owner = $1 "
      "GROUP BY meter, month, counter HAVING count(*) > 1 OR min(batch) <> max(last_batch)",
      {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::set<std::tuple<std::int64_t, MonthNumber, bool>> places;
  for (const auto& row : *rows) {
    places.emplace(integer_in(row[0]), integer_in(row[1]), integer_in(row[2]) != 0);
  }
  return places;
}

tl::unexpected<Error> no_batch(std::string_view id) {
  return fail(ErrorCode::kNotFound,
              {"Det finns ingen import av mätvärden med det numret.",
               "There is no import of readings of that id."},
              "store/readings: " + std::string{id});
}

/// What taking batches back does in one place; nothing is written.
Result<void> take_back(Reader& reader, const Scope& scope, const LeftOut& own, const LeftOut& with,
                       ReadingsRetracted& done) {
  const auto blocks = blocks_of(reader, done.owner, scope.meter, scope.months, true);
  if (!blocks) return tl::unexpected{blocks.error()};
  auto all = decoded(*blocks, scope.counter, with);
  if (!all) return tl::unexpected{all.error()};
  auto rest = *all;
  std::erase_if(rest, [&own](const auto& reading) { return own.contains(reading.batch); });
  const auto holding = in_force(std::move(*all), scope.counter);
  done.retraction.closed += std::ranges::count_if(
      holding, [&own](const auto& reading) { return own.contains(reading.batch); });
  for (const auto& reading : in_force(std::move(rest), scope.counter)) {
    if (!is_in(reading, holding)) ++done.retraction.reopened;
  }
  std::set<MonthNumber> months;
  for (const auto& block : *blocks) {
    for (auto month = block.place.month; month <= block.reach; ++month) months.insert(month);
  }
  for (const auto month : months) {
    done.touched.push_back({scope.meter, month, scope.counter, std::nullopt});
  }
  return {};
}

/// SHA-256 over a batch's readings as the blocks have them now.
Result<std::string> digest_now(Reader& reader, const BatchRow& batch,
                               const std::map<std::int64_t, std::string>& names) {
  Sha256 sum;
  for (const auto& place : batch.touched) {  // in the order they were written
    const auto blocks =
        blocks_of(reader, batch.owner, place.meter, {place.month, place.month}, true);
    if (!blocks) return tl::unexpected{blocks.error()};
    auto all = decoded(*blocks, place.counter, {});
    if (!all) return tl::unexpected{all.error()};
    std::erase_if(*all, [&batch](const auto& reading) { return reading.batch != batch.no; });
    BlockBuilder builder{place.counter};
    for (const auto& reading : *all) builder.add(reading, batch.no);
    const auto name = names.find(place.meter);
    sum.update(Adding::digest_line(name == names.end() ? "" : name->second, place));
    sum.update(builder.take_payload());
  }
  return sum.hex();
}

/// Whether what a batch put into force still is.
Result<bool> batch_holds(Reader& reader, const BatchRow& batch) {
  if (batch.retracted_at) return false;
  const auto shared = shared_places(reader, batch.owner);
  if (!shared) return tl::unexpected{shared.error()};
  if (shared->empty()) return true;
  const auto now = batches_left_out(reader, batch.owner, std::nullopt);
  if (!now) return tl::unexpected{now.error()};
  const auto then = batches_left_out(reader, batch.owner, batch.recorded_at);
  if (!then) return tl::unexpected{then.error()};
  const auto scopes = scopes_of(reader, batch);
  if (!scopes) return tl::unexpected{scopes.error()};
  for (const auto& scope : *scopes) {
    const bool whole = scope.months.first != scope.months.last;
    if (!whole && !shared->contains({scope.meter, scope.months.first, scope.counter})) continue;
    const auto blocks = blocks_of(reader, batch.owner, scope.meter, scope.months, true);
    if (!blocks) return tl::unexpected{blocks.error()};
    auto today = decoded(*blocks, scope.counter, *now);
    if (!today) return tl::unexpected{today.error()};
    auto that_day = decoded(*blocks, scope.counter, *then);
    if (!that_day) return tl::unexpected{that_day.error()};
    const auto holding = in_force(std::move(*today), scope.counter);
    for (const auto& reading : in_force(std::move(*that_day), scope.counter)) {
      if (reading.batch == batch.no && !is_in(reading, holding)) return false;
    }
  }
  return true;
}

}  // namespace

Result<ReadingsAdded> add_readings(Writer& writer, const IncomingReadings& incoming,
                                   const Provenance& provenance) {
  return Adding{writer, incoming, provenance}.run();
}

Result<ReadingsRetracted> retract_readings(Writer& writer, std::string_view id) {
  const auto batches = reading_batches_of(writer, id);
  if (!batches) return tl::unexpected{batches.error()};
  if (batches->empty()) return no_batch(id);
  ReadingsRetracted done;
  done.owner = batches->front().owner;
  const auto with = batches_left_out(writer, done.owner, std::nullopt);
  if (!with) return tl::unexpected{with.error()};
  LeftOut own;
  std::vector<Scope> scopes;
  for (const auto& batch : *batches) {
    own.insert(batch.no);
    const auto more = scopes_of(writer, batch);
    if (!more) return tl::unexpected{more.error()};
    scopes.insert(scopes.end(), more->begin(), more->end());
  }
  std::ranges::sort(scopes);
  const auto same = std::ranges::unique(scopes);
  scopes.erase(same.begin(), same.end());
  for (const auto& scope : scopes) {
    if (auto taken = take_back(writer, scope, own, *with, done); !taken) {
      return tl::unexpected{taken.error()};
    }
  }
  const std::array<Value, 2> parameters{cell(id), writer.recorded_at().microseconds};
  const auto marked =
      writer.execute("UPDATE reading_batch SET retracted_at = $2 WHERE batch = $1", parameters);
  if (!marked) return tl::unexpected{marked.error()};
  const auto lost = writer.query(
      "SELECT d.batch FROM duplicate_of d JOIN batch b ON b.id = d.batch "
      "WHERE d.of_batch = $1 AND b.state <> 'retracted' ORDER BY b.received_at, b.id",
      std::span{parameters}.first(1));
  if (!lost) return tl::unexpected{lost.error()};
  for (const auto& row : *lost) done.retraction.duplicates_lost.push_back(text_in(row[0]));
  return done;
}

Result<bool> readings_still_current(Reader& reader, std::string_view batch) {
  const Value id = cell(batch);
  const auto involved =
      reader.query("SELECT $1 UNION SELECT of_batch FROM duplicate_of WHERE batch = $1", {&id, 1});
  if (!involved) return tl::unexpected{involved.error()};
  for (const auto& row : *involved) {
    const auto parts = reading_batches_of(reader, text_in(row[0]));
    if (!parts) return tl::unexpected{parts.error()};
    for (const auto& part : *parts) {
      const auto holds = batch_holds(reader, part);
      if (!holds) return tl::unexpected{holds.error()};
      if (!*holds) return false;
    }
  }
  return true;
}

Result<std::string> readings_digest(Reader& reader, std::string_view batch) {
  const auto parts = reading_batches_of(reader, batch);
  if (!parts) return tl::unexpected{parts.error()};
  if (parts->empty()) return no_batch(batch);
  std::string digest = parts->front().digest;
  for (std::size_t i = 1; i < parts->size(); ++i) digest = sha256_hex(digest + (*parts)[i].digest);
  return digest;
}

Result<std::string> readings_digest_now(Reader& reader, std::string_view id) {
  const auto parts = reading_batches_of(reader, id);
  if (!parts) return tl::unexpected{parts.error()};
  if (parts->empty()) return no_batch(id);
  const auto meters = reading_meters(reader, parts->front().owner);
  if (!meters) return tl::unexpected{meters.error()};
  std::map<std::int64_t, std::string> names;
  for (const auto& meter : *meters) names.emplace(meter.no, meter.meter);
  std::string digest;
  for (const auto& part : *parts) {
    const auto now = digest_now(reader, part, names);
    if (!now) return now;
    digest = digest.empty() ? *now : sha256_hex(digest + *now);
  }
  return digest;
}

}  // namespace tertil::store
