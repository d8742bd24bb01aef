#include "service/plans/suggestion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tertil::plans {
namespace {

constexpr auto kGood = Standing::kGood;
constexpr auto kHalf = Standing::kHalf;
constexpr auto kBad = Standing::kBad;
constexpr auto kUnknown = Standing::kUnknown;

struct Case {
  std::vector<Standing> outcome;
  std::vector<Standing> subgoals;
  std::vector<Standing> quality;
  int due;
  int done;
  Verdict verdict;
};

GoalEvidence evidence_of(const Case& one) {
  GoalEvidence evidence;
  const auto add = [&](Criterion criterion, const std::vector<Standing>& standings) {
    for (const auto standing : standings)
      evidence.indicators.push_back({criterion, "Indikatorn", standing, {"skäl", "reason"}});
  };
  add(Criterion::kOutcome, one.outcome);
  add(Criterion::kSubgoals, one.subgoals);
  add(Criterion::kQuality, one.quality);
  evidence.activities_due = one.due;
  evidence.activities_done = one.done;
  return evidence;
}

TEST(Suggestion, LetsTheOutcomeDecideAndTheOthersTemperIt) {
  const std::vector<Case> cases{{{}, {}, {}, 0, 0, Verdict::kNotAssessed},
                                {{kUnknown}, {kUnknown}, {kUnknown}, 0, 0, Verdict::kNotAssessed},
                                {{kGood}, {}, {}, 0, 0, Verdict::kFull},
                                {{kGood, kUnknown}, {}, {}, 0, 0, Verdict::kFull},
                                {{kGood, kHalf}, {}, {}, 0, 0, Verdict::kPartial},
                                {{kGood, kBad}, {}, {}, 0, 0, Verdict::kPartial},
                                {{kHalf}, {}, {}, 2, 2, Verdict::kPartial},
                                {{kBad}, {}, {}, 0, 0, Verdict::kNone},
                                {{kGood}, {}, {}, 4, 4, Verdict::kFull},
                                {{kGood}, {}, {}, 4, 2, Verdict::kFull},
                                {{kGood}, {}, {}, 4, 1, Verdict::kPartial},
                                {{kGood}, {kBad}, {}, 0, 0, Verdict::kPartial},
                                {{kGood}, {}, {kBad, kGood}, 0, 0, Verdict::kFull},
                                {{kBad}, {}, {}, 3, 3, Verdict::kPartial},
                                {{kBad}, {}, {}, 3, 2, Verdict::kNone},
                                {{}, {}, {}, 3, 3, Verdict::kPartial},
                                {{}, {}, {}, 3, 0, Verdict::kNone},
                                {{kUnknown}, {kGood}, {kGood}, 1, 1, Verdict::kPartial},
                                {{}, {kBad}, {kGood}, 0, 0, Verdict::kPartial}};
  for (std::size_t i = 0; i < cases.size(); ++i)
    EXPECT_EQ(to_string(suggest(evidence_of(cases[i])).verdict), to_string(cases[i].verdict)) << i;
}

TEST(Suggestion, NamesTheFourRulesThatAreComputedAndNeverTheTwoThatAreForThePerson) {
  const auto found = suggest(evidence_of({{kGood}, {kHalf}, {}, 4, 2, Verdict::kFull}));
  std::vector<std::string> criteria;
  std::vector<Verdict> verdicts;
  for (const auto& rule : found.rules) {
    criteria.emplace_back(to_string(rule.criterion));
    verdicts.push_back(rule.verdict);
    EXPECT_FALSE(rule.text.sv.empty());
    EXPECT_NE(rule.text.sv, rule.text.en);
  }
  EXPECT_THAT(criteria, ::testing::ElementsAre("outcome", "activities", "subgoals", "quality"));
  EXPECT_THAT(verdicts, ::testing::ElementsAre(Verdict::kFull, Verdict::kPartial, Verdict::kPartial,
                                               Verdict::kNotAssessed));
  EXPECT_EQ(found.rules[1].text.sv, "2 av 4 aktiviteter som skulle vara klara är det.");
  EXPECT_THAT(found.rules[0].text.sv, ::testing::HasSubstr("Indikatorn: skäl."));
}

}  // namespace
}  // namespace tertil::plans
