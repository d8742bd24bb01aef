#include "service/ingest/check.hpp"

#include <algorithm>
#include <utility>

namespace tertil::ingest {
namespace {

constexpr std::size_t kExamples = 3;

}  // namespace

void CheckedFile::back_to(const Mark& mark) {
  quarantined = mark.quarantined;
  held = mark.held;
  rejects.back_to(mark.rejects);
  findings = mark.findings;
}

void CheckedFile::set_aside(store::Reject reject) {
  note(findings, reject, "error", true);
  rejects.push_back(std::move(reject));
  ++quarantined;
}

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

}  // namespace tertil::ingest
