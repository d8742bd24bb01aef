#include "service/plans/to_do.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "service/plans/item_reading.hpp"

namespace tertil::plans {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

Day day(std::string_view text) { return *first_day(text); }

/// A plan with one goal, one indicator and one measure, of which each can be missing something.
class ToDoTest : public ::testing::Test {
 protected:
  void SetUp() override {
    content_.plan.id = "p";
    content_.plan.owner = "13";
    content_.plan.from = 2023;
    content_.plan.to = 2026;
    store::MeasureVersion measure;
    measure.plan = "p";
    measure.id = "m";
    measure.measure.name = "Belysning";
    measure.measure.state = MeasureState::kOngoing;
    measure.measure.org_unit = "RGS";
    content_.measures.push_back(measure);
  }
  void add(PlanItemKind kind, std::string id, const json& body) {
    const KnownThings all{[](std::string_view) { return true; },
                          [](std::string_view) { return true; },
                          [](PlanItemKind, std::string_view) { return true; }};
    store::PlanItemVersion made;
    made.plan = "p";
    made.kind = kind;
    made.id = std::move(id);
    const auto content = read_item(kind, body, all);
    if (!content) throw std::runtime_error{body.dump() + ": " + content.error().front().pointer};
    made.content = content->dump();
    content_.items.push_back(made);
  }
  /// The ids of what waits, and "!" behind what is late.
  std::vector<std::string> waiting(std::string_view today) {
    std::vector<std::string> ids;
    for (const auto& item : to_do_in(content_, figures::Snapshot{}, day(today))) {
      EXPECT_NE(item.title.sv, item.title.en);
      EXPECT_TRUE(item.href.starts_with("/handlingsplan/")) << item.href;
      ids.push_back(item.id + (item.overdue ? "!" : ""));
    }
    return ids;
  }
  PlanContent content_;
};

TEST_F(ToDoTest, AsksForAnUpdateAfterNinetyDaysOfAnOngoingMeasureOnly) {
  EXPECT_THAT(waiting("2026-06-01"), ElementsAre("update/p/m!"));
  add(PlanItemKind::kUpdate, "u", {{"measure", "m"}, {"date", "2026-03-01"}, {"text", "U"}});
  EXPECT_THAT(waiting("2026-05-30"), IsEmpty()) << "90 days";
  EXPECT_THAT(waiting("2026-05-31"), ElementsAre("update/p/m!")) << "91 days";
  for (const auto state : kAllMeasureStates) {
    content_.measures[0].measure.state = state;
    EXPECT_EQ(waiting("2026-12-01").size(), state == MeasureState::kOngoing ? 1U : 0U)
        << to_string(state);
  }
}

TEST_F(ToDoTest, TellsOfActivitiesThatAreLateOrDueWithinThirtyDays) {
  add(PlanItemKind::kUpdate, "u", {{"measure", "m"}, {"date", "2026-06-01"}, {"text", "U"}});
  const auto activity = [&](const std::string& id, const json& due, const json& done) {
    add(PlanItemKind::kActivity, id,
        {{"measure", "m"}, {"name", "A"}, {"due", due}, {"done", done}});
  };
  activity("late", "2026-05-31", nullptr);
  activity("today", "2026-06-01", nullptr);
  activity("soon", "2026-07-01", nullptr);
  activity("later", "2026-07-02", nullptr);
  activity("done", "2026-05-31", "2026-05-30");
  activity("undated", nullptr, nullptr);
  EXPECT_THAT(
      waiting("2026-06-01"),
      UnorderedElementsAreArray({"activity/p/late!", "activity/p/today", "activity/p/soon"}));
  content_.measures[0].measure.state = MeasureState::kCancelled;
  EXPECT_THAT(waiting("2026-06-01"), IsEmpty());
}

TEST_F(ToDoTest, NamesTheGoalInTheTitleSoThatAListOfLinksCanBeToldApart) {
  content_.measures.clear();
  add(PlanItemKind::kGoal, "g", {{"focusArea", "f"}, {"text", "Mindre plast"}});
  const auto items = to_do_in(content_, figures::Snapshot{}, day("2026-04-01"));
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].title, (Text{"Bedöm målet Mindre plast", "Assess the goal Mindre plast"}));
  EXPECT_EQ(items[0].detail, (Text{"Uppföljningsrapport 1 2026", "Follow-up report 1 2026"}));
}

TEST_F(ToDoTest, AsksForTheAssessmentOfTheComingOccasionUntilThereIsAVerdict) {
  content_.measures.clear();
  add(PlanItemKind::kGoal, "g", {{"focusArea", "f"}, {"text", "Mål"}});
  EXPECT_THAT(waiting("2026-04-30"), ElementsAre("assessment/p/g/2026-UR1"));
  EXPECT_THAT(waiting("2026-05-01"), ElementsAre("assessment/p/g/2026-UR2"));
  EXPECT_THAT(waiting("2026-09-01"), ElementsAre("assessment/p/g/2026-AR"));
  add(PlanItemKind::kAssessment, "a", {{"goal", "g"}, {"occasion", "2026-AR"}});
  EXPECT_THAT(waiting("2026-09-01"), ElementsAre("assessment/p/g/2026-AR")) << "only a text";
  add(PlanItemKind::kAssessment, "b",
      {{"goal", "g"}, {"occasion", "2026-AR"}, {"verdict", "full"}, {"motivation", "M"}});
  EXPECT_THAT(waiting("2026-09-01"), IsEmpty());
  EXPECT_THAT(waiting("2027-01-01"), IsEmpty()) << "the plan is over";
}

TEST_F(ToDoTest, AsksForLastYearsValueFirstAndThenForThisYears) {
  content_.measures.clear();
  const auto with = [&](const json& facts) {
    content_.items.clear();
    add(PlanItemKind::kIndicator, "i", {{"goal", "g"}, {"name", "I"}, {"facts", facts}});
    return waiting("2026-06-01");
  };
  const auto fact = [](const char* period, const json& value) {
    return json{{"period", period}, {"value", value}};
  };
  EXPECT_THAT(with(json::array()), ElementsAre("value/p/i/2025!"));
  EXPECT_THAT(with(json::array({fact("2025", nullptr)})), ElementsAre("value/p/i/2025!"));
  EXPECT_THAT(with(json::array({fact("2025", 1)})), ElementsAre("value/p/i/2026"));
  EXPECT_THAT(with(json::array({fact("2025", 1), fact("2026-T1", 1)})), IsEmpty());
}

TEST(ToDoOrder, PutsTheOwnAdministrationFirstThenWhatIsLateThenByDate) {
  const auto item = [](std::string id, bool overdue, std::optional<Day> due, std::string unit) {
    ToDo made;
    made.id = std::move(id);
    made.overdue = overdue;
    made.due = due;
    made.org_unit = std::move(unit);
    return made;
  };
  std::vector<ToDo> items{
      item("undated", false, std::nullopt, ""), item("late", true, day("2026-05-01"), "HS"),
      item("soon", false, day("2026-06-01"), ""), item("own", false, day("2026-12-01"), "RGS"),
      item("own-late", true, std::nullopt, "RGS")};
  put_in_order(items, [](const ToDo& one) { return one.org_unit == "RGS"; });
  std::vector<std::string> ids;
  for (const auto& one : items) ids.push_back(one.id);
  EXPECT_THAT(ids, ElementsAre("own-late", "own", "late", "soon", "undated"));
}

}  // namespace
}  // namespace tertil::plans
