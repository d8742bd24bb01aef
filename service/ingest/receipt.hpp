/// @file service/ingest/receipt.hpp
/// @brief What an import answers: what became of every row, and what it changed.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/domain/text.hpp"
#include "service/store/batches.hpp"

namespace tertil::ingest {

/// All rows that one rule had something to say about.
struct Finding {
  std::string rule;
  std::string severity;  ///< error, hold, warning or info.
  std::string column;    ///< Empty if rows differ in it or the whole row is meant.
  std::int64_t rows{0};
  Text message;  ///< Of the first row.
  struct Example {
    std::int64_t row{0};
    std::string column;
    std::string raw;
  };
  std::vector<Example> examples;  ///< The first three.
};

/// What one quality rule came to.
struct CheckResult {
  std::string rule;
  std::string state;     ///< ok, possibleFault or notChecked; later perhaps accepted.
  std::string severity;  ///< error, hold or warning.
  std::int64_t rows{0};
  Text message;  ///< Of the first row concerned, or what the rule looks for.
};

/// A published value that is not what it was.
struct Affected {
  std::string key_figure;
  std::string region;
  int year{0};
  std::optional<double> before;
  std::optional<double> after;
};

/// A region whose rank or class is not what it was, by the series a ranking takes by default.
struct RankMove {
  std::string key_figure;
  int year{0};
  std::string region;
  std::optional<int> rank_before;
  std::optional<int> rank_after;
  std::string class_before;  ///< Empty if there was none.
  std::string class_after;
};

/// What an import changes in what people see.
struct Effects {
  std::vector<Affected> affected;
  std::vector<RankMove> rank_moves;
};

/// rows_read = stored + duplicate + quarantined, always (promise R5).
struct Receipt {
  std::string id;
  std::string source;
  std::string sha256;
  store::BatchState state{store::BatchState::kRunning};
  bool dry_run{false};
  std::string file_name;
  std::int64_t bytes{0};
  std::string format;
  std::string encoding;
  std::string mapping_version;
  Instant received_at;
  std::optional<Instant> recorded_at;
  std::int64_t rows_read{0};
  std::int64_t stored{0};
  std::int64_t duplicate{0};
  std::int64_t quarantined{0};
  std::int64_t superseded{0};
  std::int64_t held{0};  ///< Of the quarantined: those that wait for a person.
  std::vector<Finding> findings;
  std::vector<CheckResult> checks;
  Effects effects;
};

/// What taking a batch back did.
struct RetractOutcome {
  std::string id;
  std::int64_t closed{0};                 ///< Values that are no longer in force.
  std::int64_t reopened{0};               ///< Earlier values that are in force again.
  std::vector<std::string> also_touched;  ///< Later batches whose duplicates went with them.
  Effects effects;
};

/// What a retraction answers over HTTP: the batch, its new state, what it closed and reopened, the
/// later batches whose duplicates went with it, and what people see change.
[[nodiscard]] std::string to_json(const RetractOutcome& outcome);

/// {"affected":[…],"affectedTotal":n,"rankMoves":[…],"rankMovesTotal":n}, cut as in a receipt.
[[nodiscard]] std::string to_json(const Effects& effects);

/// The receipt as the contract draws it, and more. The affected and the moves are cut at a
/// thousand each; `affectedTotal` and `rankMovesTotal` say how many there are.
[[nodiscard]] std::string to_json(const Receipt& receipt);

/// The receipt of a batch as it stands now: what was answered the first time, with today's state
/// and, if it was taken back, when, by whom and why.
/// Decisions since then are told by `with_decisions` (decisions.hpp).
[[nodiscard]] std::string receipt_json(const store::Batch& batch);

}  // namespace tertil::ingest
