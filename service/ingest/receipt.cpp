#include "service/ingest/receipt.hpp"

#include <nlohmann/json.hpp>

#include "collectors/json.hpp"

namespace tertil::ingest {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostListed = 1000;

/// Text that a foreign file may have had a hand in: bytes that are no UTF-8 are shown as such.
std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json text(const Text& both) { return {{"sv", both.sv}, {"en", both.en}}; }

Json or_null(const std::string& word) { return word.empty() ? Json(nullptr) : Json(word); }

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json findings_json(const std::vector<Finding>& findings) {
  auto list = Json::array();
  for (const auto& finding : findings) {
    auto examples = Json::array();
    for (const auto& example : finding.examples)
      examples.push_back(
          {{"row", example.row}, {"column", or_null(example.column)}, {"raw", example.raw}});
    list.push_back({{"rule", finding.rule},
                    {"severity", finding.severity},
                    {"rows", finding.rows},
                    {"column", or_null(finding.column)},
                    {"message", text(finding.message)},
                    {"examples", std::move(examples)}});
  }
  return list;
}

Json checks_json(const std::vector<CheckResult>& checks) {
  auto list = Json::array();
  for (const auto& check : checks)
    list.push_back({{"rule", check.rule},
                    {"state", check.state},
                    {"severity", check.severity},
                    {"rows", check.rows},
                    {"message", text(check.message)}});
  return list;
}

Json affected_json(const std::vector<Affected>& affected) {
  auto list = Json::array();
  for (std::size_t i = 0; i < affected.size() && i < kMostListed; ++i) {
    const auto& one = affected[i];
    list.push_back({{"keyFigure", one.key_figure},
                    {"region", one.region},
                    {"year", one.year},
                    {"before", or_null(one.before)},
                    {"after", or_null(one.after)}});
  }
  return list;
}

Json moves_json(const std::vector<RankMove>& moves) {
  auto list = Json::array();
  for (std::size_t i = 0; i < moves.size() && i < kMostListed; ++i) {
    const auto& one = moves[i];
    list.push_back({{"keyFigure", one.key_figure},
                    {"year", one.year},
                    {"region", one.region},
                    {"rankBefore", or_null(one.rank_before)},
                    {"rankAfter", or_null(one.rank_after)},
                    {"classBefore", or_null(one.class_before)},
                    {"classAfter", or_null(one.class_after)}});
  }
  return list;
}

}  // namespace

std::string to_json(const Effects& effects) {
  return dump({{"affected", affected_json(effects.affected)},
               {"affectedTotal", effects.affected.size()},
               {"rankMoves", moves_json(effects.rank_moves)},
               {"rankMovesTotal", effects.rank_moves.size()}});
}

std::string to_json(const Receipt& receipt) {
  const Json json{
      {"id", receipt.id},
      {"source", receipt.source},
      {"sha256", receipt.sha256},
      {"state", store::to_string(receipt.state)},
      {"dryRun", receipt.dry_run},
      {"rowsRead", receipt.rows_read},
      {"stored", receipt.stored},
      {"duplicate", receipt.duplicate},
      {"quarantined", receipt.quarantined},
      {"superseded", receipt.superseded},
      {"held", receipt.held},
      {"new", receipt.stored - receipt.superseded},
      {"changed", receipt.superseded},
      {"format", or_null(receipt.format)},
      {"encoding", or_null(receipt.encoding)},
      {"fileName", or_null(receipt.file_name)},
      {"bytes", receipt.bytes},
      {"mappingVersion", receipt.mapping_version},
      {"receivedAt", to_rfc3339(receipt.received_at)},
      {"recordedAt", receipt.recorded_at ? Json(to_rfc3339(*receipt.recorded_at)) : Json(nullptr)},
      {"findings", findings_json(receipt.findings)},
      {"checks", checks_json(receipt.checks)},
      {"affected", affected_json(receipt.effects.affected)},
      {"affectedTotal", receipt.effects.affected.size()},
      {"rankMoves", moves_json(receipt.effects.rank_moves)},
      {"rankMovesTotal", receipt.effects.rank_moves.size()}};
  return dump(json);
}

std::string to_json(const RetractOutcome& outcome) {
  const Json json{{"id", outcome.id},
                  {"state", store::to_string(store::BatchState::kRetracted)},
                  {"closed", outcome.closed},
                  {"reopened", outcome.reopened},
                  {"alsoTouched", outcome.also_touched},
                  {"affected", affected_json(outcome.effects.affected)},
                  {"affectedTotal", outcome.effects.affected.size()},
                  {"rankMoves", moves_json(outcome.effects.rank_moves)},
                  {"rankMovesTotal", outcome.effects.rank_moves.size()}};
  return dump(json);
}

std::string receipt_json(const store::Batch& batch) {
  if (batch.state != store::BatchState::kRetracted) return batch.receipt;
  auto parsed = collectors::parse_json(batch.receipt);
  auto* json = std::get_if<nlohmann::json>(&parsed);
  if (json == nullptr || !json->is_object()) return batch.receipt;
  (*json)["state"] = store::to_string(batch.state);
  if (batch.retracted_at) (*json)["retractedAt"] = to_rfc3339(*batch.retracted_at);
  (*json)["retractedBy"] = batch.retracted_by;
  (*json)["retractReason"] = batch.retract_reason;
  return json->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace tertil::ingest
