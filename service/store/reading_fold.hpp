/// @file service/store/reading_fold.hpp
/// @brief Which of several readings hold: pure rules, no store.
///
/// Two readings of one interval: the measured one beats the estimate, then the later batch the
/// earlier (contract 2a.2). Intervals that overlap with other bounds: a measured one puts estimates
/// out of force; of two of the same kind the one that was there first stays, and the other is
/// refused at the door. So what holds depends on the order of arrival only where the later batch
/// is a correction. Counter readings are known by their time alone and never overlap.
#pragma once
#include <cstdint>
#include <vector>

#include "service/store/reading_block.hpp"

namespace tertil::store {

/// What becomes of a reading that arrives.
enum class ReadingVerdict {
  kStored,      ///< Nothing was known of its time.
  kSupersedes,  ///< It takes the place of one or more that held.
  kLoses,       ///< It is kept, but something that was there comes first.
  kDuplicate,   ///< It says what is known.
  kOverlaps,    ///< It is refused: its bounds cut through a reading of the same kind.
};

struct ReadingJudgement {
  ReadingVerdict verdict{ReadingVerdict::kStored};
  std::int64_t duplicate_of{0};  ///< Number of the batch that said it.
};

/// Whether two readings of one interval say the same: 1 MWh is 1,000 kWh.
[[nodiscard]] bool says_the_same(const StoredReading& a, const StoredReading& b);

/// The readings that hold among all, in order of time. `all` are those of batches in force.
[[nodiscard]] std::vector<StoredReading> in_force(std::vector<StoredReading> all, bool counter);

/// What is known of some stretch of a meter's time, to judge what arrives.
class ReadingLedger {
 public:
  ReadingLedger(std::vector<StoredReading> known, bool counter);

  /// What becomes of `arriving`, whose batch is later than all known.
  [[nodiscard]] ReadingJudgement judge(const StoredReading& arriving) const;
  [[nodiscard]] const std::vector<StoredReading>& holding() const { return holding_; }

 private:
  [[nodiscard]] ReadingJudgement judge_overlaps(const StoredReading& arriving,
                                                ReadingVerdict unless) const;
  std::vector<StoredReading> known_;    ///< By interval, then batch.
  std::vector<StoredReading> holding_;  ///< By time.
  bool counter_;
};

/// Rows of one file that contradict each other, to be set aside before anything is stored.
struct FileConflicts {
  std::vector<StoredReading> kept;        ///< In order of time, each once.
  std::int64_t duplicates{0};             ///< Rows that said the same as an earlier one.
  std::vector<std::int64_t> conflicting;  ///< Rows of one interval that differ.
  std::vector<std::int64_t> overlapping;  ///< Rows of one kind whose bounds cut each other.
};
[[nodiscard]] FileConflicts without_conflicts(std::vector<StoredReading> rows, bool counter);

}  // namespace tertil::store
