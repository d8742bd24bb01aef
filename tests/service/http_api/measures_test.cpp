#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "service/store/audit.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

const std::string kPlan = "/api/v1/plans/handlingsplan-2023-2026";
const std::string kMeasures = kPlan + "/measures";

std::string sent(std::string_view method, const std::string& target, const json& body,
                 const std::string& lines) {
  return with_body(method, target, body.dump(), lines + "Content-Type: application/json\r\n");
}

json light_bulbs() {
  return {{"name", "Byte av belysning"},
          {"state", "decided"},
          {"orgUnit", "RGS"},
          {"investment", 1'000'000},
          {"annualCost", 0},
          {"annualSaving", 50'000},
          {"lifetime", 10},
          {"co2eTonnes", 20},
          {"effects", json::array({{{"keyFigure", "energy-use-premises"},
                                    {"change", -2},
                                    {"fromYear", 2026},
                                    {"fullYear", 2027},
                                    {"confidence", "high"}}})},
          {"source", {{"text", "Beslut"}, {"document", "Protokoll"}}}};
}

std::string match(const std::string& tag) { return "If-Match: " + tag + "\r\n"; }

TEST(Measures, ShippedOnesSayWhatTheDocumentsSayAndWhatTheyDoNot) {
  Api api;
  const auto plans = api.get_json("/api/v1/plans")["items"];
  ASSERT_THAT(plans, SizeIs(1));
  EXPECT_EQ(plans[0]["from"], 2023);
  EXPECT_EQ(plans[0]["to"], 2026);
  const auto list = api.get_json(kMeasures);
  EXPECT_EQ(list["discountRate"], 0.035);
  EXPECT_EQ(list["example"], false);
  ASSERT_GT(list["items"].size(), 10U);
  const auto gas = api.get_json(kMeasures + "/destruktionsanlaggning-lustgas");
  EXPECT_EQ(gas["investment"], 8'000'000);
  EXPECT_TRUE(gas["costPerTonne"].is_null());
  EXPECT_TRUE(gas["co2eTonnes"].is_null());
  EXPECT_THAT(gas["missing"], SizeIs(4));
  EXPECT_THAT(gas["source"]["text"].get<std::string>(), HasSubstr("tjänsteresor"));
  EXPECT_THAT(gas["source"]["text"].get<std::string>(), HasSubstr("Klimatinvesteringsstöd"));
}

TEST(Measures, AreATableWhereWhatIsUnknownSaysSo) {
  Api api;
  const auto csv = api.get(kMeasures + "?format=csv");
  EXPECT_EQ(csv.status, 200);
  EXPECT_THAT(csv.body, HasSubstr("destruktionsanlaggning-lustgas"));
  EXPECT_THAT(csv.body, HasSubstr("8000000"));
  EXPECT_THAT(csv.body, HasSubstr("Uppgift saknas"));
  EXPECT_THAT(api.get(kMeasures + "?format=csv&lang=en").body, HasSubstr("Decided"));
  EXPECT_THAT(api.get(kMeasures + "?format=xlsx").body, ::testing::StartsWith("PK"));
}

TEST(Measures, AreAddedWithTheirCostPerTonneAndPerUnit) {
  Api api;
  const auto key = api.sign_in("editor", "RGS");
  const auto made = api.ask(sent("POST", kMeasures, light_bulbs(), key));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto measure = parsed(made.body);
  EXPECT_EQ(measure["version"], 1);
  EXPECT_EQ(measure["example"], false);
  EXPECT_EQ(made.header("location"), "measures/" + measure["id"].get<std::string>());
  // 1 000 000 kr over 10 years at 3.5 % is 120 241.37 a year; minus 50 000 saved.
  EXPECT_NEAR(measure["annualised"].get<double>(), 70'241.37, 0.01);
  EXPECT_NEAR(measure["costPerTonne"].get<double>(), 3'512.07, 0.01);
  EXPECT_NEAR(measure["costPerUnit"][0]["value"].get<double>(), 35'120.68, 0.01);
  const auto free = api.get_json(kMeasures + "?discountRate=0");
  const auto listed =
      std::ranges::find(free["items"], measure["id"], [](const json& item) { return item["id"]; });
  ASSERT_NE(listed, free["items"].end());
  EXPECT_DOUBLE_EQ((*listed)["annualised"].get<double>(), 50'000);
}

TEST(Measures, KeepEveryVersionAndTakeAChangeBack) {
  Api api;
  const auto key = api.sign_in("coordinator");
  const auto made = api.ask(sent("POST", kMeasures, light_bulbs(), key));
  const auto path = kMeasures + "/" + parsed(made.body)["id"].get<std::string>();
  const auto read = api.get(path);
  EXPECT_EQ(read.header("etag"), "\"1\"");

  auto changed = parsed(read.body);
  changed["investment"] = 900'000;
  const auto put = api.ask(sent("PUT", path, changed, key + match(read.header("etag"))));
  ASSERT_EQ(put.status, 200) << put.body;
  EXPECT_EQ(parsed(put.body)["version"], 2);
  EXPECT_EQ(parsed(put.body)["investment"], 900'000);

  const auto undone = api.ask(sent("POST", path + "/undo", json::object(), key + match("\"2\"")));
  ASSERT_EQ(undone.status, 200) << undone.body;
  const auto now = api.get_json(path);
  EXPECT_EQ(now["version"], 3);
  EXPECT_EQ(now["investment"], 1'000'000);

  const auto history = parsed(api.get(path + "/history", key).body)["items"];
  ASSERT_THAT(history, SizeIs(3));
  EXPECT_EQ(history[0]["restores"], 1);
  EXPECT_EQ(history[1]["measure"]["investment"], 900'000);
  EXPECT_EQ(history[0]["measure"], history[2]["measure"]);
  EXPECT_EQ(history[2]["role"], "coordinator");

  std::vector<std::string> logged;
  must(api.backend().engine.read([&](store::Reader& reader) {
    return store::each_audit_record(reader, [&](const store::AuditRecord& record) {
      if (record.entry.object.starts_with("plan/")) logged.push_back(record.entry.action);
    });
  }));
  EXPECT_THAT(logged, ::testing::ElementsAre("measure.create", "measure.change", "measure.undo"));
}

TEST(Measures, AnswerAsOfTheTimeBeforeAChange) {
  Api api;
  const auto key = api.sign_in("editor", "RGS");
  const auto made = parsed(api.ask(sent("POST", kMeasures, light_bulbs(), key)).body);
  const auto path = kMeasures + "/" + made["id"].get<std::string>();
  auto changed = made;
  changed["name"] = "Nytt namn";
  ASSERT_EQ(api.ask(sent("PUT", path, changed, key + match("\"1\""))).status, 200);
  const auto before =
      api.get_json(kMeasures + "?asOf=" + made["recordedAt"].get<std::string>())["items"];
  const auto after = api.get_json(kMeasures)["items"];
  EXPECT_EQ(before[0]["name"], "Byte av belysning");
  EXPECT_EQ(after[0]["name"], "Nytt namn");
}

TEST(Measures, AreNotOverwrittenFromAnOldReading) {
  Api api;
  const auto key = api.sign_in("editor", "RGS");
  const auto made = api.ask(sent("POST", kMeasures, light_bulbs(), key));
  const auto path = kMeasures + "/" + parsed(made.body)["id"].get<std::string>();
  EXPECT_EQ(api.ask(sent("PUT", path, light_bulbs(), key)).status, 412);
  EXPECT_EQ(api.ask(sent("POST", path + "/undo", json::object(), key)).status, 412);
  EXPECT_EQ(api.ask(sent("POST", path + "/undo", json::object(), key + match("\"1\""))).status,
            409);
  ASSERT_EQ(api.ask(sent("PUT", path, light_bulbs(), key + match("\"1-gzip\""))).status, 200);
  EXPECT_EQ(api.ask(sent("PUT", path, light_bulbs(), key + match("\"1\""))).status, 412);
  EXPECT_EQ(api.get_json(path)["version"], 2);
  const auto same = api.get(path, "If-None-Match: \"2\"\r\n");
  EXPECT_EQ(same.status, 304);
}

TEST(Measures, MayBeEditedByEditorsAndCoordinatorsOnly) {
  Api api;
  for (const std::string role : {"viewer", "contributor", "editor", "coordinator", "admin"}) {
    const bool may = role == "editor" || role == "coordinator";
    const auto key = api.sign_in(role, "RGS");
    EXPECT_EQ(api.ask(sent("POST", kMeasures, light_bulbs(), key)).status, may ? 201 : 403) << role;
    EXPECT_EQ(api.get(kMeasures, key).status, 200) << role;
  }
  EXPECT_EQ(api.ask(sent("POST", kMeasures, light_bulbs(), "")).status, 401);
  const auto key = api.sign_in("editor", "RGS");
  const auto cookie = key.substr(0, key.find("\r\n") + 2);  // without X-CSRF-Token
  EXPECT_EQ(api.ask(sent("POST", kMeasures, light_bulbs(), cookie)).status, 403);
}

TEST(Measures, WithFaultsAreRefusedWithEveryPlaceInBothLanguages) {
  Api api;
  const auto key = api.sign_in("editor", "RGS");
  auto wrong = light_bulbs();
  wrong["name"] = "  ";
  wrong["investment"] = -1;
  wrong["lifetime"] = "tio";
  wrong["invesment"] = 5;
  wrong["start"] = "2026-02-30";
  wrong["effects"][0]["keyFigure"] = "no-such";
  wrong["effects"][0]["fullYear"] = 2020;
  const auto reply = api.ask(sent("POST", kMeasures, wrong, key));
  ASSERT_EQ(reply.status, 422) << reply.body;
  std::set<std::string> places;
  const auto problem = parsed(reply.body);
  for (const auto& error : problem["errors"]) {
    places.insert(error["pointer"]);
    EXPECT_NE(error["message"]["sv"], "");
    EXPECT_NE(error["message"]["en"], "");
  }
  EXPECT_THAT(places,
              ::testing::ElementsAre("/effects/0/fullYear", "/effects/0/keyFigure", "/invesment",
                                     "/investment", "/lifetime", "/name", "/start"));
  EXPECT_EQ(
      api.ask(with_body("POST", kMeasures, "{", key + "Content-Type: application/json\r\n")).status,
      400);
  EXPECT_EQ(
      api.ask(with_body("POST", kMeasures, "a: b", key + "Content-Type: text/yaml\r\n")).status,
      415);
  EXPECT_EQ(api.ask(sent("POST", "/api/v1/plans/no-such/measures", light_bulbs(), key)).status,
            404);
}

TEST(Measures, GiveBackAnyTextAsItWasWritten) {
  Api api;
  const auto key = api.sign_in("editor", "RGS");
  auto measure = light_bulbs();
  measure["name"] = "<script>alert(1)</script> =HYPERLINK(\"x\") ‮rtl‬ \xF0\x9F\x8C\xB1";
  measure["description"] =
      std::string(20'000, 'x') + "\n\t\r\\ \"' e\xCC\x81 \xEF\xBB\xBF\xE2\x80\x8B";
  const auto made = api.ask(sent("POST", kMeasures, measure, key));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto id = parsed(made.body)["id"].get<std::string>();
  const auto read = api.get_json(kMeasures + "/" + id);
  EXPECT_EQ(read["name"], measure["name"]);
  EXPECT_EQ(read["description"], measure["description"]);
}

}  // namespace
}  // namespace tertil::http::testing
