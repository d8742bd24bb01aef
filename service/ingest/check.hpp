/// @file service/ingest/check.hpp
/// @brief What a file turned out to be: counts, findings, and the rows that were set aside.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/ingest/receipt.hpp"
#include "service/ingest/reject_spool.hpp"
#include "service/store/batches.hpp"

namespace tertil::ingest {

/// A file on its way in. An intake fills it while it reads and, with what only the store can tell,
/// while it writes. In the end rows_read = stored + duplicate + quarantined.
struct CheckedFile {
  std::int64_t rows_read{0};
  std::int64_t quarantined{0};    ///< Rows, not faults: a row with two faults counts once.
  std::int64_t held{0};           ///< Of the quarantined: those that wait for a person.
  bool rejected{false};           ///< Nothing of the file may be stored.
  bool personal{false};           ///< Refused for personal data: no byte of it may be kept.
  bool must_not_keep_raw{false};  ///< Columns are dropped or made into codes: keep a clean copy.
  RejectSpool rejects;
  std::vector<Finding> findings;
  std::string format;
  std::string encoding;
  /// How things stand after reading, to come back to when writing is begun again.
  struct Mark {
    std::int64_t quarantined{0};
    std::int64_t held{0};
    RejectSpool::Mark rejects;
    std::vector<Finding> findings;
  };
  [[nodiscard]] Mark mark() const { return {quarantined, held, rejects.mark(), findings}; }
  void back_to(const Mark& mark);

  /// Sets one row aside: quarantined, with what is wrong noted under its rule.
  void set_aside(store::Reject reject);
};

/// Adds one fault to the findings, under its rule and column.
void note(std::vector<Finding>& findings, const store::Reject& reject, std::string_view severity,
          bool counts_row);

}  // namespace tertil::ingest
