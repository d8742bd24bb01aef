/// @file service/ingest/held_batch.hpp
/// @brief A batch with rows that wait, while somebody decides about them.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "service/ingest/intake.hpp"
#include "service/store/batches.hpp"
#include "service/store/decision.hpp"

namespace tertil::ingest {

/// What deciding came to so far.
struct DecidedRows {
  std::int64_t rows{0};  ///< Of the file.
  store::WriteCounts counts;
  std::vector<figures::Touched> touched;
};

/// Goes through the rows that wait, a thousand at a time, in the transaction given.
class HeldBatch {
 public:
  /// @param chosen row numbers of the file; none: all.
  HeldBatch(store::Writer& writer, const store::Batch& batch, std::string_view owner,
            const std::optional<std::vector<std::int64_t>>& chosen, const store::Decision& by);

  [[nodiscard]] Result<DecidedRows> release();
  [[nodiscard]] Result<DecidedRows> discard();

 private:
  using Take = std::function<Result<void>(std::span<const store::HeldRow>, DecidedRows&)>;
  [[nodiscard]] Result<DecidedRows> each(std::string_view word, const Take& take);

  store::Writer& writer_;
  const store::Batch& batch_;
  std::string_view owner_;
  std::optional<std::set<std::int64_t>> chosen_;
  const store::Decision& by_;
};

/// The batch's receipt with the counts that it has now, and the decision added.
[[nodiscard]] std::string decided_receipt(const store::Batch& batch, std::int64_t held,
                                          std::string_view word, std::int64_t rows,
                                          const store::Decision& by, Instant at);
/// The same with one rule's checks and findings accepted; nothing if the rule found nothing.
[[nodiscard]] std::optional<std::string> accepted_receipt(const store::Batch& batch,
                                                          std::string_view rule,
                                                          const store::Decision& by, Instant at);

}  // namespace tertil::ingest
