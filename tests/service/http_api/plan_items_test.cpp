#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "service/store/audit.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kPlan = "/api/v1/plans/handlingsplan-2023-2026";

std::string sent(std::string_view method, const std::string& target, const json& body,
                 const std::string& lines) {
  return with_body(method, target, body.dump(), lines + "Content-Type: application/json\r\n");
}
std::string match(const json& item) {
  return fmt::format("If-Match: \"{}\"\r\n", item["version"].get<int>());
}

class PlanItems : public ::testing::Test {
 protected:
  Api api_;
  std::string coordinator_ = api_.sign_in("coordinator");

  json made(const std::string& collection, const json& body) {
    const auto reply = api_.ask(sent("POST", kPlan + "/" + collection, body, coordinator_));
    if (reply.status != 201) throw std::runtime_error{reply.body};
    return parsed(reply.body);
  }
  json area() { return made("focus-areas", {{"name", "Resor"}, {"position", 1}}); }
  json goal() { return made("goals", {{"focusArea", area()["id"]}, {"text", "Fossilfria resor"}}); }
  json measure() { return made("measures", {{"name", "Elbilar"}, {"orgUnit", "RGS"}}); }
  static std::string path(const std::string& collection, const json& item) {
    return kPlan + "/" + collection + "/" + item["id"].get<std::string>();
  }
};

TEST_F(PlanItems, MakeUpThePlanAndAreCounted) {
  const auto g = goal();
  const auto i = made("indicators", {{"goal", g["id"]}, {"name", "Andel elbilar"}});
  made("targets", {{"indicator", i["id"]}, {"undetermined", true}});
  const auto m = measure();
  made("activities", {{"measure", m["id"]}, {"name", "A"}, {"done", "2026-01-01"}});
  made("activities", {{"measure", m["id"]}, {"name", "B"}});
  made("updates", {{"measure", m["id"]}, {"date", "2026-01-01"}, {"text", "U"}});
  made("assessments", {{"goal", g["id"]}, {"occasion", "2026-AR"}});
  const auto plan = api_.get_json(kPlan);
  EXPECT_THAT(plan["goals"], Contains(::testing::ResultOf(
                                 [](const json& one) { return one["text"]; }, "Fossilfria resor")));
  EXPECT_GE(plan["counts"]["targets"], 1);
  EXPECT_GE(plan["counts"]["assessments"], 1);
  EXPECT_EQ(plan["counts"]["goals"], plan["goals"].size());
  EXPECT_FALSE(plan["goals"][0].contains("changedBy")) << "nobody is signed in";
  const auto followed = api_.get_json(kPlan + "/measures/" + m["id"].get<std::string>());
  EXPECT_EQ(followed["activities"], (json{{"done", 1}, {"total", 2}}));
  EXPECT_EQ(followed["lastUpdate"]["date"], "2026-01-01");
  EXPECT_EQ(followed["timeliness"]["status"], "notStarted");
  EXPECT_EQ(followed["column"], "notStarted");
}

TEST_F(PlanItems, KeepEveryVersionThroughChangeRemovalAndUndo) {
  auto item = area();
  const auto address = path("focus-areas", item);
  const auto before = item["changedAt"].get<std::string>();
  item["name"] = "Transporter";
  const auto changed = api_.ask(sent("PUT", address, item, coordinator_ + match(item)));
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.header("etag"), "\"2\"");
  const auto removed =
      api_.ask(with_body("DELETE", address, "", coordinator_ + "If-Match: \"2\"\r\n"));
  ASSERT_EQ(removed.status, 204) << removed.body;
  EXPECT_EQ(api_.get(address).status, 404);
  const auto back =
      api_.ask(with_body("POST", address + "/undo", "", coordinator_ + "If-Match: \"3\"\r\n"));
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_EQ(api_.get_json(address)["name"], "Transporter");
  const auto first = api_.ask(
      with_body("POST", address + "/undo?version=1", "", coordinator_ + "If-Match: \"4\"\r\n"));
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(api_.get_json(address)["name"], "Resor");
  const auto history = parsed(api_.get(address + "/history", coordinator_).body)["items"];
  ASSERT_THAT(history, SizeIs(5));
  EXPECT_EQ(history[0]["restores"], 1);
  EXPECT_EQ(history[2]["removed"], true);
  EXPECT_EQ(history[3]["item"]["name"], "Transporter");
  const auto then = api_.get_json(kPlan + "/focus-areas?limit=1000&asOf=" + before)["items"];
  EXPECT_THAT(then,
              Contains(::testing::ResultOf([](const json& one) { return one["name"]; }, "Resor")));
  std::vector<std::string> logged;
  must(api_.backend().engine.read([&](store::Reader& reader) {
    return store::each_audit_record(reader, [&](const store::AuditRecord& record) {
      if (record.entry.action.starts_with("plan.")) logged.push_back(record.entry.action);
    });
  }));
  EXPECT_THAT(logged,
              ElementsAre("plan.focusArea.create", "plan.focusArea.change", "plan.focusArea.remove",
                          "plan.focusArea.undo", "plan.focusArea.undo"));
}

TEST_F(PlanItems, AreNotOverwrittenFromAnOldReadingNorMadeTwice) {
  const auto item = area();
  const auto address = path("focus-areas", item);
  for (const auto* method : {"PUT", "DELETE"}) {
    EXPECT_EQ(api_.ask(sent(method, address, item, coordinator_)).status, 412) << method;
    EXPECT_EQ(api_.ask(sent(method, address, item, coordinator_ + "If-Match: \"7\"\r\n")).status,
              412)
        << method;
  }
  const json assessment{{"goal", goal()["id"]}, {"occasion", "2026-UR1"}};
  const auto first = made("assessments", assessment);
  EXPECT_EQ(api_.ask(sent("POST", kPlan + "/assessments", assessment, coordinator_)).status, 409);
  EXPECT_EQ(api_.ask(sent("POST", kPlan + "/assessments", assessment,
                          coordinator_ + "If-None-Match: *\r\n"))
                .status,
            412);
  ASSERT_EQ(
      api_.ask(with_body("DELETE", path("assessments", first), "", coordinator_ + match(first)))
          .status,
      204);
  EXPECT_EQ(made("assessments", assessment)["version"], 3) << "made anew after its removal";
}

TEST_F(PlanItems, CannotLeaveOthersHangingInTheAir) {
  const auto g = goal();
  const auto i = made("indicators", {{"goal", g["id"]}, {"name", "I"}});
  EXPECT_EQ(api_.ask(with_body("DELETE", path("goals", g), "", coordinator_ + match(g))).status,
            409);
  EXPECT_EQ(
      api_.ask(with_body("DELETE", path("indicators", i), "", coordinator_ + match(i))).status,
      204);
  EXPECT_EQ(api_.ask(with_body("DELETE", path("goals", g), "", coordinator_ + match(g))).status,
            204);
  EXPECT_EQ(api_.ask(with_body("POST", path("indicators", i) + "/undo", "",
                               coordinator_ + "If-Match: \"2\"\r\n"))
                .status,
            422)
      << "its goal is gone";
}

TEST_F(PlanItems, SuggestAVerdictThatAPersonDecides) {
  const auto g = goal();
  const auto i = made("indicators", {{"goal", g["id"]},
                                     {"name", "Andel"},
                                     {"unit", "%"},
                                     {"facts", {{{"period", "2024"}, {"value", 32}}}}});
  made("targets", {{"indicator", i["id"]},
                   {"year", 2025},
                   {"value", 70},
                   {"baselineYear", 2022},
                   {"baselineValue", 10}});
  const auto asked = api_.get_json(path("goals", g) + "/suggestion?occasion=2026-UR1");
  EXPECT_EQ(asked["verdict"], "partial");
  EXPECT_EQ(asked["rules"][0]["text"]["sv"],
            "0 av 1 bedömbara når målet eller är på väg. Andel: 32 % år 2024, mål 70 % 2025.");
  const auto written = made("assessments", {{"goal", g["id"]},
                                            {"occasion", "2026-UR1"},
                                            {"verdict", "none"},
                                            {"motivation", "Går för sakta."}});
  EXPECT_EQ(written["verdict"], "none");
  EXPECT_EQ(written["suggestion"]["verdict"], "partial");
  EXPECT_EQ(api_.get(path("goals", g) + "/suggestion?occasion=2026").status, 400);
}

TEST_F(PlanItems, TheOrganisationIsShippedAndTheAdminsToChange) {
  const auto units = api_.get_json("/api/v1/org-units?limit=1000")["items"];
  std::map<std::string, std::string> administrations;
  for (const auto& unit : units)
    if (unit["kind"] == "administration") administrations[unit["code"]] = unit["name"]["sv"];
  EXPECT_THAT(administrations, SizeIs(8));
  EXPECT_EQ(administrations["NSVH"], "Närsjukvården Halland");
  const auto admin = api_.sign_in("admin");
  const json unit{{"code", "RGS/DRIFT"}, {"name", {{"sv", "Drift"}}}, {"parent", "RGS"}};
  EXPECT_EQ(api_.ask(sent("POST", "/api/v1/org-units", unit, coordinator_)).status, 403);
  const auto made = api_.ask(sent("POST", "/api/v1/org-units", unit, admin));
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(parsed(made.body)["id"], "RGS-DRIFT");
  EXPECT_EQ(
      api_.ask(with_body("DELETE", "/api/v1/org-units/RGS", "", admin + "If-Match: \"1\"\r\n"))
          .status,
      409)
      << "it has a unit below it";
}

/// Random text of every plane, with what breaks formats in it.
std::string any_text(std::mt19937& random, std::size_t letters) {
  static const std::vector<std::string> kDanger{"<script>alert(1)</script>",
                                                "=1+1",
                                                "@SUM(A1)",
                                                "\t",
                                                "\r\n",
                                                "\"",
                                                "\\",
                                                "'",
                                                "--",
                                                "&amp;",
                                                "\xE2\x80\xAE",
                                                "\xE2\x80\xAC",
                                                "\xEF\xBB\xBF",
                                                "\xE2\x80\xA8",
                                                "e\xCC\x81",
                                                "\x7F",
                                                "\x01",
                                                "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",
                                                "\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85",
                                                "%00",
                                                "{{x}}"};
  std::string text;
  for (std::size_t i = 0; i < letters; ++i) {
    if (random() % 4 == 0) {
      text += kDanger[random() % kDanger.size()];
      continue;
    }
    auto point = static_cast<std::uint32_t>(1 + random() % 0x10FFFF);
    if (point >= 0xD800 && point <= 0xDFFF) point = 0xE5;
    if (point < 0x80) {
      text += static_cast<char>(point);
    } else if (point < 0x800) {
      text += static_cast<char>(0xC0 | (point >> 6));
      text += static_cast<char>(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
      text += static_cast<char>(0xE0 | (point >> 12));
      text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
      text += static_cast<char>(0x80 | (point & 0x3F));
    } else {
      text += static_cast<char>(0xF0 | (point >> 18));
      text += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
      text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
      text += static_cast<char>(0x80 | (point & 0x3F));
    }
  }
  return "x" + text;
}

/// Every text that a body of the kind may hold, replaced by other texts.
json with_texts(json body, const std::set<std::string>& texts, const std::string& text) {
  for (auto& [name, value] : body.items()) {
    if (value.is_object() || value.is_array())
      value = with_texts(value, texts, text);
    else if (value.is_string() && texts.contains(name))
      value = text;
  }
  return body;
}

TEST_F(PlanItems, GiveBackAnyTextAsItWasWritten) {
  const auto g = goal();
  const auto m = measure();
  const auto i = made("indicators", {{"goal", g["id"]}, {"name", "I"}});
  const json source{{"text", "t"}, {"document", "d"}};
  const std::vector<std::pair<std::string, json>> bodies{
      {"focus-areas", {{"name", "t"}, {"source", source}}},
      {"goals",
       {{"focusArea", g["focusArea"]},
        {"text", "t"},
        {"mandate", "t"},
        {"vision", "t"},
        {"source", source}}},
      {"indicators",
       {{"goal", g["id"]},
        {"name", "t"},
        {"unit", "t"},
        {"facts", {{{"period", "2024"}, {"value", 1}, {"text", "t"}, {"source", source}}}}}},
      {"targets",
       {{"indicator", i["id"]}, {"value", 1}, {"decision", {{"body", "t"}, {"reference", "t"}}}}},
      {"activities", {{"measure", m["id"]}, {"name", "t"}, {"responsible", "t"}, {"comment", "t"}}},
      {"updates", {{"measure", m["id"]}, {"date", "2026-01-01"}, {"text", "t"}}},
      {"assessments",
       {{"goal", g["id"]},
        {"motivation", "t"},
        {"decidedBy", "t"},
        {"evidence", {{{"criterion", "outcome"}, {"text", "t"}}}}}}};
  const std::set<std::string> texts{"name",    "text",       "mandate",   "vision",
                                    "unit",    "body",       "reference", "responsible",
                                    "comment", "motivation", "decidedBy", "document"};
  std::mt19937 random{20261123};
  for (int round = 0; round < 4; ++round)
    for (auto [collection, body] : bodies) {
      if (collection == "assessments") body["occasion"] = fmt::format("{}-AR", 2000 + round);
      const auto written = with_texts(body, texts, any_text(random, round == 0 ? 3000 : 60));
      const auto address = path(collection, made(collection, written));
      const auto read = api_.get_json(address);
      for (const auto& [name, value] : written.items()) {
        auto found = read[name];
        if (name == "decision") found.erase("date");  // not sent: null
        EXPECT_TRUE(found == value) << collection << "/" << name;
      }
      const auto listed = api_.get_json(kPlan + "/" + collection + "?limit=1000")["items"];
      EXPECT_THAT(listed, Contains(read)) << collection;
    }
}

TEST_F(PlanItems, TakeTenThousandLettersOfAnyScriptAndRefuseNul) {
  std::string rockets;
  for (int i = 0; i < 10'000; ++i) rockets += "\xF0\x9F\x9A\x80";
  EXPECT_EQ(made("focus-areas", {{"name", rockets}})["name"], rockets);
  const std::vector<std::pair<std::string, unsigned>> refused{
      {std::string{R"({"name":"a)"} + '\0' + R"(b"})", 400},
      {R"({"name":"\ud800"})", 400},
      {"{\"name\":\"\xC3\"}", 400},
      {R"({"name":"a\u0000b"})", 422}};
  for (const auto& [body, status] : refused)
    EXPECT_EQ(api_.ask(with_body("POST", kPlan + "/focus-areas", body,
                                 coordinator_ + "Content-Type: application/json\r\n"))
                  .status,
              status)
        << body;
}

}  // namespace
}  // namespace tertil::http::testing
