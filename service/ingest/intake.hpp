/// @file service/ingest/intake.hpp
/// @brief What becomes of one file's rows: read and checked outside the writer, written inside.
///
/// Each target has one intake. The importer knows nothing of facts or blocks of readings: it asks
/// the intake to read, to write, and, when a batch is taken back or asked about later, the
/// `Keeping` of the target.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/source.hpp"
#include "service/figures/computed.hpp"
#include "service/figures/snapshot.hpp"
#include "service/ingest/check.hpp"
#include "service/ingest/suspicion.hpp"
#include "service/store/facts.hpp"
#include "service/store/held_rows.hpp"
#include "service/store/series_sums.hpp"

namespace tertil::ingest {

enum class Phase { kReading, kChecking, kStoring };

/// How far an import has come; written by the one who works, read by whoever shows it.
struct Progress {
  std::atomic<std::int64_t> bytes_read{0};
  std::atomic<std::int64_t> rows_read{0};
  std::atomic<Phase> phase{Phase::kReading};
  std::atomic<bool> cancelled{false};  ///< Asks the reader to stop early; the result is dropped.
};

/// One import's rows on their way in. Not shared between threads at the same time.
class Intake {
 public:
  Intake() = default;
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;
  virtual ~Intake() = default;

  /// Reads the whole file and checks all that can be told without the store's activity data.
  /// Fills counts, rejects and findings of `checked`; keeps the good rows for itself, or the way
  /// back to them: the descriptor stays open until after `write`.
  /// @throws std::system_error when the file cannot be read.
  virtual void read(int descriptor, Progress& progress, CheckedFile& checked) = 0;

  /// Writes what was read. Rows that only the store can refuse (overlaps, held ones) are moved
  /// from stored to quarantined in `checked`, so that rows_read = stored + duplicate + quarantined.
  /// Held rows are added with `store::add_held` and counted in `checked.held` too. May be called
  /// again in another transaction, after `leave_out`.
  [[nodiscard]] virtual Result<store::WriteCounts> write(store::Writer& writer,
                                                         const store::Provenance& provenance,
                                                         CheckedFile& checked) = 0;

  /// Whose activity of which years may have changed; valid after `write`. Empty for targets that
  /// no own figure is computed from.
  [[nodiscard]] virtual std::vector<figures::Touched> touched() const = 0;

  /// What the checks on series look at (quality.hpp): the series that the file names, as they
  /// stand in the store. Asked before and after `write`, in the same transaction. Targets without
  /// quantities have none.
  [[nodiscard]] virtual Result<store::SeriesSums> sums(store::Reader&) const {
    return store::SeriesSums{};
  }
  /// The same of the file alone, rows by series and period; valid after `read`.
  [[nodiscard]] virtual const store::SeriesSums& in_file() const { return no_series_; }
  /// What the last `write` suspected of single rows, one entry for each rule.
  [[nodiscard]] virtual const Verdict& of_rows() const { return no_verdict_; }
  /// Says what the next `write` must keep out: rows of a series in a period, quarantined or held
  /// as the severity says. None of them is a warning.
  virtual void leave_out(std::span<const Suspicion>) {}

 private:
  store::SeriesSums no_series_;
  Verdict no_verdict_;
};

/// What the store can do with a batch of one target after it was written.
class Keeping {
 public:
  virtual ~Keeping() = default;
  [[nodiscard]] virtual Result<store::Retraction> retract(
      store::Writer& writer, std::string_view batch,
      std::vector<figures::Touched>& touched) const = 0;
  [[nodiscard]] virtual Result<bool> still_current(store::Reader& reader,
                                                   std::string_view batch) const = 0;
  [[nodiscard]] virtual Result<std::string> digest_of(store::Reader& reader,
                                                      std::string_view batch) const = 0;
  /// Writes held rows that a person has released, as rows of their batch.
  [[nodiscard]] virtual Result<store::WriteCounts> release(
      store::Writer& writer, const store::Provenance& provenance, std::string_view owner,
      std::span<const store::HeldRow> rows, std::vector<figures::Touched>& touched) const = 0;
};

/// The intake of a source's target. Source and snapshot must outlive it.
/// @param pseudonym_key as for collectors::Collection.
[[nodiscard]] std::unique_ptr<Intake> make_intake(const collectors::Source& source,
                                                  const figures::Snapshot& snapshot,
                                                  std::string pseudonym_key = {});
/// The keeping of a target; lives as long as the program.
[[nodiscard]] const Keeping& keeping_of(collectors::Target target);

}  // namespace tertil::ingest
