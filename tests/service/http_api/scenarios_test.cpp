#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/audit.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kScenarios = "/api/v1/plans/handlingsplan-2023-2026/scenarios";

std::string sent(std::string_view method, const std::string& target, const json& body,
                 const std::string& lines) {
  return with_body(method, target, body.dump(), lines + "Content-Type: application/json\r\n");
}

json hope() {
  return {{"name", "Hopp för 2026"},
          {"keyFigure", "energi"},
          {"region", "13"},
          {"year", 2026},
          {"measures", json::array({"destruktionsanlaggning-lustgas"})},
          {"values", {{"energy-use-premises", 180.5}}}};
}

json listed(Api& api, const std::string& key) {
  return parsed(api.get(kScenarios, key).body)["items"];
}

TEST(SavedScenarios, AreListedWithWhoSavedThemAndMarkedAsAssumptions) {
  Api api;
  const auto key = api.sign_in("editor", "RGS");
  const auto made = api.ask(sent("POST", kScenarios, hope(), key));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto items = listed(api, key);
  ASSERT_THAT(items, SizeIs(1));
  EXPECT_EQ(items[0], parsed(made.body));
  EXPECT_EQ(items[0]["name"], "Hopp för 2026");
  EXPECT_EQ(items[0]["keyFigure"], "energy-use-premises");
  EXPECT_EQ(items[0]["slug"], "energi");
  EXPECT_EQ(items[0]["year"], 2026);
  EXPECT_EQ(items[0]["measures"], json::array({"destruktionsanlaggning-lustgas"}));
  EXPECT_EQ(items[0]["values"]["energy-use-premises"], 180.5);
  EXPECT_FALSE(items[0]["savedBy"].get<std::string>().empty());
  EXPECT_THAT(items[0]["assumption"]["sv"].get<std::string>(), HasSubstr("Antagande"));
}

TEST(SavedScenarios, ThatAreRemovedAreGoneFromTheListAndBothStepsAreInTheLog) {
  Api api;
  const auto key = api.sign_in("coordinator");
  const auto made = parsed(api.ask(sent("POST", kScenarios, hope(), key)).body);
  const auto path = kScenarios + "/" + made["id"].get<std::string>();
  EXPECT_EQ(api.ask(sent("DELETE", path, json::object(), key)).status, 204);
  EXPECT_THAT(listed(api, key), IsEmpty());
  EXPECT_EQ(api.ask(sent("DELETE", path, json::object(), key)).status, 404);
  std::vector<std::string> actions;
  must(api.backend().engine.read([&](store::Reader& reader) {
    return store::each_audit_record(reader, [&](const store::AuditRecord& record) {
      if (record.entry.object.starts_with("plan/")) actions.push_back(record.entry.action);
    });
  }));
  EXPECT_THAT(actions, ::testing::ElementsAre("scenario.save", "scenario.remove"));
}

TEST(SavedScenarios, OfSomebodyElseAreRemovedByTheCoordinatorAlone) {
  Api api;
  const auto made =
      parsed(api.ask(sent("POST", kScenarios, hope(), api.sign_in("editor", "RGS"))).body);
  const auto path = kScenarios + "/" + made["id"].get<std::string>();
  EXPECT_EQ(api.ask(sent("DELETE", path, json::object(), api.sign_in("editor", "RGS"))).status,
            403);
  EXPECT_EQ(api.ask(sent("DELETE", path, json::object(), api.sign_in("coordinator"))).status, 204);
}

TEST(SavedScenarios, NeverChangeAFact) {
  Api api;
  const auto key = api.sign_in("editor", "RGS");
  const std::string forecast = "/api/v1/key-figures/energi/forecast?year=2026";
  const auto before = api.get(forecast).body;
  ASSERT_EQ(api.ask(sent("POST", kScenarios, hope(), key)).status, 201);
  EXPECT_EQ(api.get(forecast).body, before);
}

TEST(SavedScenarios, ThatCouldNotBeOpenedAgainAreRefused) {
  Api api;
  const auto key = api.sign_in("editor", "RGS");
  const auto status_with = [&](const char* member, const json& value) {
    auto body = hope();
    body[member] = value;
    return api.ask(sent("POST", kScenarios, body, key)).status;
  };
  EXPECT_EQ(status_with("name", "  "), 422U);
  EXPECT_EQ(status_with("name", std::string(201, 'x')), 422U);
  EXPECT_EQ(status_with("year", "2026"), 422U);
  EXPECT_EQ(status_with("year", 20260), 422U);
  EXPECT_EQ(status_with("unheard", 1), 422U);
  EXPECT_EQ(status_with("values", {{"energy-use-premises", -1}}), 422U);
  EXPECT_EQ(status_with("values", {{"no-such", 1}}), 404U);
  EXPECT_EQ(status_with("measures", json::array({"no-such"})), 404U);
  EXPECT_EQ(status_with("measures", json::array({1})), 422U);
  EXPECT_EQ(status_with("keyFigure", "no-such"), 404U);
  EXPECT_EQ(status_with("region", "99"), 404U);
  EXPECT_EQ(api.ask(sent("POST", "/api/v1/plans/no-such/scenarios", hope(), key)).status, 404U);
  EXPECT_THAT(listed(api, key), IsEmpty());
}

}  // namespace
}  // namespace tertil::http::testing
