/// @file service/ingest/check.hpp
/// @brief Reads a whole file and sorts its rows: facts to store, and rows that are set aside.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "service/figures/snapshot.hpp"
#include "service/ingest/receipt.hpp"
#include "service/ingest/sources.hpp"
#include "service/store/batches.hpp"
#include "service/store/facts.hpp"

namespace tertil::ingest {

/// A file after every check. `facts.size() + quarantined == rows_read`.
struct CheckedFile {
  std::int64_t rows_read{0};
  std::int64_t quarantined{0};  ///< Rows, not faults: a row with two faults counts once.
  bool rejected{false};         ///< Nothing of the file may be stored; then `facts` is empty.
  std::vector<store::Fact> facts;
  std::vector<store::Reject> rejects;
  std::vector<Finding> findings;
  std::string format;
  std::string encoding;
};

/// Collects the file and checks every row against the snapshot. What one bad row does is the
/// source's choice: it is set aside, or the whole file is rejected and its innocent rows are
/// listed by the rule `file-rejected`. Two rows of one key that differ are both set aside
/// (`conflict-in-file`).
/// @throws std::system_error when the file cannot be read.
[[nodiscard]] CheckedFile check_file(int descriptor, const collectors::Source& source,
                                     const figures::Snapshot& snapshot);

/// Adds one fault to the findings, under its rule and column.
void note(std::vector<Finding>& findings, const store::Reject& reject, std::string_view severity,
          bool counts_row);

}  // namespace tertil::ingest
