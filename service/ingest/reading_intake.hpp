/// @file service/ingest/reading_intake.hpp
/// @brief Meter readings on their way in: streamed, gathered into blocks, written, summed.
#pragma once
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "collectors/finding.hpp"
#include "service/ingest/intake.hpp"
#include "service/ingest/reading_gather.hpp"
#include "service/store/readings.hpp"

namespace tertil::ingest {

/// The intake of `energyReading`. The source must outlive it.
class ReadingIntake final : public Intake {
 public:
  /// @param pseudonym_key as for collectors::Collection.
  /// @param budget bytes that readings may take, packed and unpacked, about.
  explicit ReadingIntake(const collectors::Source& source, std::string pseudonym_key = {},
                         std::size_t budget = gather_budget());

  void read(int descriptor, Progress& progress, CheckedFile& checked) override;
  [[nodiscard]] Result<store::WriteCounts> write(store::Writer& writer,
                                                 const store::Provenance& provenance,
                                                 CheckedFile& checked) override;
  [[nodiscard]] std::vector<figures::Touched> touched() const override;
  [[nodiscard]] Result<store::SeriesSums> sums(store::Reader& reader) const override;
  [[nodiscard]] const store::SeriesSums& in_file() const override { return in_file_; }
  void leave_out(std::span<const Suspicion> months) override;

 private:
  /// A block that a check keeps out of the store.
  struct Kept {
    store::IncomingBlock block;
    Suspicion why;
  };

  void take_faults(std::vector<collectors::RowFault> faults, CheckedFile& checked) const;
  void each_with_text(const std::vector<std::int64_t>& rows,
                      const std::function<void(std::size_t, std::string&&)>& visit) const;
  [[nodiscard]] store::HeldRow held_row(const Kept& kept, const store::Reject& first) const;
  void set_aside(const std::vector<AsideRow>& rows, CheckedFile& checked) const;
  void reject_all(CheckedFile& checked);
  void sum_up();
  [[nodiscard]] Result<void> keep_out(store::Writer& writer, const store::Provenance& provenance,
                                      CheckedFile& checked) const;
  [[nodiscard]] Result<void> note_unknown_meters(store::Reader& reader, CheckedFile& checked) const;

  const collectors::Source& source_;
  std::string pseudonym_key_;
  std::size_t budget_;
  int descriptor_{-1};
  bool has_lines_{false};  ///< Rows are lines of a text: it can be shown again.
  std::int64_t duplicates_{0};
  store::IncomingReadings incoming_;
  std::map<std::pair<std::string, int>, Suspicion> suspicious_;  ///< Months, by meter.
  std::vector<Kept> left_out_;
  store::SeriesSums in_file_;
  std::set<int> years_;
};

/// What the store can do with a batch of readings afterwards.
[[nodiscard]] const Keeping& reading_keeping();

}  // namespace tertil::ingest
