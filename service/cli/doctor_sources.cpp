#include "service/cli/doctor_sources.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "service/ingest/sources.hpp"
#include "service/store/pulls.hpp"

namespace tertil::cli {
namespace {

void check_mappings(const std::vector<ingest::SourceProblem>& problems, std::size_t sources,
                    std::vector<Finding>& findings) {
  for (const auto& [where, fault] : problems)
    findings.push_back(
        {"mappings",
         Verdict::kBad,
         {fmt::format("källan {} kan inte läsas, rad {} kolumn {}: {}", where, fault.line,
                      fault.column, fault.message.sv),
          fmt::format("the source {} cannot be read, line {} column {}: {}", where, fault.line,
                      fault.column, fault.message.en)},
         {"rätta mappningen (tertil mapping check FIL); till dess gäller den medföljande eller "
          "ingen",
          "correct the mapping (tertil mapping check FILE); until then the shipped one holds, or "
          "none"}});
  if (problems.empty())
    findings.push_back({"mappings",
                        Verdict::kGood,
                        {fmt::format("alla {} källor kan läsas", sources),
                         fmt::format("all {} sources can be read", sources)}});
}

Text words_for(store::PullOutcome outcome) {
  switch (outcome) {
    case store::PullOutcome::kNever: return {"aldrig hämtad", "never pulled"};
    case store::PullOutcome::kStored: return {"hämtad", "pulled"};
    case store::PullOutcome::kUnchanged: return {"inget nytt", "nothing new"};
    case store::PullOutcome::kRejected: return {"importen avvisades", "the import was rejected"};
    case store::PullOutcome::kFailed: return {"misslyckades", "failed"};
  }
  return {};
}

/// How the last pull went, and when the next is due.
Finding of_pull(const collectors::Source& source, const store::Pull& pull, bool scheduled) {
  const auto outcome = words_for(pull.outcome);
  Text said{fmt::format("{}: {}", source.id, outcome.sv),
            fmt::format("{}: {}", source.id, outcome.en)};
  const auto add = [&said](const Text& more) {
    said.sv += more.sv;
    said.en += more.en;
  };
  if (pull.attempted_at)
    add({" " + to_rfc3339(*pull.attempted_at), " " + to_rfc3339(*pull.attempted_at)});
  if (!pull.message.sv.empty()) add({": " + pull.message.sv, ": " + pull.message.en});
  if (scheduled && pull.next_run_at)
    add({"; nästa gång " + to_rfc3339(*pull.next_run_at),
         "; next time " + to_rfc3339(*pull.next_run_at)});
  Finding finding{"pull-" + source.id, Verdict::kGood, std::move(said)};
  if (pull.failures == 0) return finding;
  finding.verdict = Verdict::kDoubtful;
  finding.remedy = {fmt::format("pröva för hand: tertil pull {}", source.id),
                    fmt::format("try by hand: tertil pull {}", source.id)};
  return finding;
}

void check_pulls(const ingest::Sources& sources, const std::vector<store::Pull>& pulls,
                 bool scheduled, std::vector<Finding>& findings) {
  const auto planned = std::ranges::count_if(sources.all(), [](const collectors::Source& source) {
    return source.pull && !source.schedule.empty();
  });
  Finding switched{"scheduled-pulls",
                   Verdict::kGood,
                   {fmt::format("schemalagda hämtningar är på; källor med schema: {}", planned),
                    fmt::format("scheduled pulls are on; sources with a schedule: {}", planned)}};
  if (!scheduled)
    switched.found = {
        fmt::format("schemalagda hämtningar är av (remote.scheduled); källor med schema: {}",
                    planned),
        fmt::format("scheduled pulls are off (remote.scheduled); sources with a schedule: {}",
                    planned)};
  findings.push_back(std::move(switched));
  for (const auto& source : sources.all()) {
    if (!source.pull) continue;
    const auto known = std::ranges::find(pulls, source.id, &store::Pull::source);
    if (known != pulls.end())
      findings.push_back(of_pull(source, *known, scheduled));
    else if (!source.schedule.empty())
      findings.push_back(of_pull(source, {}, scheduled));
  }
}

}  // namespace

void check_sources(store::Engine& engine, const Configuration& configuration,
                   std::vector<Finding>& findings) {
  ingest::Sources sources;
  sources.set_directory(configuration.text("sources.directory"));
  const auto problems = sources.reload(engine);
  std::vector<store::Pull> pulls;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::pulls(reader);
    if (!found) return tl::unexpected{found.error()};
    pulls = std::move(*found);
    return {};
  });
  if (!problems || !read) {
    findings.push_back(
        {"sources", Verdict::kBad, (!problems ? problems.error() : read.error()).message});
    return;
  }
  check_mappings(*problems, sources.all().size(), findings);
  check_pulls(sources, pulls, std::get<bool>(configuration.setting("remote.scheduled").value),
              findings);
}

}  // namespace tertil::cli
