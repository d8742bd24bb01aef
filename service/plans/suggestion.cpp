#include "service/plans/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tertil::plans {
namespace {

constexpr std::array<std::string_view, 6> kCriteria{"outcome",  "activities",    "subgoals",
                                                    "external", "supplementary", "quality"};

SuggestedRule by_indicators(const GoalEvidence& evidence, Criterion criterion) {
  SuggestedRule rule{criterion, Verdict::kNotAssessed, {}};
  int good = 0;
  int bad = 0;
  int judged = 0;
  Text details;
  for (const auto& one : evidence.indicators) {
    if (one.criterion != criterion) continue;
    good += one.standing == Standing::kGood ? 1 : 0;
    bad += one.standing == Standing::kBad ? 1 : 0;
    judged += one.standing != Standing::kUnknown ? 1 : 0;
    details.sv += fmt::format(" {}: {}.", one.name, one.why.sv);
    details.en += fmt::format(" {}: {}.", one.name, one.why.en);
  }
  if (details.sv.empty()) {
    rule.text = {"Inget att bedöma.", "Nothing to assess."};
    return rule;
  }
  if (judged > 0)
    rule.verdict = good == judged  ? Verdict::kFull
                   : bad == judged ? Verdict::kNone
                                   : Verdict::kPartial;
  rule.text = {
      fmt::format("{} av {} bedömbara når målet eller är på väg.{}", good, judged, details.sv),
      fmt::format("{} of {} that can be assessed meet the target or are on track.{}", good, judged,
                  details.en)};
  return rule;
}

SuggestedRule by_activities(const GoalEvidence& evidence) {
  const auto due = evidence.activities_due;
  const auto done = evidence.activities_done;
  if (due == 0)
    return {Criterion::kActivities,
            Verdict::kNotAssessed,
            {"Ingen aktivitet skulle ha varit klar.", "No activity was due."}};
  return {Criterion::kActivities,
          done >= due       ? Verdict::kFull
          : 2 * done >= due ? Verdict::kPartial
                            : Verdict::kNone,
          {fmt::format("{} av {} aktiviteter som skulle vara klara är det.", done, due),
           fmt::format("{} of {} activities that were due are done.", done, due)}};
}

Verdict together(const std::vector<SuggestedRule>& rules) {
  const auto count = [&](Verdict verdict) {
    return std::ranges::count_if(rules, [&](const SuggestedRule& rule) {
      return rule.criterion != Criterion::kOutcome && rule.verdict == verdict;
    });
  };
  const auto full = count(Verdict::kFull);
  const auto none = count(Verdict::kNone);
  const auto partial = count(Verdict::kPartial);
  switch (rules.front().verdict) {
    case Verdict::kFull: return none > 0 ? Verdict::kPartial : Verdict::kFull;
    case Verdict::kPartial: return Verdict::kPartial;
    case Verdict::kNone: return full > 0 ? Verdict::kPartial : Verdict::kNone;
    case Verdict::kNotAssessed: break;
  }
  if (full + none + partial == 0) return Verdict::kNotAssessed;
  return full + partial == 0 ? Verdict::kNone : Verdict::kPartial;
}

}  // namespace

std::string_view to_string(Criterion criterion) {
  return kCriteria.at(static_cast<std::size_t>(criterion));
}

Suggestion suggest(const GoalEvidence& evidence) {
  Suggestion suggestion;
  suggestion.rules = {by_indicators(evidence, Criterion::kOutcome), by_activities(evidence),
                      by_indicators(evidence, Criterion::kSubgoals),
                      by_indicators(evidence, Criterion::kQuality)};
  suggestion.verdict = together(suggestion.rules);
  return suggestion;
}

}  // namespace tertil::plans
