/// @file service/store/readings.hpp
/// @brief Meter readings: added a batch at a time, taken back, asked for by meter and time.
///
/// Readings lie in blocks (reading_block.hpp), one for each meter, local month of the start and
/// batch. What holds is the fold of the blocks of batches in force (reading_fold.hpp), so nothing
/// is ever changed: a correction is a further block, and a batch taken back is left out of the
/// fold. When many small blocks of a month have come together they are replaced by one that says
/// the same, with the origin of each reading; hourly deliveries so cost no more than monthly ones.
#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/engine.hpp"
#include "service/store/facts.hpp"
#include "service/store/reading_block.hpp"

namespace tertil::store {

/// Readings of one meter, month and kind out of one file, free of conflicts among themselves.
struct IncomingBlock {
  std::uint32_t meter{0};  ///< Place in `IncomingReadings::meters`.
  MonthNumber month{0};    ///< Local month of the start; of the end for counter readings.
  bool counter{false};
  ReadingSummary summary;
  std::string payload{};   ///< BlockBuilder::take_payload, batch numbers from 0; or empty, and
  std::int64_t place{0};   ///< where it was set down,
  std::uint32_t bytes{0};  ///< and how long it is.
};

struct IncomingReadings {
  std::string owner;
  std::vector<std::string> meters;
  std::vector<IncomingBlock> blocks;  ///< By meter, month and kind; each at most once.
  /// Fetches payloads that were set down outside of memory.
  /// @throws std::system_error when they cannot be read.
  std::function<std::string(const IncomingBlock&)> fetch{};

  [[nodiscard]] std::string payload_of(const IncomingBlock& block) const {
    return block.bytes == 0 ? block.payload : fetch(block);
  }
};

/// A meter's month of which something has changed, for whoever keeps sums.
struct TouchedMonth {
  std::int64_t meter{0};
  MonthNumber month{0};
  bool counter{false};
  /// What holds now, all of it, where that is known without looking: only use, nothing reaching
  /// in or out of the month, nothing in the way of anything else.
  std::optional<ReadingSummary> whole;
};

struct ReadingsAdded {
  WriteCounts counts;
  std::vector<std::int64_t> overlapping;  ///< Rows that were refused; not in `counts`.
  std::vector<TouchedMonth> touched;      ///< By meter and month.
};

/// Adds a batch's readings. Those that say what is known are counted as duplicates and noted in
/// `duplicate_of`. May be called again for a batch when rows that were held are released.
[[nodiscard]] Result<ReadingsAdded> add_readings(Writer& writer, const IncomingReadings& incoming,
                                                 const Provenance& provenance);

struct ReadingsRetracted {
  Retraction retraction;
  std::string owner;
  std::vector<TouchedMonth> touched;
};

/// Takes a batch's readings back; what they replaced holds again.
[[nodiscard]] Result<ReadingsRetracted> retract_readings(Writer& writer, std::string_view batch);

/// As for other facts: whether all that the batch said, or was counted as said before, still holds.
[[nodiscard]] Result<bool> readings_still_current(Reader& reader, std::string_view batch);

/// SHA-256 over what a batch brought, as it was noted when it was written.
[[nodiscard]] Result<std::string> readings_digest(Reader& reader, std::string_view batch);
/// The same, from the blocks as they are now: reads and checks every one of them.
[[nodiscard]] Result<std::string> readings_digest_now(Reader& reader, std::string_view batch);

/// A meter as readings know it.
struct ReadingMeter {
  std::int64_t no{0};
  std::string owner;
  std::string meter;
  std::string register_seen;  ///< What of the register its sums were made with; see energy_sums.
};
/// All meters of an owner that ever had a reading, by name; of every owner if none is named.
[[nodiscard]] Result<std::vector<ReadingMeter>> reading_meters(Reader& reader,
                                                               std::string_view owner = {});
[[nodiscard]] Result<std::optional<ReadingMeter>> find_reading_meter(Reader& reader,
                                                                     std::string_view owner,
                                                                     std::string_view meter);

/// The months a question is about; both ends belong to it.
struct MonthSpan {
  MonthNumber first{0};
  MonthNumber last{0};
  friend auto operator<=>(const MonthSpan&, const MonthSpan&) = default;
};

/// The readings of a meter that hold, or held at `as_of`, in order of time: all that start in the
/// span, and those that reach into it from before. Counter readings are by their time.
[[nodiscard]] Result<std::vector<StoredReading>> readings_of(
    Reader& reader, const ReadingMeter& meter, MonthSpan span, bool counter,
    std::optional<Instant> as_of = std::nullopt);

/// Every reading of a meter that was ever taken, also of batches taken back, by time and batch.
[[nodiscard]] Result<std::vector<StoredReading>> reading_history(Reader& reader,
                                                                 const ReadingMeter& meter,
                                                                 MonthSpan span, bool counter);

/// The first and last month with readings of a meter; nothing if it has none of that kind.
[[nodiscard]] Result<std::optional<MonthSpan>> months_of(Reader& reader, const ReadingMeter& meter,
                                                         bool counter);
/// The nearest months before and after a span that have counter readings of a meter, or the span's
/// own ends where there are none: a difference is made between neighbours.
[[nodiscard]] Result<MonthSpan> with_neighbours(Reader& reader, const ReadingMeter& meter,
                                                MonthSpan span);
/// Whether any reading of the meter reaches beyond the month it starts in.
[[nodiscard]] Result<bool> has_long_readings(Reader& reader, const ReadingMeter& meter);

/// Numbers of an owner's meters that have counter readings.
[[nodiscard]] Result<std::set<std::int64_t>> meters_with_counters(Reader& reader,
                                                                  std::string_view owner);

/// Batch ids by their numbers, for origins.
[[nodiscard]] Result<std::map<std::int64_t, std::string>> reading_batches(
    Reader& reader, std::span<const std::int64_t> numbers);

/// How many blocks there are and how many bytes they take, for `doctor` and benches.
struct ReadingStock {
  std::int64_t blocks{0};
  std::int64_t readings{0};
  std::int64_t bytes{0};
};
[[nodiscard]] Result<ReadingStock> reading_stock(Reader& reader);

}  // namespace tertil::store
