/// @file service/ingest/batch_writing.hpp
/// @brief Everything one batch writes, in one transaction: rows, figures, effects, receipt, audit.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "collectors/source.hpp"
#include "service/figures/published.hpp"
#include "service/ingest/effects.hpp"
#include "service/ingest/importer.hpp"
#include "service/ingest/intake.hpp"
#include "service/ingest/quality.hpp"
#include "service/store/uploads.hpp"

namespace tertil::ingest {

/// Computes what activity feeds, and sends computed values that a verified one stands against to
/// review. What could not be computed is told as findings.
[[nodiscard]] Result<void> recompute_figures(store::Writer& writer,
                                             std::span<const figures::Touched> touched,
                                             std::string_view batch,
                                             std::vector<Finding>& findings);

/// What people see change by a write, and what they see then.
struct Seen {
  Effects effects;
  std::shared_ptr<const figures::Snapshot> after;  ///< To be adopted when the write has committed.
};

/// What people see change by `work`, inside its transaction.
[[nodiscard]] Result<Seen> effects_of(store::Writer& writer, figures::Published& published,
                                      const std::function<Result<void>()>& work);

/// One batch being written. When a rule on series wants rows kept out, the transaction is given up
/// and begun again without them: `begins_again` says so.
class BatchWriting {
 public:
  BatchWriting(figures::Published& published, const ImportRequest& request,
               const collectors::Source& source, Intake& intake, CheckedFile& checked,
               Receipt& receipt)
      : published_{published},
        request_{request},
        source_{source},
        intake_{intake},
        checked_{checked},
        receipt_{receipt},
        rules_{rules_for(source)},
        unwritten_{checked.mark()} {}

  /// Writes everything. @param upload where the bytes are kept; not given by dry runs.
  [[nodiscard]] Result<void> write(store::Writer& writer,
                                   const std::optional<store::Upload>& upload);
  /// Shows the world what was written, once it is committed.
  [[nodiscard]] Result<void> publish() const;
  /// Whether the error of a `write` means: once more, please.
  [[nodiscard]] static bool begins_again(const Error& error);

 private:
  [[nodiscard]] Result<void> write_rows(store::Writer& writer);
  [[nodiscard]] Result<void> check(const store::SeriesSums& before, const store::SeriesSums& after);
  [[nodiscard]] Result<void> write_batch_row(store::Writer& writer);

  figures::Published& published_;
  const ImportRequest& request_;
  const collectors::Source& source_;
  Intake& intake_;
  CheckedFile& checked_;
  Receipt& receipt_;
  std::vector<QualityRule> rules_;
  CheckedFile::Mark unwritten_;
  std::vector<Suspicion> kept_out_;
  std::shared_ptr<const figures::Snapshot> after_;  ///< Null if the file was rejected.
};

}  // namespace tertil::ingest
