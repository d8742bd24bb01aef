/// @file service/ingest/decisions.hpp
/// @brief What people decide about imports: held rows, findings, values that were verified.
///
/// Nothing is changed in place: each decision is a row of its own with who, in which role, when and
/// why, and each is in the audit log. A decision without a reason is refused.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/domain/result.hpp"
#include "service/figures/published.hpp"
#include "service/ingest/sources.hpp"
#include "service/store/batches.hpp"
#include "service/store/decision.hpp"
#include "service/store/engine.hpp"
#include "service/store/reviews.hpp"

namespace tertil::ingest {

/// Safe to share: every decision is one write.
class Decisions {
 public:
  /// All must outlive it. @param request_id for the audit log; empty from the command line.
  Decisions(store::Engine& engine, figures::Published& published, const Sources& sources,
            std::string request_id = {})
      : engine_{engine},
        published_{published},
        sources_{sources},
        request_id_{std::move(request_id)} {}

  /// Writes held rows as rows of their batch, as of now; figures follow. `rows` are row numbers of
  /// the file; none means all that wait. When none waits any longer the batch is `stored`. Gives
  /// the receipt as it stands. kNotFound, or kConflict if the batch or a row does not wait.
  [[nodiscard]] Result<std::string> release(std::string_view batch,
                                            const std::optional<std::vector<std::int64_t>>& rows,
                                            const store::Decision& by);
  /// Keeps held rows out for good; they are listed among the rejected ones.
  [[nodiscard]] Result<std::string> discard(std::string_view batch,
                                            const std::optional<std::vector<std::int64_t>>& rows,
                                            const store::Decision& by);
  /// Lets stand what a rule found in a batch. kNotFound if it found nothing there.
  [[nodiscard]] Result<std::string> accept(std::string_view batch, std::string_view rule,
                                           const store::Decision& by);

  /// Lets the incoming value take the place of the verified one, verified by whoever accepts.
  [[nodiscard]] Result<store::Review> accept_review(std::int64_t id, const store::Decision& by);
  /// The verified value stays.
  [[nodiscard]] Result<store::Review> decline_review(std::int64_t id, const store::Decision& by);

  /// Marks the open own value of a key figure as verified by a person: no import and no
  /// computation changes it from then on, they go to review. Gives the batch that says so.
  [[nodiscard]] Result<std::string> verify(std::string_view key_figure, std::string_view area,
                                           std::string_view period, const store::Decision& by);

 private:
  enum class Held { kRelease, kDiscard };
  [[nodiscard]] Result<std::string> decide(std::string_view batch,
                                           const std::optional<std::vector<std::int64_t>>& rows,
                                           const store::Decision& by, Held what);
  [[nodiscard]] Result<store::Review> decide_review(std::int64_t id, const store::Decision& by,
                                                    bool accept);
  [[nodiscard]] Result<void> log(store::Writer& writer, std::string_view action, std::string object,
                                 const store::Decision& by) const;

  store::Engine& engine_;
  figures::Published& published_;
  const Sources& sources_;
  std::string request_id_;
};

}  // namespace tertil::ingest
