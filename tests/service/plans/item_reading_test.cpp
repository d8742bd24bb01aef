#include "service/plans/item_reading.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tertil::plans {
namespace {

using nlohmann::json;
using ::testing::UnorderedElementsAreArray;

KnownThings known() {
  return {[](std::string_view id) { return id == "electric-car-share"; },
          [](std::string_view id) { return id == "m"; },
          [](PlanItemKind kind, std::string_view id) {
            return (kind == PlanItemKind::kGoal && id == "g") ||
                   (kind == PlanItemKind::kFocusArea && id == "f") ||
                   (kind == PlanItemKind::kIndicator && id == "i") ||
                   (kind == PlanItemKind::kOrgUnit && id == "RGS");
          }};
}

struct Case {
  PlanItemKind kind;
  json body;
  std::vector<std::string> pointers;  ///< None: it is good.
};

TEST(ItemReading, TakesWhatIsWholeAndNamesEachFaultWhereItIs) {
  using K = PlanItemKind;
  const std::vector<Case> cases{
      {K::kFocusArea, {{"name", "Resor"}}, {}},
      {K::kFocusArea,
       {{"name", "  "}, {"position", -1}, {"nam", "x"}},
       {"/name", "/position", "/nam"}},
      {K::kFocusArea, json::array(), {""}},
      {K::kGoal, {{"focusArea", "f"}, {"text", "T"}, {"assignedTo", {"RS"}}}, {}},
      {K::kGoal,
       {{"focusArea", "no"}, {"text", 3}, {"assignedTo", {"RS", 1}}},
       {"/focusArea", "/text", "/assignedTo/1"}},
      {K::kIndicator,
       {{"goal", "g"},
        {"name", "N"},
        {"keyFigure", "electric-car-share"},
        {"facts", {{{"period", "2024"}, {"value", 20}, {"source", {{"text", "t"}}}}}}},
       {}},
      {K::kIndicator,
       {{"goal", "g"},
        {"name", "N"},
        {"keyFigure", "no"},
        {"level", "low"},
        {"facts", {{{"value", "20"}, {"x", 1}}}},
        {"source", "text"}},
       {"/keyFigure", "/level", "/facts/0/period", "/facts/0/value", "/facts/0/x", "/source"}},
      {K::kTarget, {{"indicator", "i"}, {"year", 2026}, {"value", 1}}, {}},
      {K::kTarget, {{"indicator", "i"}, {"undetermined", true}}, {}},
      {K::kTarget, {{"indicator", "i"}}, {"/value"}},
      {K::kTarget, {{"indicator", "i"}, {"undetermined", true}, {"low", 1}}, {"/undetermined"}},
      {K::kTarget,
       {{"indicator", "i"},
        {"low", 2},
        {"high", 1},
        {"averaging", 2},
        {"orgUnit", "NO"},
        {"year", 26},
        {"decision", {{"date", "2026-02-30"}}}},
       {"/high", "/averaging", "/orgUnit", "/year", "/decision/date"}},
      {K::kActivity, {{"measure", "m"}, {"name", "A"}, {"due", "2026-05-31"}}, {}},
      {K::kActivity, {{"measure", "no"}, {"due", "2026-05"}}, {"/measure", "/name", "/due"}},
      {K::kUpdate, {{"measure", "m"}, {"date", "2026-05-31"}, {"text", "U"}}, {}},
      {K::kUpdate,
       {{"measure", "m"}, {"text", "U"}, {"state", "gone"}, {"timeliness", "x"}},
       {"/date", "/state", "/timeliness"}},
      {K::kAssessment, {{"goal", "g"}, {"occasion", "2026-UR1"}}, {}},
      {K::kAssessment,
       {{"goal", "g"}, {"occasion", "2026-UR3"}, {"verdict", "full"}},
       {"/occasion", "/motivation"}},
      {K::kAssessment,
       {{"goal", "g"}, {"occasion", "2026-AR"}, {"evidence", {{{"criterion", "luck"}}}}},
       {"/evidence/0/criterion", "/evidence/0/text"}},
      {K::kOrgUnit, {{"code", "RK/ITD"}, {"name", {{"sv", "Regionkontoret"}}}}, {}},
      {K::kOrgUnit,
       {{"code", "a b"}, {"parent", "NO"}, {"validFrom", "2026-02-01"}, {"validTo", "2026-01-01"}},
       {"/code", "/name", "/parent", "/validTo"}}};
  for (const auto& one : cases) {
    const auto read = read_item(one.kind, one.body, known());
    std::vector<std::string> pointers;
    if (!read)
      for (const auto& fault : read.error()) {
        pointers.push_back(fault.pointer);
        EXPECT_NE(fault.message.sv, fault.message.en);
      }
    EXPECT_EQ(read.has_value(), one.pointers.empty()) << one.body;
    EXPECT_THAT(pointers, UnorderedElementsAreArray(one.pointers)) << one.body;
  }
}

TEST(ItemReading, GivesOneContentForWhatMeansTheSame) {
  const json shortest{{"indicator", "i"}, {"value", 8}};
  const json longest{{"indicator", "i"}, {"value", 8.0},         {"id", "x"},
                     {"version", 3},     {"direction", nullptr}, {"averaging", 1},
                     {"path", "linear"}, {"changedBy", "anna"},  {"undetermined", false}};
  EXPECT_EQ(read_item(PlanItemKind::kTarget, shortest, known())->dump(),
            read_item(PlanItemKind::kTarget, longest, known())->dump());
}

TEST(ItemReading, MakesTheIdsThatContentsGive) {
  EXPECT_EQ(id_in(PlanItemKind::kAssessment, {{"goal", "g"}, {"occasion", "2026-AR"}}),
            "g.2026-AR");
  EXPECT_EQ(id_in(PlanItemKind::kOrgUnit, {{"code", "RK/ITD"}}), "RK-ITD");
  EXPECT_EQ(id_in(PlanItemKind::kGoal, {}), "");
}

}  // namespace
}  // namespace tertil::plans
