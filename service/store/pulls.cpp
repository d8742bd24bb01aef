#include "service/store/pulls.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::array<std::pair<PullOutcome, std::string_view>, 5> kOutcomes{
    {{PullOutcome::kNever, "never"},
     {PullOutcome::kStored, "stored"},
     {PullOutcome::kUnchanged, "unchanged"},
     {PullOutcome::kRejected, "rejected"},
     {PullOutcome::kFailed, "failed"}}};

constexpr std::string_view kSelect =
    "SELECT source, mapping_version, attempted_at, outcome, batch, message_sv, message_en, "
    "succeeded_at, failures, next_run_at, etag, last_modified, cursor_text, changed_to FROM pull ";

Result<Pull> pull_in(const Row& row) {
  Pull pull;
  pull.source = text_in(row[0]);
  pull.mapping_version = text_in(row[1]);
  pull.attempted_at = optional_instant_in(row[2]);
  const auto outcome = std::find_if(kOutcomes.begin(), kOutcomes.end(), [&](const auto& known) {
    return known.second == text_in(row[3]);
  });
  if (outcome == kOutcomes.end()) return unknown_word("pull.outcome", text_in(row[3]));
  pull.outcome = outcome->first;
  pull.batch = optional_in<std::string>(row[4]);
  pull.message = {text_in(row[5]), text_in(row[6])};
  pull.succeeded_at = optional_instant_in(row[7]);
  pull.failures = integer_in(row[8]);
  pull.next_run_at = optional_instant_in(row[9]);
  pull.etag = text_in(row[10]);
  pull.last_modified = text_in(row[11]);
  pull.cursor = text_in(row[12]);
  pull.changed_to = integer_in(row[13]);
  return pull;
}

Result<std::vector<Pull>> pulls_in(const Result<std::vector<Row>>& rows) {
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<Pull> found;
  for (const auto& row : *rows) {
    auto pull = pull_in(row);
    if (!pull) return tl::unexpected{pull.error()};
    found.push_back(*std::move(pull));
  }
  return found;
}

}  // namespace

std::string_view to_string(PullOutcome outcome) {
  for (const auto& [value, name] : kOutcomes)
    if (value == outcome) return name;
  return "";
}

Result<std::optional<Pull>> find_pull(Reader& reader, std::string_view source) {
  const std::array parameters{cell(source)};
  auto found = pulls_in(reader.query(std::string{kSelect} + "WHERE source = $1", parameters));
  if (!found) return tl::unexpected{found.error()};
  if (found->empty()) return std::optional<Pull>{};
  return std::optional{std::move(found->front())};
}

Result<std::vector<Pull>> pulls(Reader& reader) {
  return pulls_in(reader.query(std::string{kSelect} + "ORDER BY source", {}));
}

Result<void> keep_pull(Writer& writer, const Pull& pull) {
  writer.leave_published_alone();
  const std::array<Value, 14> parameters{cell(pull.source),
                                         cell(pull.mapping_version),
                                         cell(pull.attempted_at),
                                         cell(to_string(pull.outcome)),
                                         pull.batch ? Value{*pull.batch} : Value{},
                                         cell(pull.message.sv),
                                         cell(pull.message.en),
                                         cell(pull.succeeded_at),
                                         Value{pull.failures},
                                         cell(pull.next_run_at),
                                         cell(pull.etag),
                                         cell(pull.last_modified),
                                         cell(pull.cursor),
                                         Value{pull.changed_to}};
  const auto done = writer.execute(
      "INSERT INTO pull (source, mapping_version, attempted_at, outcome, batch, message_sv, "
      "message_en, succeeded_at, failures, next_run_at, etag, last_modified, cursor_text, "
      "changed_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "
      "ON CONFLICT (source) DO UPDATE SET mapping_version = excluded.mapping_version, "
      "attempted_at = excluded.attempted_at, outcome = excluded.outcome, batch = excluded.batch, "
      "message_sv = excluded.message_sv, message_en = excluded.message_en, "
      "succeeded_at = excluded.succeeded_at, failures = excluded.failures, "
      "next_run_at = excluded.next_run_at, etag = excluded.etag, "
      "last_modified = excluded.last_modified, cursor_text = excluded.cursor_text, "
      "changed_to = excluded.changed_to",
      parameters);
  if (!done) return tl::unexpected{done.error()};
  return {};
}

}  // namespace tertil::store
