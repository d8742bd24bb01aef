#include "service/plans/goal_evidence.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "service/plans/item_reading.hpp"

namespace tertil::plans {
namespace {

using nlohmann::json;

store::PlanItemVersion item(PlanItemKind kind, std::string id, const json& body) {
  const KnownThings all{[](std::string_view) { return true; },
                        [](std::string_view) { return true; },
                        [](PlanItemKind, std::string_view) { return true; }};
  auto content = read_item(kind, body, all);
  if (!content) throw std::runtime_error{content.error().front().pointer};
  store::PlanItemVersion made;
  made.plan = "p";
  made.kind = kind;
  made.id = std::move(id);
  made.content = content->dump();
  return made;
}

/// A goal with one indicator of these facts and one target.
PlanContent content_of(const json& facts, json target, const std::string& level = "strategic") {
  PlanContent content;
  content.plan.owner = "13";
  auto list = json::array();
  for (const auto& [period, value] : facts.items())
    list.push_back({{"period", period}, {"value", value}});
  content.items.push_back(item(PlanItemKind::kIndicator, "i",
                               {{"goal", "g"}, {"name", "I"}, {"level", level}, {"facts", list}}));
  target["indicator"] = "i";
  content.items.push_back(item(PlanItemKind::kTarget, "t", target));
  return content;
}

struct Case {
  std::string what;
  json facts;
  json target;
  Standing standing;
};

TEST(GoalEvidence, JudgesATargetAsItWasWritten) {
  const json up{{"year", 2026}, {"value", 40}, {"baselineYear", 2022}, {"baselineValue", 20}};
  const auto with = [](json base, const json& more) {
    base.update(more);
    return base;
  };
  const std::vector<Case> cases{
      {"met", {{"2024", 41}}, up, Standing::kGood},
      {"on the line", {{"2024", 30}}, up, Standing::kGood},
      {"half of the line", {{"2024", 25}}, up, Standing::kHalf},
      {"below half of it", {{"2024", 24}}, up, Standing::kBad},
      {"fell", {{"2024", 10}}, up, Standing::kBad},
      {"a step asks nothing before its year",
       {{"2024", 24}},
       with(up, {{"path", "step"}}),
       Standing::kGood},
      {"too late", {{"2026", 39}}, up, Standing::kBad},
      {"values after the occasion do not count", {{"2024", 41}, {"2027", 1}}, up, Standing::kGood},
      {"no value", json::object(), up, Standing::kUnknown},
      {"lower is better, by the baseline",
       {{"2024", 15}},
       {{"year", 2026}, {"value", 10}, {"baselineYear", 2022}, {"baselineValue", 20}},
       Standing::kGood},
      {"no best end known", {{"2024", 15}}, {{"year", 2026}, {"value", 10}}, Standing::kUnknown},
      {"the best end by its direction",
       {{"2024", 9}},
       {{"year", 2026}, {"value", 10}, {"direction", "decrease"}},
       Standing::kGood},
      {"over time, missed",
       {{"2024", 9}},
       {{"value", 10}, {"direction", "increase"}},
       Standing::kBad},
      {"an average over three years",
       {{"2022", 50}, {"2023", 38}, {"2024", 35}},
       with(up, {{"averaging", 3}}),
       Standing::kGood},
      {"an average with a gap",
       {{"2022", 50}, {"2024", 50}},
       with(up, {{"averaging", 3}}),
       Standing::kUnknown},
      {"inside a range", {{"2024", 5}}, {{"low", 5}, {"high", 6}}, Standing::kGood},
      {"outside a range", {{"2024", 7}}, {{"low", 5}, {"high", 6}}, Standing::kBad},
      {"above an open end", {{"2024", 7}}, {{"low", 5}}, Standing::kGood},
      {"a direction that is kept",
       {{"2022", 1}, {"2024", 2}},
       {{"direction", "increase"}},
       Standing::kGood},
      {"a direction that is not",
       {{"2022", 2}, {"2024", 1}},
       {{"direction", "increase"}},
       Standing::kBad},
      {"a direction from its baseline",
       {{"2024", 3}},
       {{"direction", "decrease"}, {"baselineYear", 2020}, {"baselineValue", 4}},
       Standing::kGood},
      {"a direction of one value", {{"2024", 1}}, {{"direction", "increase"}}, Standing::kUnknown},
      {"undetermined", {{"2024", 1}}, {{"undetermined", true}}, Standing::kUnknown}};
  const figures::Snapshot nothing;
  for (const auto& one : cases) {
    const auto found = evidence_for(content_of(one.facts, one.target), "g",
                                    {2026, Occasion::Kind::kYear}, nothing);
    ASSERT_EQ(found.indicators.size(), 1U) << one.what;
    EXPECT_EQ(found.indicators[0].standing, one.standing)
        << one.what << ": " << found.indicators[0].why.en;
    EXPECT_FALSE(found.indicators[0].why.sv.empty()) << one.what;
  }
}

TEST(GoalEvidence, SortsIndicatorsUnderTheirCriterion) {
  const figures::Snapshot nothing;
  const Occasion occasion{2026, Occasion::Kind::kYear};
  const auto criterion = [&](const json& target, const std::string& level) {
    return evidence_for(content_of({{"2024", 1}}, target, level), "g", occasion, nothing)
        .indicators.at(0)
        .criterion;
  };
  EXPECT_EQ(criterion({{"low", 0}}, "strategic"), Criterion::kOutcome);
  EXPECT_EQ(criterion({{"low", 0}}, "tactical"), Criterion::kQuality);
  EXPECT_EQ(criterion({{"low", 0}, {"orgUnit", "RGS"}}, "strategic"), Criterion::kSubgoals);
  EXPECT_TRUE(evidence_for(content_of({{"2024", 1}}, {{"low", 0}}), "another", occasion, nothing)
                  .indicators.empty());
}

TEST(GoalEvidence, CountsActivitiesThatAreDueByTheOccasion) {
  PlanContent content;
  store::MeasureVersion measure;
  measure.id = "m";
  measure.measure.goals = {"g"};
  content.measures.push_back(measure);
  const auto add = [&](const std::string& id, const std::string& due, const json& done) {
    content.items.push_back(item(PlanItemKind::kActivity, id,
                                 {{"measure", "m"},
                                  {"name", "A"},
                                  {"due", due.empty() ? json{} : json(due)},
                                  {"done", done}}));
  };
  add("a", "2026-04-30", "2026-04-30");
  add("b", "2026-04-01", "2026-05-01");
  add("c", "2026-05-01", nullptr);
  add("d", "", nullptr);
  const figures::Snapshot nothing;
  const auto first = evidence_for(content, "g", {2026, Occasion::Kind::kFirst}, nothing);
  EXPECT_EQ(first.activities_due, 2);
  EXPECT_EQ(first.activities_done, 1);
  const auto second = evidence_for(content, "g", {2026, Occasion::Kind::kSecond}, nothing);
  EXPECT_EQ(second.activities_due, 3);
  EXPECT_EQ(second.activities_done, 2);
  content.measures[0].measure.state = MeasureState::kCancelled;
  EXPECT_EQ(evidence_for(content, "g", {2026, Occasion::Kind::kSecond}, nothing).activities_due, 0);
}

}  // namespace
}  // namespace tertil::plans
