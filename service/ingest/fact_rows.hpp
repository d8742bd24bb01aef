/// @file service/ingest/fact_rows.hpp
/// @brief The good rows of one file as facts, as often as they are needed.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "collectors/collect.hpp"
#include "service/figures/snapshot.hpp"
#include "service/ingest/check.hpp"
#include "service/ingest/conversion.hpp"
#include "service/ingest/intake.hpp"
#include "service/store/facts.hpp"

namespace tertil::ingest {

/// A row that passed its own checks, with its text for the day it is set aside after all.
struct FactRow {
  store::Fact fact;
  std::string record;
};

/// A small file's rows are kept in memory; a large file is read once more for each visit, so that
/// memory does not grow with it. Source and snapshot must outlive it.
class FactRows {
 public:
  using Visit = std::function<Result<void>(const FactRow&)>;

  FactRows(const collectors::Source& source, const figures::Snapshot& snapshot,
           std::string pseudonym_key)
      : source_{source}, snapshot_{snapshot}, pseudonym_key_{std::move(pseudonym_key)} {}

  /// The first time: fills counts, faults and findings of `checked`. Gives false when the whole
  /// file is refused.
  bool read(int descriptor, Progress& progress, CheckedFile& checked,
            const std::function<void(const FactRow&)>& visit);
  /// Every good row again, in the same order. Stops at the first failure.
  [[nodiscard]] Result<void> each(const Visit& visit) const;

 private:
  using Take = std::function<Result<void>(FactRow&&)>;
  [[nodiscard]] Result<void> convert_all(collectors::Collection& collection, Progress* progress,
                                         CheckedFile* checked, const Take& take) const;
  void keep(const FactRow& row);

  const collectors::Source& source_;
  const figures::Snapshot& snapshot_;
  std::string pseudonym_key_;
  int descriptor_{-1};
  bool in_memory_{true};
  std::size_t bytes_{0};
  std::vector<FactRow> rows_;
};

}  // namespace tertil::ingest
