#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/service/http_api/any_text.hpp"

namespace tertil::http::testing {
namespace {

const std::string kReport = kPlan + "/reports/2026-UR1";
constexpr const char* kValues = "keyFigure,region,year,value,status\n";

}  // namespace

std::vector<TextForm> TextForms::plan_forms() {
  const auto area = id_of("focus-areas", {{"name", "Prov"}, {"position", 1}});
  const auto goal = id_of("goals", {{"focusArea", area}, {"text", "Prov"}});
  const auto indicator = id_of("indicators", {{"goal", goal}, {"name", "Prov"}});
  const auto measure = id_of("measures", {{"name", "Prov"}});
  const json decision{{"date", "2023-02-01"}};
  auto measures = content(
      "measures", {{"roles", {{{"role", "contact"}}}}, {"manualTimeliness", {{"status", "late"}}}},
      {{"/name", 500},
       {"/description"},
       {"/orgUnit", 100},
       {"/overlapGroup", 200},
       {"/code", 100},
       {"/funding", 10'000},
       {"/mergedWith", 200},
       {"/roles/0/orgUnit", 100},
       {"/roles/0/name", 1'000},
       {"/manualTimeliness/reason"}});
  measures.places[measures.places.size() - 2].longest = 10'000;
  measures.places.back().longest = 1'000;
  // A goal is assessed once at an occasion, so each text has a goal of its own.
  auto assessments = content("assessments",
                             {{"goal", goal},
                              {"occasion", "2026-UR1"},
                              {"verdict", "partial"},
                              {"evidence", {{{"criterion", "outcome"}}}}},
                             {{"/motivation"}, {"/evidence/0/text"}, {"/decidedBy"}});
  assessments.send = [this, area](const std::string& sent) {
    auto body = json::parse(sent, nullptr, false);
    if (body.is_discarded()) return send("POST", kPlan + "/assessments", sent);
    body["goal"] = id_of("goals", {{"focusArea", area}, {"text", "Prov"}});
    return send("POST", kPlan + "/assessments", body.dump());
  };
  TextForm units{"POST /org-units",
                 {{"code", "RGS/PROV"}, {"parent", "RGS"}, {"kind", "unit"}},
                 {{"/name/sv"}, {"/name/en"}, {"/source/text"}, {"/source/document"}},
                 [this](const std::string& sent) {
                   auto body = json::parse(sent, nullptr, false);
                   if (body.is_discarded()) return send_as_admin("POST", "/api/v1/org-units", sent);
                   body["code"] = fmt::format("RGS/{}", ++made_);
                   return send_as_admin("POST", "/api/v1/org-units", body.dump());
                 },
                 [this](const json& answer) {
                   return got("/api/v1/org-units/" + answer["id"].get<std::string>());
                 }};
  return {
      measures,
      content("focus-areas", {{"position", 1}}, {{"/name"}}),
      content("goals", {{"focusArea", area}, {"assignedTo", json::array()}},
              {{"/text"}, {"/mandate"}, {"/vision"}, {"/assignedTo/0"}}),
      content("indicators", {{"goal", goal}, {"facts", {{{"period", "2024"}}}}},
              {{"/name"},
               {"/unit"},
               {"/facts/0/text"},
               {"/facts/0/source/text"},
               {"/facts/0/source/document"}}),
      content("targets", {{"indicator", indicator}, {"value", 1}, {"decision", decision}},
              {{"/decision/body"}, {"/decision/reference"}}),
      content("activities", {{"measure", measure}}, {{"/name"}, {"/responsible"}, {"/comment"}}),
      content("updates", {{"measure", measure}, {"date", "2026-04-02"}}, {{"/text"}}),
      assessments,
      units};
}

std::vector<TextForm> TextForms::report_forms() {
  const auto begun = made("reports", {{"occasion", "2026-UR1"}});
  const auto goal = begun["goals"][0]["id"].get<std::string>();
  report_version_ = begun["version"].get<int>();
  // A report takes a while to make, so its version is remembered instead of read.
  const auto sent = [this](std::string_view method, const std::string& target) {
    return [this, method, target](const std::string& body) {
      auto reply = send(method, target, body, fmt::format("If-Match: \"{}\"\r\n", report_version_));
      if (reply.status < 300) report_version_ = parsed(reply.body)["version"].get<int>();
      return reply;
    };
  };
  TextForm draft{"PUT /plans/{plan}/reports/{id}",
                 {{"comments", json::object()}, {"goalComments", json::object()}},
                 {{"/summary", 20'000},
                  {"/comments/energy-use-premises", 20'000},
                  {"/goalComments/" + goal, 20'000},
                  {"/signOff/body", 500},
                  {"/signOff/name", 500},
                  {"/signOff/date", 500},
                  {"/signOff/reference", 500}},
                 sent("PUT", kReport),
                 [this](const json&) { return got(kReport); },
                 packed(500)};
  TextForm lock{"POST /plans/{plan}/reports/{id}/lock",
                json::object(),
                {{"/reason", 2'000, "/versions/0/reason"}},
                sent("POST", kReport + "/lock"),
                [this](const json&) { return got(kPlan + "/reports")["items"][0]; },
                packed(2'000)};
  return {draft, lock};
}

std::vector<TextForm> TextForms::decision_forms() {
  std::string fills = "date,vehicleGroup,fuel,quantity,unit\n";
  for (int month = 1; month <= 12; ++month)
    for (int day = 1; day <= 9; ++day)
      fills += fmt::format("2024-{:02}-{:02},ambulance,diesel,{},l\n", month, day, 35 + day);
  const std::string fuel = "/api/v1/imports?source=fuel-cards";
  imported(fuel, fills);
  const auto held = "/api/v1/imports/" + imported(fuel,
                                                  "date,vehicleGroup,fuel,quantity,unit\n"
                                                  "2025-01-02,ambulance,diesel,40,l\n"
                                                  "2025-01-03,ambulance,diesel,40000,l\n"
                                                  "2025-01-04,ambulance,diesel,41000,l\n");
  imported(kFigures, std::string{kValues} +
                         "organic-food,13,2023,30,final\n"
                         "energy-use-premises,13,2024,188,final\n");
  const auto jump = "/api/v1/imports/" +
                    imported(kFigures, std::string{kValues} + "organic-food,13,2024,90,final\n");
  const auto decided = [this](const std::string& operation, const std::string& target, json body,
                              const std::string& in_answer) {
    TextForm form{"POST " + operation,
                  std::move(body),
                  {{"/reason", 2'000, in_answer}},
                  [this, target](const std::string& sent) { return send("POST", target, sent); },
                  [](const json& answer) { return answer; },
                  packed(2'000)};
    form.refused = 400;
    return form;
  };
  auto retracted =
      decided("/imports/{id}/retract", jump + "/retract", json::object(), "/retractReason");
  retracted.read = [this, jump](const json&) { return got(jump); };
  // What was verified and why stands in the audit log.
  auto verified = decided("/key-figures/{id}/verify", "/api/v1/key-figures/energi/verify",
                          {{"area", "13"}, {"period", "2024"}}, "/note");
  verified.read = [this](const json&) {
    return parsed(api_.get("/api/v1/audit?action=value.verify&limit=1", admin_).body)["items"][0];
  };
  return {
      decided("/imports/{id}/release", held + "/release", {{"rows", {3}}}, "/decisions/0/reason"),
      decided("/imports/{id}/discard", held + "/discard", {{"rows", {4}}}, "/decisions/1/reason"),
      decided("/imports/{id}/accept", jump + "/accept", {{"rule", "change-from-last-year"}},
              "/decisions/0/reason"),
      retracted, verified};
}

std::vector<TextForm> TextForms::other_forms() {
  api_.add_account("anna", "viewer");
  const std::string user = "/api/v1/users/anna";
  TextForm users{"PUT /users/{name}",
                 {{"role", "viewer"}, {"orgUnit", ""}},
                 {{"/displayName", 200}},
                 [this, user](const std::string& sent) {
                   const auto etag = api_.get(user, admin_).header("etag");
                   return send_as_admin("PUT", user, sent, fmt::format("If-Match: {}\r\n", etag));
                 },
                 [this, user](const json&) { return parsed(api_.get(user, admin_).body); }};
  TextForm keys{
      "POST /keys",
      {{"sources", {"own-key-figures"}}, {"days", 30}},
      {{"/note", 200}},
      [this](const std::string& sent) { return send_as_admin("POST", "/api/v1/keys", sent); },
      [this](const json& answer) {
        const auto all = parsed(api_.get("/api/v1/keys?limit=1000", admin_).body);
        for (const auto& one : all["items"])
          if (one["id"] == answer["id"]) return one;
        return json{};
      }};
  TextForm scenarios{
      "POST /plans/{plan}/scenarios",
      {{"keyFigure", "energi"},
       {"region", "13"},
       {"year", 2026},
       {"measures", json::array()},
       {"values", {{"energy-use-premises", 180.5}}}},
      {{"/name", 200}},
      [this](const std::string& sent) { return send("POST", kPlan + "/scenarios", sent); },
      [this](const json& answer) {
        const auto all = got(kPlan + "/scenarios");
        for (const auto& one : all["items"])
          if (one["id"] == answer["id"]) return one;
        return json{};
      }};
  const std::string definition = "/api/v1/key-figures/organic-food/definition";
  TextForm definitions{"PUT /key-figures/{id}/definition",
                       json::object(),
                       {{"/name/sv", 200},
                        {"/name/en", 200},
                        {"/definition/sv", 4'000},
                        {"/definition/en", 4'000},
                        {"/reason", 1'000, "/history/0/reason"}},
                       [this, definition](const std::string& sent) {
                         const auto etag = api_.get(definition, person_).header("etag");
                         return send("PUT", definition, sent,
                                     fmt::format("If-Match: {}\r\n", etag));
                       },
                       [](const json& answer) { return answer; }};
  return {users, keys, scenarios, definitions};
}

}  // namespace tertil::http::testing
