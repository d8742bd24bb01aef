#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/audit.hpp"
#include "service/store/provider_users.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kUsers = "/api/v1/users";
const std::string kGood = "en lång mening duger";

std::string sent(std::string_view method, const std::string& target, const json& body,
                 const std::string& lines) {
  return with_body(method, target, body.dump(), lines + "Content-Type: application/json\r\n");
}

json anna() {
  return {{"name", "anna"},
          {"displayName", "Anna Å <b>"},
          {"role", "editor"},
          {"orgUnit", "RGS"},
          {"password", kGood}};
}

json user(Api& api, const std::string& admin, const std::string& name) {
  return parsed(api.get(kUsers + "/" + name, admin).body);
}

/// Signs in with name and password; the status of the answer.
int signs_in(Api& api, const std::string& name, const std::string& password) {
  return api.ask(sent("POST", "/api/v1/session", {{"name", name}, {"password", password}}, ""))
      .status;
}

/// Sends a change with the ETag of what is there now.
Reply put(Api& api, const std::string& admin, const std::string& name, const json& body) {
  const auto path = kUsers + "/" + name;
  const auto etag = api.get(path, admin).header("etag");
  return api.ask(sent("PUT", path, body, admin + fmt::format("If-Match: {}\r\n", etag)));
}

std::string name_in(Api& api, const std::string& lines) {
  return parsed(api.get("/api/v1/session", lines).body)["user"]["name"];
}

TEST(Accounts, AddedByAnAdministratorCanSignInWithTheirRoleAndUnit) {
  Api api;
  const auto admin = api.sign_in("admin");
  const auto made = api.ask(sent("POST", kUsers, anna(), admin));
  ASSERT_EQ(made.status, 201U) << made.body;
  const auto shown = user(api, admin, "anna");
  EXPECT_EQ(shown, parsed(made.body));
  EXPECT_EQ(shown["displayName"], "Anna Å <b>");
  EXPECT_EQ(shown["role"], "editor");
  EXPECT_EQ(shown["orgUnit"], "RGS");
  EXPECT_EQ(shown["signIn"], "password");
  EXPECT_EQ(shown["lastLoginAt"], nullptr);
  EXPECT_EQ(shown["blocked"], false);
  EXPECT_EQ(signs_in(api, "anna", kGood), 200);
  EXPECT_NE(user(api, admin, "anna")["lastLoginAt"], nullptr);
  EXPECT_EQ(user(api, admin, "anna")["sessions"], 1);
}

TEST(Accounts, NeverShowNorLogAPassword) {
  Api api;
  const auto admin = api.sign_in("admin");
  EXPECT_THAT(api.ask(sent("POST", kUsers, anna(), admin)).body, Not(HasSubstr(kGood)));
  EXPECT_THAT(api.get(kUsers, admin).body, Not(HasSubstr("argon2")));
  std::string log;
  must(api.backend().engine.read([&](store::Reader& reader) {
    return store::each_audit_record(
        reader, [&](const store::AuditRecord& record) { log += store::to_json(record); });
  }));
  EXPECT_THAT(log, HasSubstr("user.add"));
  EXPECT_THAT(log, Not(HasSubstr(kGood)));
  EXPECT_THAT(log, Not(HasSubstr("argon2")));
}

TEST(Accounts, ThatWillNotDoAreRefusedWithTheFieldToMend) {
  Api api;
  const auto admin = api.sign_in("admin");
  const auto fault_of = [&](const char* member, const json& value) {
    auto body = anna();
    body[member] = value;
    const auto reply = api.ask(sent("POST", kUsers, body, admin));
    EXPECT_EQ(reply.status, 422U) << reply.body;
    return parsed(reply.body)["errors"][0]["pointer"].get<std::string>();
  };
  EXPECT_EQ(fault_of("name", "Å å"), "/name");
  EXPECT_EQ(fault_of("role", "importer"), "/role");
  EXPECT_EQ(fault_of("role", "king"), "/role");
  EXPECT_EQ(fault_of("orgUnit", "NASA"), "/orgUnit");
  EXPECT_EQ(fault_of("password", "kort"), "/password");
  EXPECT_EQ(fault_of("password", 12), "/password");
  EXPECT_EQ(fault_of("displayName", std::string(201, 'x')), "/displayName");
  EXPECT_EQ(fault_of("isAdmin", true), "/isAdmin");
  ASSERT_EQ(api.ask(sent("POST", kUsers, anna(), admin)).status, 201U);
  EXPECT_EQ(api.ask(sent("POST", kUsers, anna(), admin)).status, 409U);
}

TEST(Accounts, WithANewRoleAreSignedOutAndAnEditOfAnOldReadingIsRefused) {
  Api api;
  const auto admin = api.sign_in("admin");
  const auto editor = api.sign_in("editor", "RGS");
  const auto name = name_in(api, editor);
  const auto old_tag = api.get(kUsers + "/" + name, admin).header("etag");
  const json change{{"displayName", "Bo"}, {"role", "coordinator"}, {"orgUnit", nullptr}};
  const auto done = put(api, admin, name, change);
  ASSERT_EQ(done.status, 200U) << done.body;
  EXPECT_EQ(user(api, admin, name)["role"], "coordinator");
  EXPECT_EQ(api.get("/api/v1/to-do", editor).status, 401U);
  EXPECT_EQ(api.ask(sent("PUT", kUsers + "/" + name, change,
                         admin + fmt::format("If-Match: {}\r\n", old_tag)))
                .status,
            412U);
  EXPECT_EQ(api.ask(sent("PUT", kUsers + "/" + name, change, admin)).status, 412U) << "none sent";
}

TEST(Accounts, ThatAreBlockedAreOutAtOnceAndComeBackWithANewPassword) {
  Api api;
  const auto admin = api.sign_in("admin");
  const auto viewer = api.sign_in("viewer");
  const auto name = name_in(api, viewer);
  const auto path = kUsers + "/" + name;
  ASSERT_EQ(api.get("/api/v1/to-do", viewer).status, 200U);
  ASSERT_EQ(api.ask(sent("POST", path + "/block", json::object(), admin)).status, 200U);
  EXPECT_EQ(api.get("/api/v1/to-do", viewer).status, 401U);
  EXPECT_EQ(signs_in(api, name, Api::kPassword), 401);
  EXPECT_EQ(user(api, admin, name)["blocked"], true);
  EXPECT_EQ(user(api, admin, name)["sessions"], 0);
  EXPECT_EQ(api.ask(sent("POST", path + "/unblock", json::object(), admin)).status, 422U);
  EXPECT_EQ(api.ask(sent("POST", path + "/unblock", {{"password", kGood}}, admin)).status, 200U);
  EXPECT_EQ(signs_in(api, name, Api::kPassword), 401);
  EXPECT_EQ(signs_in(api, name, kGood), 200);
}

TEST(Accounts, GetANewPasswordAndAreSignedOutEverywhere) {
  Api api;
  const auto admin = api.sign_in("admin");
  const auto viewer = api.sign_in("viewer");
  const auto path = kUsers + "/" + name_in(api, viewer);
  EXPECT_EQ(api.ask(sent("POST", path + "/password", {{"password", "kort"}}, admin)).status, 422U);
  EXPECT_EQ(api.get("/api/v1/to-do", viewer).status, 200U);
  EXPECT_EQ(api.ask(sent("POST", path + "/password", {{"password", kGood}}, admin)).status, 200U);
  EXPECT_EQ(api.get("/api/v1/to-do", viewer).status, 401U);
  const auto again = api.sign_in("viewer");
  const auto other = kUsers + "/" + name_in(api, again);
  EXPECT_EQ(api.ask(sent("POST", other + "/sign-out", json::object(), admin)).status, 200U);
  EXPECT_EQ(api.get("/api/v1/to-do", again).status, 401U);
}

TEST(Accounts, OfOnesOwnAndTheLastAdministratorsKeepTheirRight) {
  Api api;
  const auto admin = api.sign_in("admin");
  const auto own = name_in(api, admin);
  const json less{{"displayName", "A"}, {"role", "viewer"}, {"orgUnit", ""}};
  EXPECT_EQ(put(api, admin, own, less).status, 422U);
  EXPECT_EQ(api.ask(sent("POST", kUsers + "/" + own + "/block", json::object(), admin)).status,
            422U);
  const auto key = api.key("admin");
  EXPECT_EQ(api.ask(sent("POST", kUsers + "/" + own + "/block", json::object(), key)).status, 422U)
      << "the last one";
  const auto second = api.sign_in("admin");
  EXPECT_EQ(api.ask(sent("POST", kUsers + "/" + own + "/block", json::object(), second)).status,
            200U);
  EXPECT_EQ(api.get(kUsers, admin).status, 401U);
  EXPECT_EQ(put(api, second, name_in(api, second),
                {{"displayName", "Ny"}, {"role", "admin"}, {"orgUnit", ""}})
                .status,
            200U)
      << "one's own name may change";
}

TEST(Accounts, ThatAnotherSystemVouchesForAreChangedThereAndCanBeBlockedHere) {
  Api api;
  const auto admin = api.sign_in("admin");
  must(api.backend().engine.write([](store::Writer& writer) {
    return store::put_provider_user(
        writer, {"oidc:anna", "https://login.exempel.se", "anna", "Anna", "editor", {}});
  }));
  const auto path = kUsers + "/oidc:anna";
  const auto shown = parsed(api.get(path, admin).body);
  EXPECT_EQ(shown["signIn"], "oidc");
  EXPECT_EQ(shown["issuer"], "https://login.exempel.se");
  EXPECT_EQ(shown["passwordAt"], nullptr);
  EXPECT_EQ(put(api, admin, "oidc:anna", {{"displayName", "A"}, {"role", "admin"}, {"orgUnit", ""}})
                .status,
            422U);
  EXPECT_EQ(api.ask(sent("POST", path + "/password", {{"password", kGood}}, admin)).status, 422U);
  EXPECT_EQ(api.ask(sent("POST", path + "/block", json::object(), admin)).status, 200U);
  EXPECT_EQ(parsed(api.get(path, admin).body)["blocked"], true);
  EXPECT_EQ(api.ask(sent("POST", path + "/unblock", json::object(), admin)).status, 200U);
  EXPECT_EQ(parsed(api.get(path, admin).body)["blocked"], false);
}

TEST(Accounts, AreListedInPagesAndChangesAreInTheLogByWhomTheyWereMade) {
  Api api;
  const auto admin = api.sign_in("admin");
  ASSERT_EQ(api.ask(sent("POST", kUsers, anna(), admin)).status, 201U);
  const auto page = parsed(api.get(kUsers + "?limit=1&page=2", admin).body);
  EXPECT_EQ(page["total"], 2);
  EXPECT_EQ(page["items"].size(), 1U);
  ASSERT_EQ(api.ask(sent("POST", kUsers + "/anna/block", json::object(), admin)).status, 200U);
  std::vector<std::string> told;
  must(api.backend().engine.read([&](store::Reader& reader) {
    return store::each_audit_record(reader, [&](const store::AuditRecord& record) {
      const auto& entry = record.entry;
      told.push_back(fmt::format("{} {} {}", entry.actor, entry.action, entry.object));
    });
  }));
  EXPECT_THAT(told, Contains("admin1 user.add user/anna"));
  EXPECT_THAT(told, Contains("admin1 user.remove user/anna"));
  EXPECT_EQ(api.get(kUsers + "/nobody", admin).status, 404U);
}

}  // namespace
}  // namespace tertil::http::testing
