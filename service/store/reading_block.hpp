/// @file service/store/reading_block.hpp
/// @brief Readings of one meter and month as few bytes: times as runs, quantities as packed digits.
///
/// Hourly readings lie at even distances, so their times are a start, a step and a count; a gap, a
/// change of unit or an estimate begins a new run. Where they came from is a second list of runs:
/// batch and row, each with a stride. Quantities are whole numbers of one decimal place for the
/// whole block, as differences to the one before, packed 64 at a time in as many bits as they
/// need; a block with a number that no 15 digits can say keeps the doubles' bits instead.
///
/// The last four bytes are a CRC-32 over all others and over which meter and month the block is
/// for, so that neither a flipped bit nor a misplaced block goes unseen. Bytes are little-endian.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/meter_reading.hpp"
#include "service/domain/result.hpp"

namespace tertil::store {

using collectors::Seconds;

/// A local month as blocks are kept by: year × 12 + month − 1.
using MonthNumber = std::int64_t;
[[nodiscard]] MonthNumber month_number(collectors::Month month);
[[nodiscard]] collectors::Month month_of_number(MonthNumber number);

/// One reading as it is stored. Everything but the origin is as given.
struct StoredReading {
  Seconds start{0};  ///< Of a counter reading: `end`.
  Seconds end{0};
  collectors::Quantity quantity;
  collectors::ReadingUnit unit{collectors::ReadingUnit::kKwh};
  collectors::Carrier carrier{collectors::Carrier::kUnsaid};
  bool estimated{false};
  std::int64_t batch{0};  ///< Number of the batch that brought it.
  std::int64_t row{0};    ///< Where in that batch's file.
  friend bool operator==(const StoredReading&, const StoredReading&) = default;
};

/// What can be said of a block without taking it apart.
struct ReadingSummary {
  std::int64_t readings{0};
  std::int64_t estimated{0};
  Seconds first{0};  ///< The earliest start.
  Seconds last{0};   ///< The latest end.
  Seconds seconds{0};
  Seconds estimated_seconds{0};
  bool one_unit{true};  ///< `unit` is that of all readings.
  bool exact{true};     ///< `digits` / 10^`decimals` is their sum.
  bool in_order{true};  ///< Each reading starts where the one before ends, or later.
  collectors::ReadingUnit unit{collectors::ReadingUnit::kKwh};
  std::int64_t digits{0};
  std::uint8_t decimals{0};
  double least{0.0};  ///< The smallest quantity as given; only of readings just taken.
  double most{0.0};
  std::int64_t first_row{0};  ///< The lowest row; only of readings just taken.

  /// The summary of both together; `in_order` if they do not overlap and both are.
  [[nodiscard]] ReadingSummary with(const ReadingSummary& other) const;
};

/// Gathers the readings of one block. Reused for one block after another.
class BlockBuilder {
 public:
  explicit BlockBuilder(bool counter = false) : counter_(counter) {}

  /// Adds a reading; quick while readings come evenly in order of time. `batch` counts from the
  /// one given to `encode`.
  void add(const collectors::MeterReading& reading, std::int64_t batch = 0);
  void add(const StoredReading& reading, std::int64_t first_batch);

  [[nodiscard]] bool empty() const { return digits_.empty(); }
  [[nodiscard]] std::size_t size() const { return digits_.size(); }
  /// Bytes held in memory, about.
  [[nodiscard]] std::size_t weight() const;
  /// The readings without frame or checksum, for `framed`; equal readings in equal order give
  /// equal bytes. Empties the builder.
  [[nodiscard]] std::string take_payload();
  /// What can be said of the readings so far, or of those last taken; the sum only of the latter.
  [[nodiscard]] const ReadingSummary& summary() const { return summary_; }

 private:
  struct Times {
    Seconds start{0};
    Seconds step{0};
    std::int64_t count{0};
    std::uint8_t marks{0};  ///< Unit, carrier and whether estimated.
  };
  struct Origins {
    std::int64_t batch{0};
    std::int64_t batch_stride{0};
    std::int64_t row{0};
    std::int64_t row_stride{0};
    std::int64_t count{0};
  };
  void add_times(Seconds start, Seconds end, std::uint8_t marks);
  void add_origin(std::int64_t batch, std::int64_t row);
  void add_quantity(collectors::Quantity quantity);
  void to_binary();
  void settle_decimals();
  void sum_up();
  void summarise(Seconds start, Seconds end, std::uint8_t marks, std::int64_t row);

  bool counter_;
  std::vector<Times> times_;
  std::vector<Origins> origins_;
  std::vector<std::int64_t> digits_;
  std::uint8_t decimals_{0};
  ReadingSummary summary_;
};

/// Which block it is; part of its checksum.
struct BlockPlace {
  std::int64_t meter{0};
  MonthNumber month{0};
  bool counter{false};
};

/// The bytes of a block: a payload, and the number of its first batch.
[[nodiscard]] std::string framed(std::string_view payload, const BlockPlace& place,
                                 std::int64_t first_batch);

/// The readings of a block, in the order they were added. kCorrupt when the bytes are not those of
/// a block of that place.
[[nodiscard]] Result<std::vector<StoredReading>> decode_block(std::string_view bytes,
                                                              const BlockPlace& place);
/// The same of a payload that was never stored; batches count from `first_batch`.
[[nodiscard]] Result<std::vector<StoredReading>> decode_payload(std::string_view payload,
                                                                bool counter,
                                                                std::int64_t first_batch = 0);

}  // namespace tertil::store
