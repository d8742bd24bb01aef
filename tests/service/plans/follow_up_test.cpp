#include "service/plans/follow_up.hpp"

#include <gtest/gtest.h>

namespace tertil::plans {
namespace {

Day day(std::string_view text) { return *first_day(text); }
const Day kToday = day("2026-06-15");

struct Case {
  std::string what;
  MeasureState state;
  std::string start;
  std::string end;
  std::vector<MeasureActivity> activities;
  std::vector<MeasureUpdate> updates;
  std::optional<ManualTimeliness> manual;
  Timeliness status;
  bool is_manual{false};
};

MeasureActivity activity(std::string_view due, std::string_view done = {}) {
  return {"a", "Upphandla", first_day(due), first_day(done)};
}
MeasureUpdate update(std::string_view date, std::optional<Timeliness> timeliness = std::nullopt) {
  return {day(date), "Sagt", timeliness};
}

std::vector<Case> cases() {
  using S = MeasureState;
  using T = Timeliness;
  const ManualTimeliness late{T::kLate, "Överklagat"};
  return {
      {"cancelled", S::kCancelled, "", "2020", {}, {}, late, T::kCancelled},
      {"done though its end has passed", S::kDone, "", "2020", {}, {}, late, T::kDone},
      {"verified", S::kVerified, "", "", {activity("2020-01-01")}, {}, {}, T::kDone},
      {"set by hand", S::kOngoing, "", "2030", {}, {}, late, T::kLate, true},
      {"set by hand against a passed end",
       S::kOngoing,
       "",
       "2020",
       {},
       {},
       ManualTimeliness{T::kOnPlan, "Förlängd"},
       T::kOnPlan,
       true},
      {"said in a fresh update",
       S::kOngoing,
       "",
       "2030",
       {},
       {update("2026-06-01", T::kLate)},
       {},
       T::kLate,
       true},
      {"said 90 days ago",
       S::kOngoing,
       "",
       "2030",
       {},
       {update("2026-03-17", T::kLate)},
       {},
       T::kLate,
       true},
      {"said 91 days ago",
       S::kOngoing,
       "",
       "2030",
       {},
       {update("2026-03-16", T::kLate)},
       {},
       T::kOnPlan},
      {"said, but taken back later",
       S::kOngoing,
       "",
       "2030",
       {},
       {update("2026-06-02", T::kOnPlan), update("2026-06-01", T::kLate)},
       {},
       T::kOnPlan,
       true},
      {"said of the future",
       S::kOngoing,
       "",
       "2030",
       {},
       {update("2026-06-16", T::kLate)},
       {},
       T::kOnPlan},
      {"proposed though its end has passed", S::kProposed, "", "2020", {}, {}, {}, T::kNotStarted},
      {"investigated", S::kInvestigated, "2020", "", {}, {}, {}, T::kNotStarted},
      {"postponed with a late activity",
       S::kPostponed,
       "",
       "",
       {activity("2020-01-01")},
       {},
       {},
       T::kNotStarted},
      {"ends today", S::kOngoing, "", "2026-06-15", {}, {}, {}, T::kOnPlan},
      {"ended yesterday", S::kOngoing, "", "2026-06-14", {}, {}, {}, T::kLate},
      {"ends this month", S::kOngoing, "", "2026-06", {}, {}, {}, T::kOnPlan},
      {"ended last month", S::kOngoing, "", "2026-05", {}, {}, {}, T::kLate},
      {"ends this year", S::kOngoing, "", "2026", {}, {}, {}, T::kOnPlan},
      {"ended last year", S::kOngoing, "", "2025", {}, {}, {}, T::kLate},
      {"activity due today", S::kOngoing, "", "", {activity("2026-06-15")}, {}, {}, T::kOnPlan},
      {"activity due yesterday", S::kOngoing, "", "", {activity("2026-06-14")}, {}, {}, T::kLate},
      {"activity late but done",
       S::kOngoing,
       "",
       "",
       {activity("2026-06-01", "2026-06-10")},
       {},
       {},
       T::kOnPlan},
      {"activity without a date", S::kOngoing, "", "", {activity("")}, {}, {}, T::kOnPlan},
      {"decided, no dates", S::kDecided, "", "", {}, {}, {}, T::kNotStarted},
      {"decided, starts this month", S::kDecided, "2026-06", "", {}, {}, {}, T::kNotStarted},
      {"decided, should have started", S::kDecided, "2026-05", "", {}, {}, {}, T::kLate},
      {"ongoing without updates", S::kOngoing, "", "", {}, {}, {}, T::kOnPlan},
      {"ongoing with an old update",
       S::kOngoing,
       "",
       "",
       {},
       {update("2025-01-01")},
       {},
       T::kOnPlan}};
}

TEST(FollowUp, JudgesByTheFirstRuleThatFitsAndSaysWhichInBothLanguages) {
  for (const auto& one : cases()) {
    Measure measure;
    measure.state = one.state;
    measure.start = one.start;
    measure.end = one.end;
    measure.manual_timeliness = one.manual;
    const auto found = follow_up(measure, {one.activities, one.updates}, kToday);
    EXPECT_EQ(to_string(found.status), to_string(one.status)) << one.what;
    EXPECT_EQ(found.manual, one.is_manual) << one.what;
    EXPECT_EQ(found.reason.empty(), !one.is_manual) << one.what;
    EXPECT_FALSE(found.rule.sv.empty()) << one.what;
    EXPECT_FALSE(found.rule.en.empty()) << one.what;
    EXPECT_NE(found.rule.sv, found.rule.en) << one.what;
  }
}

TEST(FollowUp, PutsEachStatusInItsColumn) {
  const std::pair<MeasureState, std::string> states[] = {
      {MeasureState::kProposed, "notStarted"}, {MeasureState::kInvestigated, "notStarted"},
      {MeasureState::kDecided, "notStarted"},  {MeasureState::kPostponed, "notStarted"},
      {MeasureState::kOngoing, "ongoing"},     {MeasureState::kDone, "done"},
      {MeasureState::kVerified, "done"},       {MeasureState::kCancelled, "cancelled"}};
  for (const auto& [state, column] : states) {
    Measure measure;
    measure.state = state;
    EXPECT_EQ(to_string(follow_up(measure, {}, kToday).column), column) << to_string(state);
  }
  Measure late;
  late.state = MeasureState::kOngoing;
  late.end = "2025";
  EXPECT_EQ(to_string(follow_up(late, {}, kToday).column), "late");
}

TEST(FollowUp, CountsActivitiesAndDaysAndSaysWhenTheNextUpdateIsDue) {
  Measure measure;
  measure.state = MeasureState::kOngoing;
  const MeasureParts parts{{activity("2026-01-01", "2026-01-02"), activity("2026-07-01")},
                           {update("2026-06-05"), update("2026-05-01")}};
  const auto found = follow_up(measure, parts, kToday);
  EXPECT_EQ(found.activities, 2);
  EXPECT_EQ(found.activities_done, 1);
  EXPECT_EQ(found.days_since_update, 10);
  EXPECT_EQ(to_string(*found.next_update_due), "2026-09-03");
  measure.state = MeasureState::kDone;
  EXPECT_FALSE(follow_up(measure, parts, kToday).next_update_due);
  EXPECT_FALSE(follow_up(measure, {}, kToday).last_update);
}

TEST(FollowUp, KnowsTheEndsOfMonthsAndYears) {
  EXPECT_EQ(to_string(*last_day("2024-02")), "2024-02-29");
  EXPECT_EQ(to_string(*last_day("2026-02")), "2026-02-28");
  EXPECT_EQ(to_string(*last_day("2026")), "2026-12-31");
  EXPECT_EQ(to_string(*first_day("2026")), "2026-01-01");
  EXPECT_FALSE(last_day(""));
  EXPECT_FALSE(first_day("2026-02-30"));
}

}  // namespace
}  // namespace tertil::plans
