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
#include <string>
#include <string_view>
#include <vector>

#include "collectors/source.hpp"
#include "service/figures/computed.hpp"
#include "service/figures/snapshot.hpp"
#include "service/ingest/check.hpp"
#include "service/store/facts.hpp"

namespace tertil::ingest {

/// How far an import has come; written by the one who works, read by whoever shows it.
struct Progress {
  std::atomic<std::int64_t> bytes_read{0};
  std::atomic<std::int64_t> rows_read{0};
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
  /// Fills counts, rejects and findings of `checked`; keeps the good rows for itself.
  /// @throws std::system_error when the file cannot be read.
  virtual void read(int descriptor, Progress& progress, CheckedFile& checked) = 0;

  /// Writes what was read. Rows that only the store can refuse (overlaps, held ones) are moved
  /// from stored to quarantined in `checked`, so that rows_read = stored + duplicate + quarantined.
  [[nodiscard]] virtual Result<store::WriteCounts> write(store::Writer& writer,
                                                         const store::Provenance& provenance,
                                                         CheckedFile& checked) = 0;

  /// Whose activity of which years may have changed; valid after `write`. Empty for targets that
  /// no own figure is computed from.
  [[nodiscard]] virtual std::vector<figures::Touched> touched() const = 0;
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
};

/// The intake of a source's target. Source and snapshot must outlive it.
[[nodiscard]] std::unique_ptr<Intake> make_intake(const collectors::Source& source,
                                                  const figures::Snapshot& snapshot);
/// The keeping of a target; lives as long as the program.
[[nodiscard]] const Keeping& keeping_of(collectors::Target target);

}  // namespace tertil::ingest
