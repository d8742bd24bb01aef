/// @file service/ingest/drop_report.hpp
/// @brief The report that is put beside a file: for the person who delivered it.
#pragma once
#include <string>
#include <string_view>

#include "service/domain/instant.hpp"
#include "service/domain/result.hpp"
#include "service/ingest/importer.hpp"

namespace tertil::ingest {

/// What became of a file: a receipt, or why there is none.
struct DropReport {
  std::string source;
  std::string file;  ///< As it was called.
  Instant at;
  Result<ImportOutcome> outcome;
};

/// Indented JSON, to be read by people as well: what happened and what to do, in both languages,
/// each finding in a sentence, and the whole receipt.
[[nodiscard]] std::string to_json(const DropReport& report);

/// "Lagrad: 1 196 av 1 200 rader, 4 i karantän." and what to do about it.
[[nodiscard]] Text summary_of(const Result<ImportOutcome>& outcome);

/// Whether the file goes to `done`.
[[nodiscard]] bool is_done(const Result<ImportOutcome>& outcome);

}  // namespace tertil::ingest
