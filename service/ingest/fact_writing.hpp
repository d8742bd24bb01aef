/// @file service/ingest/fact_writing.hpp
/// @brief Writes facts a few at a time, and turns aside those that only the store can refuse.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/ingest/check.hpp"
#include "service/ingest/fact_rows.hpp"
#include "service/ingest/quality.hpp"
#include "service/store/facts.hpp"
#include "service/store/held_rows.hpp"

namespace tertil::ingest {

/// One `write` of a FactIntake.
class FactWriting {
 public:
  using LeftOut = std::map<std::pair<std::string, int>, Suspicion>;

  FactWriting(store::Writer& writer, const store::FactTable& table,
              const store::Provenance& provenance, CheckedFile& checked, RowChecks& checks,
              const LeftOut& left_out, Verdict& of_rows)
      : writer_{writer},
        table_{table},
        provenance_{provenance},
        checked_{checked},
        checks_{checks},
        left_out_{left_out},
        of_rows_{of_rows} {}

  /// Stores one row, sets it aside, holds it, or opens a review: what is right for it.
  [[nodiscard]] Result<void> take(const FactRow& row, std::optional<std::int64_t> occurrence);
  /// Writes what is still waiting and gives all counts.
  [[nodiscard]] Result<store::WriteCounts> finish();

 private:
  [[nodiscard]] std::optional<Suspicion> suspect(const store::Fact& fact);
  [[nodiscard]] Result<bool> goes_to_review(const store::Fact& fact, const std::string& record);
  void hold(const store::Fact& fact, const std::string& record, const Suspicion& suspicion);
  [[nodiscard]] Result<void> flush();

  store::Writer& writer_;
  const store::FactTable& table_;
  const store::Provenance& provenance_;
  CheckedFile& checked_;
  RowChecks& checks_;
  const LeftOut& left_out_;
  Verdict& of_rows_;
  std::vector<store::Fact> facts_;
  std::vector<store::HeldRow> held_;
  store::WriteCounts counts_;
};

}  // namespace tertil::ingest
