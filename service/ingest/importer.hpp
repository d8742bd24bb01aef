/// @file service/ingest/importer.hpp
/// @brief The life of a batch: keep the raw upload, collect, check, write everything in one
/// transaction, answer with a receipt.
///
/// The same path serves the command line, HTTP, and the data that is shipped. Nothing is
/// acknowledged before it is synced; a batch is whole or not there at all.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/result.hpp"
#include "service/figures/published.hpp"
#include "service/ingest/in_flight.hpp"
#include "service/ingest/intake.hpp"
#include "service/ingest/raw_uploads.hpp"
#include "service/ingest/receipt.hpp"
#include "service/ingest/running.hpp"
#include "service/ingest/sources.hpp"
#include "service/store/engine.hpp"

namespace tertil::ingest {

/// A file that wants in. The descriptor must be an unnamed, synced file (RawUploads::take_in, or
/// an HTTP upload into the same folder); it stays the caller's.
struct ImportRequest {
  std::string source;
  int descriptor{-1};
  std::int64_t bytes{0};
  std::string sha256;
  std::string file_name;
  std::optional<std::string> idempotency_key;
  std::string actor;  ///< Who sends: a key's id, an account's name, or "cli".
  bool dry_run{false};
  std::string role{};        ///< For the audit log.
  std::string request_id{};  ///< Likewise; empty from the command line.
  /// A mapping that is being tried out, in place of the source. Dry runs only.
  const collectors::Source* draft{nullptr};
};

enum class ImportKind {
  kStored,    ///< New: 201. A dry run that would be taken is this too, with 200.
  kRepeated,  ///< Seen before: the first receipt again, 200.
  kRejected,  ///< Nothing was taken: 422 with the receipt.
};

struct ImportOutcome {
  ImportKind kind{ImportKind::kStored};
  std::string receipt;  ///< JSON, byte for byte what a repeat gets too.
  std::string id;
  std::int64_t rows_read{0};
  std::int64_t stored{0};
  std::int64_t duplicate{0};
  std::int64_t quarantined{0};
};

/// Safe to share: imports of different files run side by side and meet at the store's writer.
class Importer {
 public:
  Importer(store::Engine& engine, figures::Published& published, RawUploads& raw,
           const Clock& clock = system_clock())
      : engine_{engine}, published_{published}, raw_{raw}, clock_{clock} {}

  /// Blocking. Fails with kNotFound (no such source), kConflict (the same import is under way),
  /// kRefused (the idempotency key was used with other bytes), kStoreFull, kBusy; nothing is
  /// stored then.
  [[nodiscard]] Result<ImportOutcome> import_file(const ImportRequest& request);

  /// Takes a batch that is stored or held back, append-only. Fails with kNotFound, or kConflict if
  /// the batch is not in force.
  [[nodiscard]] Result<RetractOutcome> retract(std::string_view batch, std::string_view actor,
                                               std::string_view reason);

  [[nodiscard]] const Sources& sources() const { return sources_; }
  [[nodiscard]] Sources& sources() { return sources_; }
  [[nodiscard]] const RawUploads& raw() const { return raw_; }
  /// What is under way now.
  [[nodiscard]] std::vector<RunningImport> running() const { return running_.now(); }

 private:
  [[nodiscard]] Result<std::optional<ImportOutcome>> seen_before(const ImportRequest& request,
                                                                 const collectors::Source& source);
  [[nodiscard]] Result<ImportOutcome> import_new(const ImportRequest& request,
                                                 const collectors::Source& source);

  store::Engine& engine_;
  figures::Published& published_;
  RawUploads& raw_;
  const Clock& clock_;
  Sources sources_;
  InFlight in_flight_;
  Running running_;
};

}  // namespace tertil::ingest
