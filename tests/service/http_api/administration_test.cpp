#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/audit.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::string sent(std::string_view method, const std::string& target, const json& body,
                 const std::string& lines) {
  return with_body(method, target, body.dump(), lines + "Content-Type: application/json\r\n");
}

json key_for(const std::string& source) {
  return {{"sources", {source}}, {"days", 20}, {"note", "Fastighetssystemet"}};
}

TEST(MachineKeys, AreShownOnceAndOpenWhatTheyAreFor) {
  Api api;
  const auto admin = api.sign_in("admin");
  const auto made = api.ask(sent("POST", "/api/v1/keys", key_for("own-key-figures"), admin));
  ASSERT_EQ(made.status, 201U) << made.body;
  const auto key = parsed(made.body)["key"].get<std::string>();
  const auto lines = fmt::format("Authorization: Bearer {}\r\n", key);
  const auto tried = [&](const std::string& source) {
    return api
        .ask(with_body("POST", "/api/v1/imports?dryRun=true&source=" + source, "a\n",
                       lines + "Content-Type: text/csv\r\n"))
        .status;
  };
  EXPECT_NE(tried("own-key-figures"), 401U);
  EXPECT_NE(tried("own-key-figures"), 403U);
  EXPECT_EQ(tried("targets"), 403U);
  const auto listed = api.get("/api/v1/keys", admin);
  EXPECT_THAT(listed.body, Not(HasSubstr(key.substr(20))));
  const auto item = parsed(listed.body)["items"][0];
  EXPECT_THAT(key, StartsWith(item["prefix"].get<std::string>()));
  EXPECT_EQ(item["sources"], json::array({"own-key-figures"}));
  EXPECT_EQ(item["createdBy"], "admin1");
  EXPECT_EQ(item["state"], "expiring") << "less than thirty days left";
  EXPECT_NE(item["lastUsedAt"], nullptr);
  EXPECT_EQ(item["note"], "Fastighetssystemet");
}

TEST(MachineKeys, ThatAreRevokedAreShutOutAtOnce) {
  Api api;
  const auto admin = api.sign_in("admin");
  const auto made = parsed(api.ask(sent("POST", "/api/v1/keys", key_for("targets"), admin)).body);
  const auto lines = fmt::format("Authorization: Bearer {}\r\n", made["key"].get<std::string>());
  ASSERT_EQ(api.get("/api/v1/imports", lines).status, 200U);
  const auto path = "/api/v1/keys/" + made["id"].get<std::string>() + "/revoke";
  const auto revoked = api.ask(sent("POST", path, json::object(), admin));
  ASSERT_EQ(revoked.status, 200U);
  EXPECT_EQ(parsed(revoked.body)["state"], "revoked");
  EXPECT_EQ(api.get("/api/v1/imports", lines).status, 401U);
  EXPECT_EQ(api.ask(sent("POST", "/api/v1/keys/0000000000AA/revoke", json::object(), admin)).status,
            404U);
}

TEST(MachineKeys, AreForImportersOnlyForKnownSourcesAndNotForEver) {
  Api api;
  const auto admin = api.sign_in("admin");
  const auto status = [&](const char* member, const json& value) {
    auto body = key_for("targets");
    body[member] = value;
    return api.ask(sent("POST", "/api/v1/keys", body, admin)).status;
  };
  EXPECT_EQ(status("role", "coordinator"), 422U);
  EXPECT_EQ(status("days", 401), 422U);
  EXPECT_EQ(status("days", 0), 422U);
  EXPECT_EQ(status("days", "90"), 422U);
  EXPECT_EQ(status("sources", json::array()), 422U);
  EXPECT_EQ(status("sources", json::array({"no-such"})), 422U);
  EXPECT_EQ(status("sources", "targets"), 422U);
  EXPECT_EQ(status("days", 400), 201U);
}

TEST(Operation, SaysHowStoreDiskAndLogAre) {
  Api api;
  const auto admin = api.sign_in("admin");
  const auto state = parsed(api.get("/api/v1/operation", admin).body);
  EXPECT_GT(state["store"]["sizeBytes"].get<std::int64_t>(), 0);
  EXPECT_EQ(state["store"]["writable"], true);
  EXPECT_EQ(state["migrations"]["pending"], 0);
  EXPECT_GE(state["migrations"]["applied"].get<int>(), 13);
  EXPECT_THAT(state["migrations"]["newest"].get<std::string>(), HasSubstr(".sql"));
  EXPECT_GT(state["disk"]["totalBytes"].get<std::int64_t>(),
            state["disk"]["freeBytes"].get<std::int64_t>());
  EXPECT_THAT(state["running"], IsEmpty());
  EXPECT_EQ(state["backup"]["lastAt"], nullptr) << "none was made";
  const auto log = parsed(api.get("/api/v1/audit?limit=1", admin).body);
  EXPECT_EQ(state["audit"]["entries"], log["total"]);
  EXPECT_EQ(state["audit"]["head"], log["items"][0]["hash"]);
}

TEST(Operation, PassesOnWhatTheDoctorSays) {
  Api api{Fill::kShipped, [](Backend& backend, Options&) {
            backend.doctor = [] { return R"({"ok":false,"checks":[{"name":"clock"}]})"; };
          }};
  const auto checks = parsed(api.get("/api/v1/operation/checks", api.sign_in("admin")).body);
  EXPECT_EQ(checks["ok"], false);
  EXPECT_THAT(checks["checks"], SizeIs(1));
}

TEST(KeyFigureTargets, AreListedWithTheirDecisionsAndKeepTheEarlierOnes) {
  Api api;
  const auto items = [&] { return api.get_json("/api/v1/key-figure-targets")["items"]; };
  const auto of_energy = [&] {
    json found = json::array();
    for (const auto& item : items())
      if (item["keyFigure"] == "energy-use-premises" && item["year"] == 2026) found.push_back(item);
    return found;
  };
  ASSERT_THAT(of_energy(), SizeIs(1));
  EXPECT_EQ(of_energy()[0]["value"], 176);
  EXPECT_EQ(of_energy()[0]["supersededAt"], nullptr);
  EXPECT_THAT(of_energy()[0]["decision"].get<std::string>(), HasSubstr("Handlingsplan"));
  const std::string file =
      "keyFigure,region,year,value,baselineYear,baselineValue,path,decision\n"
      "energy-use-premises,13,2026,170,2017,199,linear,Nytt beslut\n";
  const auto done = api.ask(with_body("POST", "/api/v1/imports?source=targets", file,
                                      api.sign_in("coordinator") + "Content-Type: text/csv\r\n"));
  ASSERT_EQ(done.status, 201U) << done.body;
  ASSERT_THAT(of_energy(), SizeIs(2));
  EXPECT_EQ(of_energy()[0]["value"], 170);
  EXPECT_EQ(of_energy()[0]["decision"], "Nytt beslut");
  EXPECT_EQ(of_energy()[1]["value"], 176);
  EXPECT_EQ(of_energy()[1]["supersededAt"], of_energy()[0]["recordedAt"]);
}

/// The answer to a choice of warming potentials.
Reply choice(Api& api, const std::string& query, const std::string& value,
             const std::string& lines) {
  return api.ask(sent("PUT", "/api/v1/settings/gwp-set" + query, {{"value", value}}, lines));
}

TEST(Settings, AreTriedWithoutBeingKeptThenChosenFromWhatWasRead) {
  Api api;
  const auto coordinator = api.sign_in("coordinator");
  const auto setting = [&] {
    return parsed(api.get("/api/v1/settings", coordinator).body)["items"][0];
  };
  const auto before = setting()["value"].get<std::string>();
  const std::string other = "EXAMPLE";
  const std::string file =
      "item,measure,value,unit,validFrom,source\nN2O,GWP100 EXAMPLE,1,kg CO2e/kg,,Exempeldata\n";
  ASSERT_EQ(api.ask(with_body("POST", "/api/v1/imports?source=factors", file,
                              coordinator + "Content-Type: text/csv\r\n"))
                .status,
            201U);
  EXPECT_THAT(setting()["choices"], ::testing::Contains(json(other)));
  const auto tried = choice(api, "?dryRun=true", other, coordinator);
  ASSERT_EQ(tried.status, 200U) << tried.body;
  EXPECT_TRUE(parsed(tried.body)["effects"].contains("affectedTotal"));
  EXPECT_EQ(setting()["value"], before);
  EXPECT_EQ(choice(api, "", other, coordinator).status, 412U) << "nothing was read";
  const auto match = [](const std::string& value) {
    return fmt::format("If-Match: \"{}\"\r\n", value);
  };
  EXPECT_EQ(choice(api, "", other, coordinator + match(other)).status, 412U);
  EXPECT_EQ(choice(api, "", "AR99", coordinator + match(before)).status, 422U);
  EXPECT_EQ(choice(api, "", other, coordinator + match(before)).status, 200U);
  EXPECT_EQ(setting()["value"], other);
  const auto log = parsed(api.get("/api/v1/audit?action=config.", api.key("admin")).body);
  ASSERT_THAT(log["items"], SizeIs(1)) << "a trial is no change";
  EXPECT_EQ(log["items"][0]["object"], "setting/gwp-set");
}

}  // namespace
}  // namespace tertil::http::testing
