// Promises 5.4: signing in and out over HTTP, and what a session may be used for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/audit.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kSession = "/api/v1/session";
const std::string kNobody = R"({"signIn":{"password":true,"oidc":null,"proxy":null},"user":null})";
const std::string kJson = "Content-Type: application/json\r\n";
constexpr const char* kRow =
    "keyFigure,region,year,value,status\nenergy-use-premises,13,2024,187.9,final\n";

std::string login_body(std::string_view name, std::string_view password) {
  return json{{"name", name}, {"password", password}}.dump();
}

Reply log_in(Api& api, std::string_view name, std::string_view password,
             const std::string& lines = kJson) {
  return api.ask(with_body("POST", kSession, login_body(name, password), lines));
}

/// "Cookie: …" as a browser would send it after this answer.
std::string cookie_of(const Reply& reply) {
  const auto set = reply.header("set-cookie");
  return "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
}

std::vector<std::string> audited(Api& api) {
  std::vector<std::string> actions;
  must(api.installation().engine().read([&](store::Reader& reader) {
    return store::each_audit_record(reader, [&](const store::AuditRecord& record) {
      actions.push_back(record.entry.action + " " + record.entry.actor);
    });
  }));
  return actions;
}

TEST(Session, OfNobodyIsNullAndAlways200) {
  Api api{Fill::kReferenceOnly};
  for (const std::string lines :
       {"", "Cookie: a=b\r\n", "Cookie: __Host-tertil-session=\r\n",
        "Cookie: __Host-tertil-session=0000000000000000000000000000000000000000000000000000000000"
        "000000\r\n",
        "Cookie: x__Host-tertil-session; =; __Host-tertil-session\r\n"}) {
    const auto reply = api.get(kSession, lines);
    EXPECT_EQ(reply.status, 200) << lines;
    EXPECT_EQ(reply.body, kNobody) << lines;
    EXPECT_EQ(reply.header("cache-control"), "no-store");
  }
}

TEST(Session, BeginsWithAPasswordAndEndsOnTheServer) {
  Api api{Fill::kReferenceOnly};
  api.add_account("anna", "coordinator");
  const auto entered = log_in(api, "Anna", Api::kPassword);
  ASSERT_EQ(entered.status, 200) << entered.body;
  EXPECT_EQ(entered.header("cache-control"), "no-store");
  EXPECT_THAT(entered.header("set-cookie"),
              ::testing::MatchesRegex("__Host-tertil-session=[0-9a-f]{64}; Path=/; Secure; "
                                      "HttpOnly; SameSite=Lax"));
  const auto cookie = cookie_of(entered);
  const auto who = parsed(entered.body);
  EXPECT_EQ(who["user"]["name"], "anna");
  EXPECT_EQ(who["user"]["displayName"], "Anna Å");
  EXPECT_EQ(who["user"]["role"], "coordinator");
  EXPECT_THAT(who["may"].get<std::vector<std::string>>(),
              ::testing::UnorderedElementsAre(
                  "import.send", "import.read", "import.retract", "held.release", "review.decide",
                  "source.read", "source.add", "measure.edit", "plan.edit", "assessment.decide",
                  "target.edit", "report.read", "report.edit", "todo.read", "account.own",
                  "audit.read", "drilldown.detail"));
  EXPECT_TRUE(parse_rfc3339(who["idleExpiresAt"].get<std::string>()));
  EXPECT_LT(who["idleExpiresAt"], who["expiresAt"]);

  const auto shown = parsed(api.get(kSession, cookie).body);
  EXPECT_EQ(shown["user"], who["user"]);
  EXPECT_EQ(shown["csrfToken"], who["csrfToken"]);

  const auto token = "X-CSRF-Token: " + who["csrfToken"].get<std::string>() + "\r\n";
  EXPECT_EQ(api.ask(with_body("DELETE", kSession, "", cookie)).status, 403) << "no token";
  EXPECT_EQ(api.ask(with_body("DELETE", kSession, "", cookie + "X-CSRF-Token: 00\r\n")).status,
            403);
  const auto left = api.ask(with_body("DELETE", kSession, "", cookie + token));
  EXPECT_EQ(left.status, 204) << left.body;
  EXPECT_THAT(left.header("set-cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(api.get(kSession, cookie).body, kNobody);
  EXPECT_EQ(api.get("/api/v1/imports", cookie).status, 401);
  EXPECT_EQ(api.ask(with_body("DELETE", kSession, "", cookie)).status, 204) << "again";
  EXPECT_THAT(audited(api), ::testing::ElementsAre("session.login anna", "session.logout anna"));
}

TEST(Session, RefusesWrongNamesAndWrongPasswordsWithTheSameAnswer) {
  Api api{Fill::kReferenceOnly};
  api.add_account("anna", "viewer");
  const auto wrong = log_in(api, "anna", "fel lösenord här");
  const auto nobody = log_in(api, "carl", "fel lösenord här");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(nobody.status, 401);
  const auto without_id = [](const Reply& reply) {
    auto problem = parsed(reply.body);
    problem.erase("instance");
    return problem;
  };
  EXPECT_EQ(without_id(wrong), without_id(nobody));
  EXPECT_EQ(wrong.header("set-cookie"), "");
  EXPECT_THAT(wrong.body, Not(HasSubstr("lösenord här")));
}

TEST(Session, TakesOnlyJsonFromOurOwnPages) {
  Api api{Fill::kReferenceOnly};
  api.add_account("anna", "viewer");
  for (const std::string type :
       {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    EXPECT_EQ(log_in(api, "anna", Api::kPassword, "Content-Type: " + type + "\r\n").status, 415);
  for (const std::string site : {"cross-site", "same-site", "none"})
    EXPECT_EQ(
        log_in(api, "anna", Api::kPassword, kJson + "Sec-Fetch-Site: " + site + "\r\n").status,
        403);
  EXPECT_EQ(log_in(api, "anna", Api::kPassword, kJson + "Sec-Fetch-Site: same-origin\r\n").status,
            200);
  for (const std::string body :
       {"", "[]", "{}", R"({"name":"anna"})", R"({"name":"anna","password":1})",
        R"({"name":"anna","password":"x","password":"y"})"})
    EXPECT_EQ(api.ask(with_body("POST", kSession, body, kJson)).status, 400) << body;
}

TEST(Session, FiveFailedAttemptsAMinuteAreEnough) {
  Api api{Fill::kReferenceOnly};
  api.add_account("anna", "viewer");
  for (int i = 0; i < 20; ++i)
    ASSERT_EQ(log_in(api, "anna", Api::kPassword).status, 200) << "right ones do not count";
  for (int i = 0; i < 5; ++i) ASSERT_EQ(log_in(api, "anna", "fel lösenord här").status, 401) << i;
  const auto refused = log_in(api, "anna", Api::kPassword);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("retry-after"), "12");
  EXPECT_EQ(log_in(api, "bo", "fel lösenord här").status, 429) << "the same address";
  EXPECT_EQ(api.get(kSession).status, 200);
}

TEST(Session, MayBeUsedForWhatItsRoleMayAndChangesNeedItsToken) {
  Api api{Fill::kReferenceOnly};
  const auto path = "/api/v1/imports?source=own-key-figures";
  const auto lines = api.sign_in("coordinator");
  const auto cookie = lines.substr(0, lines.find("\r\n") + 2);
  const std::string csv = "Content-Type: text/csv\r\n";
  EXPECT_EQ(api.ask(with_body("POST", path, kRow, cookie + csv)).status, 403) << "no token";
  EXPECT_EQ(
      api.ask(with_body("POST", path, kRow, lines + csv + "Sec-Fetch-Site: cross-site\r\n")).status,
      403);
  const auto stored =
      api.ask(with_body("POST", path, kRow, lines + csv + "Sec-Fetch-Site: same-origin\r\n"));
  ASSERT_EQ(stored.status, 201) << stored.body;
  const auto list = api.get("/api/v1/imports", cookie);
  EXPECT_EQ(list.status, 200) << "reading needs no token";
  EXPECT_EQ(list.header("cache-control"), "no-store");

  const auto retract =
      "/api/v1/imports/" + parsed(stored.body)["id"].get<std::string>() + "/retract";
  EXPECT_EQ(api.ask(with_body("POST", retract, "reason=x",
                              lines + "Content-Type: application/x-www-form-urlencoded\r\n"))
                .status,
            415);
  EXPECT_EQ(api.ask(with_body("POST", retract, "", cookie)).status, 403);
  EXPECT_EQ(api.ask(with_body("POST", retract, "", lines)).status, 200);

  const auto other = api.sign_in("coordinator");
  const auto others_token = other.substr(other.find("X-CSRF"));
  EXPECT_EQ(api.ask(with_body("POST", path, kRow, cookie + others_token + csv)).status, 403)
      << "a token of another session";
}

TEST(Session, IsFoundAmongOtherCookiesOnOneLineOrSeveral) {
  Api api{Fill::kReferenceOnly};
  const auto lines = api.sign_in("admin");
  const auto pair = lines.substr(8, lines.find("\r\n") - 8);
  for (const auto& cookies : {"Cookie: a=b; " + pair + "; c=d\r\n", "Cookie: " + pair + ";c=d\r\n",
                              "Cookie: a=b\r\nCookie: " + pair + "\r\n",
                              "Cookie: x" + pair + "\r\nCookie: " + pair + "\r\n",
                              "Authorization: Basic dGVydGlsOng=\r\nCookie: " + pair + "\r\n"})
    EXPECT_EQ(api.get("/api/v1/imports", cookies).status, 200) << cookies;
  EXPECT_EQ(api.get("/api/v1/imports", "Cookie: x" + pair + "\r\n").status, 401);
  EXPECT_EQ(api.get("/api/v1/imports", "Cookie: " + pair + "x\r\n").status, 401);
}

TEST(Session, ADenialIsWrittenDownOncePerAttemptUpToALimit) {
  Api api{Fill::kReferenceOnly};
  const auto lines = api.sign_in("viewer");
  for (int i = 0; i < 30; ++i) EXPECT_EQ(api.get("/api/v1/imports", lines).status, 403);
  const auto all = audited(api);
  const auto denials = std::ranges::count(all, "access.denied viewer1");
  EXPECT_GE(denials, 10);
  EXPECT_LE(denials, 12);
}

TEST(Session, AddsNothingToWhatIsPublished) {
  Api api{Fill::kReferenceOnly};
  const auto lines = api.sign_in("viewer");
  const auto anonymous = api.get("/api/v1/regions");
  const auto signed_in = api.get("/api/v1/regions", lines);
  EXPECT_EQ(signed_in.body, anonymous.body);
  EXPECT_EQ(signed_in.header("etag"), anonymous.header("etag"));
  EXPECT_TRUE(api.get_json("/api/v1/api-info")["signIn"]);
}

}  // namespace
}  // namespace tertil::http::testing
