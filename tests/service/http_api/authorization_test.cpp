// R35: every route × role × own and other, by key and by login. The routes come from the OpenAPI
// document; one that this table does not know fails the test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "service/access/permissions.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

const std::string kOwnToken = "a token of its own";

/// What a caller must be allowed to do; "open" needs nothing, and what needs a token of its own is
/// shut to every role.
const std::map<std::string, std::string>& expected() {
  static const std::map<std::string, std::string> table{
      {"get /healthz", "open"},
      {"get /readyz", "open"},
      {"get /datasets/dcat", "open"},
      {"get /enkel", "open"},
      {"get /enkel/", "open"},
      {"get /enkel/nyckeltal/{id}", "open"},
      {"get /api/v1/openapi.json", "open"},
      {"get /api/v1/api-info", "open"},
      {"get /api/v1/regions", "open"},
      {"get /api/v1/comparison", "open"},
      {"get /api/v1/key-figures", "open"},
      {"get /api/v1/key-figures/{id}", "open"},
      {"get /api/v1/key-figures/{id}/definition", "source.read"},
      {"put /api/v1/key-figures/{id}/definition", "target.edit"},
      {"get /api/v1/key-figures/{id}/ranking", "open"},
      {"get /api/v1/key-figures/{id}/series", "open"},
      {"get /api/v1/key-figures/{id}/what-if", "open"},
      {"get /api/v1/key-figures/{id}/certainty", "open"},
      {"get /api/v1/key-figures/{id}/movement", "open"},
      {"get /api/v1/key-figures/{id}/forecast", "open"},
      {"get /api/v1/key-figures/{id}/similar-regions", "open"},
      {"get /api/v1/key-figures/{id}/observations", "open"},
      {"get /api/v1/key-figures/{id}/breakdown", "open"},
      {"get /api/v1/key-figures/{id}/change", "open"},
      {"post /api/v1/key-figures/{id}/verify", "review.decide"},
      {"get /api/v1/plans", "open"},
      {"get /api/v1/plans/{plan}/measures", "open"},
      {"post /api/v1/plans/{plan}/measures", "measure.edit"},
      {"get /api/v1/plans/{plan}/measures/{id}", "open"},
      {"put /api/v1/plans/{plan}/measures/{id}", "measure.edit"},
      {"post /api/v1/plans/{plan}/measures/{id}/undo", "measure.edit"},
      {"get /api/v1/plans/{plan}/measures/{id}/history", "measure.edit"},
      {"get /api/v1/plans/{plan}/reports", "open"},
      {"post /api/v1/plans/{plan}/reports", "report.edit"},
      {"get /api/v1/plans/{plan}/reports/{id}", "report.read"},
      {"put /api/v1/plans/{plan}/reports/{id}", "report.edit"},
      {"post /api/v1/plans/{plan}/reports/{id}/ready", "report.edit"},
      {"post /api/v1/plans/{plan}/reports/{id}/lock", "report.edit"},
      {"post /api/v1/plans/{plan}/reports/{id}/adopt", "report.edit"},
      {"post /api/v1/plans/{plan}/reports/{id}/reopen", "report.edit"},
      {"get /api/v1/plans/{plan}/reports/{id}/differences", "report.read"},
      {"get /api/v1/plans/{plan}/reports/{id}/compare", "report.read"},
      {"get /api/v1/plans/{plan}/reports/{id}/versions/{file}", "open"},
      {"get /api/v1/plans/{plan}/workbook", "open"},
      {"post /api/v1/plans/{plan}/import", "target.edit"},
      {"get /api/v1/plans/{plan}/cost-curve", "open"},
      {"get /api/v1/plans/{plan}/best-set", "open"},
      {"get /api/v1/plans/{plan}/scenario", "open"},
      {"get /api/v1/plans/{plan}/scenarios", "measure.edit"},
      {"post /api/v1/plans/{plan}/scenarios", "measure.edit"},
      {"delete /api/v1/plans/{plan}/scenarios/{id}", "measure.edit"},
      {"get /api/v1/plans/{plan}/focus-areas", "open"},
      {"post /api/v1/plans/{plan}/focus-areas", "plan.edit"},
      {"get /api/v1/plans/{plan}/focus-areas/{id}", "open"},
      {"put /api/v1/plans/{plan}/focus-areas/{id}", "plan.edit"},
      {"delete /api/v1/plans/{plan}/focus-areas/{id}", "plan.edit"},
      {"get /api/v1/plans/{plan}/focus-areas/{id}/history", "plan.edit"},
      {"post /api/v1/plans/{plan}/focus-areas/{id}/undo", "plan.edit"},
      {"get /api/v1/plans/{plan}/goals", "open"},
      {"post /api/v1/plans/{plan}/goals", "plan.edit"},
      {"get /api/v1/plans/{plan}/goals/{id}", "open"},
      {"put /api/v1/plans/{plan}/goals/{id}", "plan.edit"},
      {"delete /api/v1/plans/{plan}/goals/{id}", "plan.edit"},
      {"get /api/v1/plans/{plan}/goals/{id}/history", "plan.edit"},
      {"post /api/v1/plans/{plan}/goals/{id}/undo", "plan.edit"},
      {"get /api/v1/plans/{plan}/indicators", "open"},
      {"post /api/v1/plans/{plan}/indicators", "plan.edit"},
      {"get /api/v1/plans/{plan}/indicators/{id}", "open"},
      {"put /api/v1/plans/{plan}/indicators/{id}", "plan.edit"},
      {"delete /api/v1/plans/{plan}/indicators/{id}", "plan.edit"},
      {"get /api/v1/plans/{plan}/indicators/{id}/history", "plan.edit"},
      {"post /api/v1/plans/{plan}/indicators/{id}/undo", "plan.edit"},
      {"get /api/v1/plans/{plan}/targets", "open"},
      {"post /api/v1/plans/{plan}/targets", "target.edit"},
      {"get /api/v1/plans/{plan}/targets/{id}", "open"},
      {"put /api/v1/plans/{plan}/targets/{id}", "target.edit"},
      {"delete /api/v1/plans/{plan}/targets/{id}", "target.edit"},
      {"get /api/v1/plans/{plan}/targets/{id}/history", "target.edit"},
      {"post /api/v1/plans/{plan}/targets/{id}/undo", "target.edit"},
      {"get /api/v1/plans/{plan}/activities", "open"},
      {"post /api/v1/plans/{plan}/activities", "plan.edit"},
      {"get /api/v1/plans/{plan}/activities/{id}", "open"},
      {"put /api/v1/plans/{plan}/activities/{id}", "plan.edit"},
      {"delete /api/v1/plans/{plan}/activities/{id}", "plan.edit"},
      {"get /api/v1/plans/{plan}/activities/{id}/history", "plan.edit"},
      {"post /api/v1/plans/{plan}/activities/{id}/undo", "plan.edit"},
      {"get /api/v1/plans/{plan}/updates", "open"},
      {"post /api/v1/plans/{plan}/updates", "plan.edit"},
      {"get /api/v1/plans/{plan}/updates/{id}", "open"},
      {"put /api/v1/plans/{plan}/updates/{id}", "plan.edit"},
      {"delete /api/v1/plans/{plan}/updates/{id}", "plan.edit"},
      {"get /api/v1/plans/{plan}/updates/{id}/history", "plan.edit"},
      {"post /api/v1/plans/{plan}/updates/{id}/undo", "plan.edit"},
      {"get /api/v1/plans/{plan}/assessments", "open"},
      {"post /api/v1/plans/{plan}/assessments", "plan.edit"},
      {"get /api/v1/plans/{plan}/assessments/{id}", "open"},
      {"put /api/v1/plans/{plan}/assessments/{id}", "plan.edit"},
      {"delete /api/v1/plans/{plan}/assessments/{id}", "plan.edit"},
      {"get /api/v1/plans/{plan}/assessments/{id}/history", "plan.edit"},
      {"post /api/v1/plans/{plan}/assessments/{id}/undo", "plan.edit"},
      {"get /api/v1/org-units", "open"},
      {"post /api/v1/org-units", "org.edit"},
      {"get /api/v1/org-units/{id}", "open"},
      {"put /api/v1/org-units/{id}", "org.edit"},
      {"delete /api/v1/org-units/{id}", "org.edit"},
      {"get /api/v1/org-units/{id}/history", "org.edit"},
      {"post /api/v1/org-units/{id}/undo", "org.edit"},
      {"get /api/v1/plans/{plan}", "open"},
      {"get /api/v1/plans/{plan}/goals/{id}/suggestion", "open"},
      {"get /api/v1/to-do", "todo.read"},
      {"get /api/v1/to-do/feed", kOwnToken},
      {"put /api/v1/to-do/reminders", "todo.read"},
      {"post /api/v1/to-do/feed-token", "todo.read"},
      {"delete /api/v1/to-do/feed-token", "todo.read"},
      {"post /api/v1/session/password", "account.own"},
      {"get /api/v1/sessions", "account.own"},
      {"delete /api/v1/sessions", "account.own"},
      {"delete /api/v1/sessions/{id}", "account.own"},
      {"get /api/v1/factors", "open"},
      {"get /api/v1/key-figure-targets", "open"},
      {"get /api/v1/users", "user.manage"},
      {"post /api/v1/users", "user.manage"},
      {"get /api/v1/users/{name}", "user.manage"},
      {"put /api/v1/users/{name}", "user.manage"},
      {"post /api/v1/users/{name}/block", "user.manage"},
      {"post /api/v1/users/{name}/unblock", "user.manage"},
      {"post /api/v1/users/{name}/password", "user.manage"},
      {"post /api/v1/users/{name}/sign-out", "user.manage"},
      {"get /api/v1/keys", "key.manage"},
      {"post /api/v1/keys", "key.manage"},
      {"post /api/v1/keys/{id}/revoke", "key.manage"},
      {"get /api/v1/audit", "audit.read"},
      {"get /api/v1/audit/verification", "audit.read"},
      {"get /api/v1/operation", "operation.read"},
      {"get /api/v1/settings", "source.read"},
      {"put /api/v1/settings/gwp-set", "target.edit"},
      {"get /api/v1/operation/checks", "operation.read"},
      {"get /api/v1/targets", "open"},
      {"get /api/v1/targets/{target}/template", "open"},
      {"get /api/v1/emission-change", "open"},
      {"get /api/v1/session", "open"},
      {"post /api/v1/session", "open"},
      {"delete /api/v1/session", "open"},
      {"get /api/v1/session/oidc/start", "open"},
      {"get /api/v1/session/oidc/callback", "open"},
      {"get /api/v1/session/proxy", "open"},
      {"get /api/v1/imports", "import.read"},
      {"post /api/v1/imports", "import.send"},
      {"get /api/v1/imports/running", "import.read"},
      {"get /api/v1/imports/{id}", "import.read"},
      {"get /api/v1/imports/{id}/rejects", "import.read"},
      {"get /api/v1/imports/{id}/held", "import.read"},
      {"post /api/v1/imports/{id}/rerun", "import.send"},
      {"post /api/v1/imports/{id}/retract", "import.retract"},
      {"post /api/v1/imports/{id}/release", "held.release"},
      {"post /api/v1/imports/{id}/discard", "held.release"},
      {"post /api/v1/imports/{id}/accept", "held.release"},
      {"get /api/v1/reviews", "review.decide"},
      {"post /api/v1/reviews/{id}/accept", "review.decide"},
      {"post /api/v1/reviews/{id}/decline", "review.decide"},
      {"get /api/v1/sources", "source.read"},
      {"get /api/v1/sources/{id}", "source.read"},
      {"put /api/v1/sources/{id}", "source.add"},
      {"post /api/v1/mappings/suggest", "source.read"},
      {"post /api/v1/mappings/check", "source.read"},
      {"post /api/v1/mappings/drafts", "source.read"},
      {"post /api/v1/mappings/preview", "source.read"},
      {"get /api/v1/idle-use", "drilldown.detail"},
      {"get /api/v1/energy-signature", "drilldown.detail"},
      {"get /api/v1/meters/{owner}/{meter}", "drilldown.detail"}};
  return table;
}

std::optional<access::Action> action_named(const std::string& name) {
  for (const auto action : access::kAllActions)
    if (access::name_of(action) == name) return action;
  return std::nullopt;
}

std::string upper(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

/// An operation of the document, and how to ask for it.
struct Operation {
  std::string name;  ///< "get /api/v1/imports"
  std::string method;
  std::string path;
  json parameters;

  [[nodiscard]] bool has_source() const {
    return std::ranges::any_of(parameters, [](const json& parameter) {
      return parameter["name"] == "source" && parameter["in"] == "query";
    });
  }
  /// With what is required filled in from the examples, about this source.
  [[nodiscard]] std::string target(std::string_view source) const {
    auto filled = path;
    for (auto open = filled.find('{'); open != std::string::npos; open = filled.find('{'))
      filled.replace(open, filled.find('}') + 1 - open, "01JNOSUCH");
    std::string query;
    for (const auto& parameter : parameters) {
      if (parameter["in"] != "query") continue;
      const auto& example = parameter["example"];
      const auto key = parameter["name"].get<std::string>();
      if (key == "source")
        query += fmt::format("&source={}", source);
      else if (parameter["required"].get<bool>())
        query += fmt::format("&{}={}", key,
                             example.is_string() ? example.get<std::string>() : example.dump());
    }
    if (!query.empty()) query.front() = '?';
    return filled + query;
  }
  /// The request. No body: rights come first.
  [[nodiscard]] std::string request(std::string_view source, const std::string& lines) const {
    if (method == "GET") return get(target(source), lines);
    return with_body(method, target(source), "", lines);
  }
};

class Authorization : public SharedApi {
 protected:
  static std::vector<Operation> operations() {
    std::vector<Operation> all;
    const auto document = api().get_json("/api/v1/openapi.json");
    for (const auto& [path, methods] : document["paths"].items())
      for (const auto& [method, operation] : methods.items())
        all.push_back({method + " " + path, upper(method), path, operation["parameters"]});
    return all;
  }
};

TEST_F(Authorization, KnowsEveryRouteThereIs) {
  const auto all = operations();
  EXPECT_GE(all.size(), 20U);
  for (const auto& operation : all)
    EXPECT_TRUE(expected().contains(operation.name)) << "not in the table: " << operation.name;
}

TEST_F(Authorization, EachRouteThatIsNotOpenNamesTheActionThatIsExpected) {
  for (const auto& route : api().routes()) {
    auto name = std::string{name_of(route.method)};
    for (auto& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    name += " " + route.pattern;
    const auto found = expected().find(name);
    if (found == expected().end()) continue;  // the test above tells
    if (found->second == kOwnToken) {
      EXPECT_TRUE(route.access == Access::kOpen && !route.action) << name << " checks by itself";
      continue;
    }
    EXPECT_EQ(route.access == Access::kOpen, found->second == "open") << name;
    EXPECT_EQ(route.action ? access::name_of(*route.action) : "open", found->second) << name;
  }
}

TEST_F(Authorization, GivesEachRoleWhatTheTableGivesItAndNothingElse) {
  const std::string own = "own-key-figures";
  const std::string other = "targets";
  std::map<std::string, std::string> keys;
  std::map<std::string, std::string> logins;
  std::map<std::string, std::string> of_a_unit;  // somebody with an administration
  for (const auto role : access::kAllRoles) {
    const std::string name{access::to_string(role)};
    keys[name] = api().key(name, {own});
    if (role != access::Role::kImporter) {
      logins[name] = api().sign_in(name);
      of_a_unit[name] = api().sign_in(name, "RGS");
    }
  }
  int asked = 0;
  for (const auto& operation : operations()) {
    const auto right = expected().find(operation.name);
    if (right == expected().end()) continue;
    if (right->second == kOwnToken) {
      EXPECT_EQ(api().ask(operation.request(own, "")).status, 401) << operation.name;
      for (const auto* held : {&keys, &logins, &of_a_unit})
        for (const auto& [role, lines] : *held)
          EXPECT_EQ(api().ask(operation.request(own, lines)).status, 401)
              << operation.name << " as " << role;
      continue;
    }
    const auto action = action_named(right->second);
    ASSERT_TRUE(action || right->second == "open") << right->second;
    const auto anonymous = api().ask(operation.request(own, "")).status;
    if (!action) {
      EXPECT_NE(anonymous, 401) << operation.name;
      EXPECT_NE(anonymous, 403) << operation.name;
      continue;
    }
    EXPECT_EQ(anonymous, 401) << operation.name;
    EXPECT_EQ(api().ask(operation.request(own, api().key("king", {own}))).status, 403)
        << operation.name << " for a role that is none";
    for (const auto role : access::kAllRoles)
      for (const auto& source : {own, other}) {
        if (source == other && !operation.has_source()) continue;
        const std::string name{access::to_string(role)};
        const auto check = [&](const std::string& lines, bool is_own) {
          const auto reply = api().ask(operation.request(source, lines));
          const auto where =
              fmt::format("{} as {} ({}): {}", operation.name, name, source, reply.body);
          if (access::may(role, *action, is_own)) {
            EXPECT_NE(reply.status, 401) << where;
            EXPECT_NE(reply.status, 403) << where;
          } else {
            EXPECT_EQ(reply.status, 403) << where;
          }
          EXPECT_EQ(reply.header("cache-control"), "no-store") << where;
          ++asked;
        };
        const bool by_unit = access::is_by_administration(*action);
        check(keys[name], !by_unit && (source == own || !operation.has_source()));
        if (!logins.contains(name)) continue;
        check(logins[name], false);
        check(of_a_unit[name], by_unit);
      }
  }
  EXPECT_GT(asked, 50);
}

/// A change of something that belongs to an administration, by whom, and what it gives.
struct OwnCase {
  std::string what;
  std::string method;
  std::string path;
  json body;
  bool own_editor;
  bool other_editor;
};

std::string asked(const OwnCase& one, const std::string& lines) {
  return with_body(one.method, "/api/v1/plans/handlingsplan-2023-2026/" + one.path, one.body.dump(),
                   lines + "Content-Type: application/json\r\n");
}

/// A measure of RGS with a goal of its own, as made by a coordinator.
struct OwnThings {
  std::string measure;
  std::string goal;
  std::string indicator;
  std::string area;
};

OwnThings things_of_a_unit(Api& api, const std::string& coordinator) {
  const auto id_of = [&](const OwnCase& one) {
    const auto reply = api.ask(asked(one, coordinator));
    if (reply.status != 201) throw std::runtime_error{reply.body};
    return parsed(reply.body)["id"].get<std::string>();
  };
  OwnThings made;
  made.area = id_of({"", "POST", "focus-areas", {{"name", "Resor"}}, false, false});
  made.goal = id_of({"",
                     "POST",
                     "goals",
                     {{"focusArea", made.area}, {"text", "Mål"}, {"assignedTo", {"RGS"}}},
                     false,
                     false});
  made.indicator =
      id_of({"", "POST", "indicators", {{"goal", made.goal}, {"name", "I"}}, false, false});
  made.measure =
      id_of({"", "POST", "measures", {{"name", "Åtgärd"}, {"orgUnit", "RGS"}}, false, false});
  return made;
}

TEST(OwnAdministration, DecidesWhatAnEditorMayWriteAndNobodyElseMayMore) {
  Api api;
  const auto coordinator = api.sign_in("coordinator", "HS");
  const auto things = things_of_a_unit(api, coordinator);
  const json of_measure{{"measure", things.measure}};
  const auto with = [](json body, const json& more) {
    body.update(more);
    return body;
  };
  int turn = 0;
  const auto cases = [&] {
    const auto year = 2000 + ++turn;
    const json assessment{
        {"goal", things.goal}, {"occasion", fmt::format("{}-UR1", year)}, {"motivation", "Ökar"}};
    return std::vector<OwnCase>{
        {"own measure", "POST", "measures", {{"name", "M"}, {"orgUnit", "RGS"}}, true, false},
        {"other's measure", "POST", "measures", {{"name", "M"}, {"orgUnit", "ADH"}}, false, false},
        {"nobody's measure", "POST", "measures", {{"name", "M"}}, false, false},
        {"activity", "POST", "activities", with(of_measure, {{"name", "A"}}), true, false},
        {"update", "POST", "updates", with(of_measure, {{"date", "2026-01-01"}, {"text", "U"}}),
         true, false},
        {"text of assessment", "POST", "assessments", assessment, true, false},
        {"verdict", "POST", "assessments",
         with(assessment, {{"verdict", "full"}, {"occasion", fmt::format("{}-UR2", year)}}), false,
         false},
        {"focus area", "POST", "focus-areas", {{"name", "F"}}, false, false},
        {"goal", "POST", "goals", {{"focusArea", things.area}, {"text", "M"}}, false, false},
        {"indicator", "POST", "indicators", {{"goal", things.goal}, {"name", "I"}}, false, false},
        {"target",
         "POST",
         "targets",
         {{"indicator", things.indicator}, {"undetermined", true}},
         false,
         false}};
  };
  const auto expect = [&](const std::string& who, const std::string& lines, const auto& may) {
    for (const auto& one : cases()) {
      const auto reply = api.ask(asked(one, lines));
      EXPECT_EQ(reply.status == 201, may(one)) << who << ": " << one.what << ": " << reply.body;
      if (reply.status != 201) {
        EXPECT_EQ(reply.status, who == "anonymous" ? 401 : 403) << who << ": " << one.what;
      }
    }
  };
  const auto nothing = [](const OwnCase&) { return false; };
  expect("anonymous", "", nothing);
  for (const auto* role : {"viewer", "contributor", "admin"})
    expect(role, api.sign_in(role, "RGS"), nothing);
  for (const auto* role : {"editor", "importer", "viewer"})
    expect(fmt::format("key of {}", role), api.key(role, {"own-key-figures"}), nothing);
  expect("editor without unit", api.sign_in("editor"), nothing);
  expect("own editor", api.sign_in("editor", "RGS"),
         [](const OwnCase& one) { return one.own_editor; });
  expect("other editor", api.sign_in("editor", "PSH"),
         [](const OwnCase& one) { return one.other_editor; });
  expect("coordinator", coordinator, [](const OwnCase&) { return true; });
}

TEST(OwnAdministration, CannotBeGainedByAnEditNorGivenAway) {
  Api api;
  const auto coordinator = api.sign_in("coordinator");
  const auto things = things_of_a_unit(api, coordinator);
  const auto put = [&](const std::string& unit, const std::string& lines) {
    return api
        .ask(asked({"",
                    "PUT",
                    "measures/" + things.measure,
                    {{"name", "Åtgärd"}, {"orgUnit", unit}},
                    false,
                    false},
                   lines + "If-Match: *\r\n"))
        .status;
  };
  EXPECT_EQ(put("HS", api.sign_in("editor", "HS")), 403) << "taken";
  EXPECT_EQ(put("HS", api.sign_in("editor", "RGS")), 403) << "given away";
  EXPECT_EQ(put("RGS", api.sign_in("editor", "RGS")), 200);
  EXPECT_EQ(put("RK", coordinator), 200);
  EXPECT_EQ(put("ITD", api.sign_in("editor", "RK/ITD")), 200) << "below the own administration";
  EXPECT_EQ(put("RK", api.sign_in("editor", "RK")), 403) << "beside it";
}

TEST_F(Authorization, AChangeByALoginNeedsItsTokenEverywhere) {
  const auto lines = api().sign_in("coordinator");
  const auto admin = api().sign_in("admin");
  for (const auto& operation : operations()) {
    const auto right = expected().find(operation.name);
    if (right == expected().end() || right->second == "open" || operation.method == "GET") continue;
    for (const auto& who : {lines, admin}) {
      const auto cookie = who.substr(0, who.find("\r\n") + 2);
      EXPECT_EQ(api().ask(operation.request("own-key-figures", cookie)).status, 403)
          << operation.name;
      EXPECT_EQ(
          api()
              .ask(operation.request("own-key-figures", who + "Sec-Fetch-Site: same-site\r\n"))
              .status,
          403)
          << operation.name;
    }
  }
}

TEST_F(Authorization, WhatIsNotListedIsNotThereForAnybody) {
  const auto admin = api().sign_in("admin");
  for (const auto& lines : {std::string{}, admin, api().key("admin")})
    for (const auto* method : {"GET", "POST", "PUT", "PATCH", "DELETE"})
      for (const auto* path : {"/api/v1/people", "/api/v1/audit/1", "/api/v1/imports/a/b/c",
                               "/api/v2/imports", "/admin", "/api/v1/session/anna"}) {
        const auto request = std::string_view{method} == "GET"
                                 ? get(path, lines)
                                 : with_body(method, path, "{}", lines);
        EXPECT_EQ(api().ask(request).status, 404) << method << " " << path;
      }
  for (const auto* method : {"PUT", "PATCH", "DELETE"})
    EXPECT_EQ(api().ask(with_body(method, "/api/v1/imports", "", admin)).status, 405) << method;
}

}  // namespace
}  // namespace tertil::http::testing
