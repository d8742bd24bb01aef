#include "service/ingest/check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "collectors/collect.hpp"
#include "service/ingest/conversion.hpp"

namespace tertil::ingest {
namespace {

constexpr std::size_t kExamples = 3;

Text to_text(const collectors::Text& text) { return {text.sv, text.en}; }

/// A row that passed its own checks, with its text for the day it is set aside after all.
struct Candidate {
  store::Fact fact;
  std::string record;
};

void set_aside(CheckedFile& checked, store::Reject reject) {
  note(checked.findings, reject, "error", true);
  checked.rejects.push_back(std::move(reject));
  ++checked.quarantined;
}

void take_faults(collectors::Collection& collection, CheckedFile& checked) {
  for (auto& fault : collection.take_faults()) {
    store::Reject reject{fault.row,  fault.column,           fault.raw,
                         fault.rule, to_text(fault.message), fault.record};
    note(checked.findings, reject, collectors::name_of(fault.severity), fault.first_of_row);
    checked.rejects.push_back(std::move(reject));
  }
}

/// Rows of one key that do not say the same are all set aside: nobody can tell which one is meant.
void quarantine_conflicts(std::vector<Candidate>& candidates, CheckedFile& checked) {
  std::map<std::vector<store::Value>, std::vector<std::size_t>> by_key;
  for (std::size_t i = 0; i < candidates.size(); ++i) by_key[candidates[i].fact.key].push_back(i);
  std::set<std::size_t> conflicting;
  for (const auto& [key, rows] : by_key) {
    const auto& first = candidates[rows.front()].fact;
    const bool agree = std::ranges::all_of(
        rows, [&](std::size_t i) { return candidates[i].fact.values == first.values; });
    if (!agree) conflicting.insert(rows.begin(), rows.end());
  }
  if (conflicting.empty()) return;

  std::vector<Candidate> kept;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!conflicting.contains(i)) {
      kept.push_back(std::move(candidates[i]));
      continue;
    }
    set_aside(checked, {candidates[i].fact.row,
                        "",
                        "",
                        "conflict-in-file",
                        {"Filen har flera rader för samma nyckeltal, område och period som inte "
                         "säger samma sak; ingen av dem tas.",
                         "The file has several rows for the same key figure, area and period that "
                         "do not agree; none of them is taken."},
                        std::move(candidates[i].record)});
  }
  candidates = std::move(kept);
}

void reject_file(std::vector<Candidate>& candidates, CheckedFile& checked) {
  checked.rejected = true;
  for (auto& candidate : candidates)
    set_aside(checked, {candidate.fact.row,
                        "",
                        "",
                        "file-rejected",
                        {"Raden är riktig, men källan tar ingen fil som har någon felaktig rad.",
                         "The row is right, but this source takes no file that has a bad row."},
                        std::move(candidate.record)});
  candidates.clear();
}

}  // namespace

void note(std::vector<Finding>& findings, const store::Reject& reject, std::string_view severity,
          bool counts_row) {
  auto found = std::ranges::find_if(findings, [&](const Finding& finding) {
    return finding.rule == reject.rule && finding.column == reject.column;
  });
  if (found == findings.end()) {
    findings.push_back({reject.rule, std::string{severity}, reject.column, 0, reject.message, {}});
    found = findings.end() - 1;
  }
  if (counts_row) ++found->rows;
  if (found->examples.size() < kExamples)
    found->examples.push_back({reject.row, reject.column, reject.raw});
}

CheckedFile check_file(int descriptor, const collectors::Source& source,
                       const figures::Snapshot& snapshot) {
  CheckedFile checked;
  std::vector<Candidate> candidates;
  const Surroundings surroundings{source, snapshot};
  auto collection = collectors::Collection::open(descriptor, source);
  collectors::RecordBatch batch;
  while (collection.next(batch)) {
    take_faults(collection, checked);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      auto converted = convert(surroundings, batch, i);
      if (auto* refusal = std::get_if<RowRefusal>(&converted)) {
        set_aside(checked, {batch.rows[i], refusal->column, refusal->raw, refusal->rule,
                            refusal->message, batch.records[i]});
      } else {
        candidates.push_back({std::get<store::Fact>(std::move(converted)), batch.records[i]});
      }
    }
  }
  take_faults(collection, checked);
  checked.rows_read = collection.rows_read();
  checked.quarantined += collection.faulty_rows();
  checked.format = collection.format();
  checked.encoding = collection.encoding();
  for (const auto& said : collection.notes())
    checked.findings.push_back({said.rule,
                                std::string{collectors::name_of(said.severity)},
                                said.column,
                                said.rows,
                                to_text(said.message),
                                {}});

  quarantine_conflicts(candidates, checked);
  const bool bad = checked.quarantined > 0 && source.on_bad_row == collectors::OnBadRow::kReject;
  if (collection.refused() || bad) reject_file(candidates, checked);
  std::ranges::stable_sort(checked.rejects, {}, &store::Reject::row);
  checked.facts.reserve(candidates.size());
  for (auto& candidate : candidates) checked.facts.push_back(std::move(candidate.fact));
  return checked;
}

}  // namespace tertil::ingest
