/// @file service/store/reading_rows.hpp
/// @brief The rows of the reading tables, for the repository of readings alone.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/readings.hpp"

namespace tertil::store {

/// A block without its data.
struct BlockRow {
  std::int64_t id{0};
  BlockPlace place;
  std::int64_t first_batch{0};
  std::int64_t last_batch{0};
  MonthNumber reach{0};  ///< The last month that any of its readings reaches into.
  ReadingSummary summary;
  Bytes data;  ///< Where it was asked for.

  [[nodiscard]] bool is_of(std::int64_t batch) const {
    return first_batch == batch && last_batch == batch;
  }
};

/// A batch of readings.
struct BatchRow {
  std::int64_t no{0};
  std::string owner;
  Instant recorded_at;
  std::optional<Instant> retracted_at;
  std::string digest;
  std::vector<BlockPlace> touched;  ///< Where it has readings.
};

/// Blocks of a meter in a span of months, by month and id; with their data if asked for.
[[nodiscard]] Result<std::vector<BlockRow>> blocks_of(Reader& reader, std::string_view owner,
                                                      std::int64_t meter, MonthSpan span,
                                                      bool with_data);

/// Adds blocks of one owner, many at a time.
class BlockWriter {
 public:
  BlockWriter(Writer& writer, std::string_view owner) : writer_{writer}, owner_{owner} {}

  [[nodiscard]] Result<void> add(const BlockPlace& place, std::int64_t first_batch,
                                 std::int64_t last_batch, const ReadingSummary& summary,
                                 std::string_view payload);
  /// Writes what waits: before blocks of the same places are read, and at the end.
  [[nodiscard]] Result<void> finish();

 private:
  Writer& writer_;
  std::string owner_;
  std::vector<Row> waiting_;
  std::size_t bytes_{0};
};

[[nodiscard]] Result<void> remove_block(Writer& writer, std::string_view owner, std::int64_t id);

/// What a batch brought: one row, and one more for each release of rows that were held.
[[nodiscard]] Result<std::vector<BatchRow>> reading_batches_of(Reader& reader,
                                                               std::string_view batch);
[[nodiscard]] Result<void> insert_reading_batch(Writer& writer, const BatchRow& row,
                                                std::string_view batch, std::int64_t readings);
[[nodiscard]] Result<std::int64_t> next_reading_batch(Reader& reader);

/// Numbers of an owner's batches that do not count now; or at `as_of`, had not come or had been
/// taken back.
[[nodiscard]] Result<std::set<std::int64_t>> batches_left_out(Reader& reader,
                                                              std::string_view owner,
                                                              std::optional<Instant> as_of);
/// Meters with a reading that reaches beyond its month.
[[nodiscard]] Result<std::set<std::int64_t>> meters_with_long_readings(Reader& reader,
                                                                       std::string_view owner);
/// All months there can be.
inline constexpr MonthSpan kAllMonths{0, std::numeric_limits<std::int32_t>::max()};

/// All readings of some blocks of one kind, but for those of batches left out.
[[nodiscard]] Result<std::vector<StoredReading>> decoded(const std::vector<BlockRow>& blocks,
                                                         bool counter,
                                                         const std::set<std::int64_t>& left_out);

/// What goes into a batch's digest before each payload.
[[nodiscard]] std::string digest_line(std::string_view meter, const BlockPlace& place);

/// The last month a block reaches into.
[[nodiscard]] MonthNumber reach_of(const ReadingSummary& summary, const BlockPlace& place);

}  // namespace tertil::store
