/// @file service/ingest/reading_gather.hpp
/// @brief Sorts a file's readings into blocks of meter and month while they stream by.
///
/// A file in order of meters fills one block after another; one in order of time fills the blocks
/// of all meters side by side. A block is packed as soon as its meter has moved on to a later
/// month, so what is held unpacked is one month of each meter at most. A file in no order at all
/// is packed in pieces whenever the budget is spent, and put in order at the end, meter by meter.
///
/// Packed blocks wait in memory for the transaction that writes them; beyond an eighth of the
/// budget they are set down in a file without a name. So memory does not grow with the rows of a
/// file, only with its blocks, by a summary of each.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/meter_reading.hpp"
#include "service/ingest/payload_spool.hpp"
#include "service/store/readings.hpp"

namespace tertil::ingest {

/// A row that is set aside because of other rows of its file.
struct AsideRow {
  std::int64_t row{0};
  std::string_view rule;        ///< One of collectors::rule.
  collectors::Seconds time{0};  ///< The time that is ambiguous, where that is the matter.
};

class ReadingGather {
 public:
  /// @param budget bytes that readings may take, packed and unpacked, about.
  explicit ReadingGather(std::size_t budget)
      : packed_budget_{budget / 8}, budget_{budget - packed_budget_} {}

  /// Takes rows in the order of the file. Meters are numbers in a list of names.
  void take(std::span<const collectors::MeterReading> rows);
  /// Forgets everything.
  void clear();

  /// Ends the file: settles the hour that comes twice, finds rows that contradict each other, and
  /// gives the blocks by the meters' names. Nothing may be taken after it.
  [[nodiscard]] store::IncomingReadings finish(const std::vector<std::string>& meters);
  /// Rows that were set aside, by row; after `finish`.
  [[nodiscard]] const std::vector<AsideRow>& aside() const { return aside_; }
  /// Rows that repeat an earlier one of the same file word by word; after `finish`.
  [[nodiscard]] std::int64_t duplicates() const { return duplicates_; }
  /// Bytes that were set down in a file because the budget was spent.
  [[nodiscard]] std::int64_t spilled() const { return packed_ ? packed_->in_file() : 0; }

 private:
  /// A packed block, or a part of one. Its summary is set down with its payload, just before it.
  struct Piece {
    store::MonthNumber month{0};
    store::MonthNumber reach{0};  ///< The last month that a reading of it is about.
    std::int64_t place{0};
    std::uint32_t bytes{0};
    bool in_order{true};
  };
  /// What comes in for one meter and kind.
  struct Track {
    store::BlockBuilder builder{};
    collectors::Seconds begin{0};  ///< Of the builder's month; empty at first.
    collectors::Seconds end{0};
    store::MonthNumber month{0};
    std::map<store::MonthNumber, store::BlockBuilder> others;  ///< Months left for an earlier one.
    std::vector<Piece> pieces;
    collectors::Seconds last{0};                 ///< Where the last piece ends.
    std::vector<collectors::MeterReading> held;  ///< In the hour that comes twice.
    bool out_of_order{false};
  };

  /// Of a track in `tracks_`: twice the meter's number, and one more for counters.
  [[nodiscard]] std::size_t number_of(const Track& track) const {
    return static_cast<std::size_t>(&track - tracks_.data());
  }
  [[nodiscard]] bool is_counter(const Track& track) const { return number_of(track) % 2 != 0; }
  Track& track_of(const collectors::MeterReading& reading);
  void add(Track& track, const collectors::MeterReading& reading);
  void turn_to(Track& track, collectors::Seconds at);
  void seal(Track& track, store::MonthNumber month, store::BlockBuilder& builder);
  void seal_all(Track& track);
  void settle(Track& track, bool last_chance);
  void put_in_order(Track& track);
  [[nodiscard]] store::IncomingBlock block_of(const Track& track, const Piece& piece) const;
  void merge(Track& track, std::span<const Piece> pieces);

  std::size_t packed_budget_;
  std::size_t budget_;  ///< For readings that are not packed.
  std::size_t rows_since_seal_{0};
  std::shared_ptr<PayloadSpool> packed_;
  std::vector<Track> tracks_;  ///< Two for each meter: use, and counter.
  std::vector<AsideRow> aside_;
  std::int64_t duplicates_{0};
};

/// How many bytes a gathering may take: 48 MiB, so that an import of any size stays below 128 MiB
/// in all, or a quarter of what the control group has if that is less.
[[nodiscard]] std::size_t gather_budget();

}  // namespace tertil::ingest
