// Signing in by another system, as a browser meets it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/remote/http_client.hpp"
#include "service/store/audit.hpp"
#include "service/store/reminders.hpp"
#include "tests/service/access/provider_double.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::ProviderDouble;

const std::string kStart = "/api/v1/session/oidc/start";
const std::string kCallback = "/api/v1/session/oidc/callback";
const std::string kByProxy = "/api/v1/session/proxy";
constexpr const char* kSecret = "en-hemlighet-som-proxyn-delar-med-oss";

std::string parameter(const std::string& address, const std::string& name) {
  const auto at = address.find(name + '=');
  if (at == std::string::npos) return {};
  const auto begin = at + name.size() + 1;
  return address.substr(begin, address.find('&', begin) - begin);
}

/// The cookie of that name as the browser would send it back; empty if it was not set.
std::string cookie_in(const Reply& reply, std::string_view name) {
  const auto at = reply.head.find(fmt::format("Set-Cookie: {}=", name));
  if (at == std::string::npos) return {};
  const auto begin = at + 12;
  return "Cookie: " + reply.head.substr(begin, reply.head.find(';', begin) - begin) + "\r\n";
}

std::vector<std::string> failures(Api& api) {
  std::vector<std::string> notes;
  must(api.installation().engine().read([&](store::Reader& reader) {
    return store::each_audit_record(reader, [&](const store::AuditRecord& record) {
      if (record.entry.action == "session.login-failed")
        notes.push_back(record.entry.object + " " + record.entry.note);
    });
  }));
  return notes;
}

class ByProvider : public ::testing::Test {
 protected:
  ByProvider() {
    provider_.now = system_clock().now().microseconds / 1'000'000;
    api_ = std::make_unique<Api>(Fill::kReferenceOnly, [this](Backend& backend, Options&) {
      backend.oidc = std::make_shared<access::OidcSignIn>(
          access::OidcSettings{.issuer = provider_.issuer(),
                               .name = "Region \"Exempel\"",
                               .client = ProviderDouble::kClient,
                               .secret = "hemlig",
                               .public_url = "https://klimat.exempel.se",
                               .email_claim = {},
                               .roles = {{"klimat", access::Role::kCoordinator, {}}}},
          [] {
            return std::make_unique<collectors::remote::HttpClient>(
                collectors::remote::ClientOptions{});
          },
          access::steady_ms);
    });
  }
  Reply begin(const std::string& query = "?till=/import/ny", const std::string& lines = {}) {
    auto reply = api_->get(kStart + query, lines);
    provider_.nonce = parameter(reply.header("location"), "nonce");
    return reply;
  }
  [[nodiscard]] std::string back(const Reply& begun) const {
    return fmt::format("{}?code=kod&state={}&iss={}&session_state=x.y&scope=openid", kCallback,
                       parameter(begun.header("location"), "state"), provider_.issuer());
  }

  ProviderDouble provider_;
  std::unique_ptr<Api> api_;
};

TEST_F(ByProvider, GivesASessionWithTheRoleOfTheGroupAndLeadsOn) {
  const auto begun = begin("?till=/import/ny%3Fnamn=%C3%A5");
  ASSERT_EQ(begun.status, 302);
  EXPECT_EQ(begun.header("cache-control"), "no-store");
  EXPECT_THAT(begun.header("set-cookie"),
              ::testing::MatchesRegex("__Host-tertil-sign-in=[-_A-Za-z0-9]{43}; Path=/; Secure; "
                                      "HttpOnly; SameSite=Lax; Max-Age=600"));
  const auto ended =
      api_->get(back(begun), cookie_in(begun, kSignInCookie) + "Sec-Fetch-Site: cross-site\r\n");
  ASSERT_EQ(ended.status, 302) << ended.body;
  EXPECT_EQ(ended.header("location"), "/import/ny?namn=%C3%A5");
  EXPECT_THAT(ended.head, HasSubstr("__Host-tertil-sign-in=; Path=/; Secure; HttpOnly; "
                                    "SameSite=Lax; Max-Age=0"));
  const auto cookie = cookie_in(ended, kSessionCookie);
  const auto who = parsed(api_->get("/api/v1/session", cookie).body);
  EXPECT_EQ(who["user"]["role"], "coordinator");
  EXPECT_EQ(who["user"]["displayName"], "Anna Å");
  EXPECT_EQ(who["signIn"]["oidc"]["name"], "Region \"Exempel\"");
  EXPECT_EQ(api_->get("/api/v1/imports", cookie).status, 200);
  const auto token = "X-CSRF-Token: " + who["csrfToken"].get<std::string>() + "\r\n";
  EXPECT_EQ(api_->ask(with_body("DELETE", "/api/v1/session", "", cookie + token)).status, 204);
  EXPECT_EQ(parsed(api_->get("/api/v1/session", cookie).body)["user"], nullptr);
}

TEST_F(ByProvider, TakesTheAddressOfRemindersOnlyWhereThatIsSetUpAndItIsSure) {
  const auto address = [&](bool set_up, const json& said, const json& verified) {
    auto settings = api_->backend().oidc->settings();
    settings.email_claim = set_up ? "email" : "";
    access::OidcSignIn oidc{settings,
                            [] {
                              return std::make_unique<collectors::remote::HttpClient>(
                                  collectors::remote::ClientOptions{});
                            },
                            access::steady_ms};
    provider_.manners.token = [&](json&, json& claims) {
      claims.erase("email");
      claims.erase("email_verified");
      if (!said.is_null()) claims["email"] = said;
      if (!verified.is_null()) claims["email_verified"] = verified;
    };
    const auto start = oidc.start(api_->installation().engine(), system_clock(), "/import", "");
    provider_.nonce = parameter(start->location, "nonce");
    const auto end =
        oidc.finish(api_->installation().engine(), system_clock(), *api_->backend().people,
                    {.state = parameter(start->location, "state"),
                     .code = "kod",
                     .issuer = provider_.issuer(),
                     .error = {},
                     .browser = start->browser,
                     .old_session = {},
                     .request = {}});
    if (!end) throw std::runtime_error{std::string{access::code_of(end.error().fault)}};
    std::string email;
    must(api_->installation().engine().read([&](store::Reader& reader) -> Result<void> {
      email = must(store::mail_wish(reader, end->login.who.name))->email;
      return {};
    }));
    return email;
  };
  EXPECT_EQ(address(false, "anna@region.example", nullptr), "");
  EXPECT_EQ(address(true, nullptr, nullptr), "");
  EXPECT_EQ(address(true, "anna@region.example", false), "") << "not verified";
  EXPECT_EQ(address(true, "anna@region.example\r\nBcc: x@y.example", true), "");
  EXPECT_EQ(address(true, 7, true), "");
  EXPECT_EQ(address(true, "anna@region.example", true), "anna@region.example");
  EXPECT_EQ(address(true, "a@b.example", nullptr), "a@b.example") << "follows the provider";
  EXPECT_EQ(address(true, nullptr, nullptr), "a@b.example") << "nothing said, nothing changed";
}

TEST_F(ByProvider, LeadsBackToThePageWithAReasonAndNoSessionWhereSomethingIsWrong) {
  provider_.manners.token = [](json&, json& claims) { claims["nonce"] = "annan"; };
  const auto begun = begin("?till=/import?lang=en");
  const auto ended = api_->get(back(begun), cookie_in(begun, kSignInCookie));
  EXPECT_EQ(ended.status, 302);
  EXPECT_EQ(ended.header("location"), "/logga-in?fel=untrusted&lang=en&till=%2Fimport%3Flang%3Den");
  EXPECT_EQ(cookie_in(ended, kSessionCookie), "");
  provider_.manners.token = [](json&, json& claims) { claims["groups"] = {"annan"}; };
  const auto other = begin();
  EXPECT_EQ(api_->get(back(other), cookie_in(other, kSignInCookie)).header("location"),
            "/logga-in?fel=no-group&till=%2Fimport%2Fny");
  EXPECT_EQ(api_->get(back(other), "").header("location"), "/logga-in?fel=again");
  EXPECT_THAT(failures(*api_),
              ::testing::ElementsAre("session/oidc wrong-nonce", "session/oidc no-group",
                                     "session/oidc other-browser"));
}

TEST_F(ByProvider, BeginsNothingForAnotherSiteOrForHead) {
  for (const auto* site : {"cross-site", "same-site"}) {
    const auto begun = begin("", fmt::format("Sec-Fetch-Site: {}\r\n", site));
    EXPECT_EQ(begun.header("location"), "/logga-in?fel=again") << site;
    EXPECT_EQ(begun.header("set-cookie"), "");
  }
  const auto head =
      api_->ask("HEAD " + kStart + " HTTP/1.1\r\nHost: a\r\n\r\n", true).header("location");
  EXPECT_EQ(head, "/logga-in?fel=again");
  EXPECT_EQ(begin("?till=/&okänd=1").status, 400);
  EXPECT_EQ(api_->get(kCallback + "?state=a&state=b").status, 400) << "which one is meant?";
}

TEST_F(ByProvider, FiveFailedAnswersAMinuteAreEnough) {
  for (int i = 0; i < 8; ++i) {
    const auto begun = begin();
    ASSERT_EQ(api_->get(back(begun), cookie_in(begun, kSignInCookie)).header("location"),
              "/import/ny")
        << "right ones do not count";
  }
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(api_->get(kCallback + "?state=x").header("location"), "/logga-in?fel=again");
  const auto refused = api_->get(kCallback + "?state=x");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("retry-after"), "12");
  EXPECT_EQ(api_->get(kCallback + "?state=x", "Accept: text/html\r\n").header("location"),
            "/logga-in?fel=too-many");
}

TEST_F(ByProvider, SixtySignInsThatNobodyEndsAreEnough) {
  int begun = 0;
  while (begun < 100 && begin().status == 302) ++begun;
  EXPECT_GE(begun, 60);
  EXPECT_LE(begun, 75) << "one more for each second that the test takes";
}

TEST_F(ByProvider, IsToldToThePageWhenItDoesNotAnswer) {
  provider_.manners.discovery = [](json& document) { document["issuer"] = "https://elak"; };
  EXPECT_EQ(begin().header("location"), "/logga-in?fel=provider&till=%2Fimport%2Fny");
  EXPECT_THAT(failures(*api_), ::testing::ElementsAre("session/oidc wrong-discovery: another "
                                                      "issuer"));
}

TEST(ByProviderNotSetUp, IsNotThere) {
  Api api{Fill::kReferenceOnly};
  for (const auto& path : {kStart, kCallback + "?code=x&state=y", kByProxy})
    EXPECT_EQ(api.get(path).status, 404) << path;
}

std::string proxy_lines(const std::string& secret, const std::string& user = "anna",
                        const std::string& groups = "alla, klimat") {
  return fmt::format(
      "X-Tertil-Secret: {}\r\nX-Tertil-User: {}\r\nX-Tertil-Name: Anna Å\r\n"
      "X-Tertil-Groups: {}\r\n",
      secret, user, groups);
}

class ByProxy : public ::testing::Test {
 protected:
  ByProxy()
      : api_{Fill::kReferenceOnly, [](Backend& backend, Options& options) {
               options.header_peers = {"127.0.0.1"};
               options.trusted_proxies = {"127.0.0.3"};
               backend.proxy =
                   std::make_shared<access::TrustedHeaderSettings>(access::TrustedHeaderSettings{
                       .name = "proxyn",
                       .secret = kSecret,
                       .roles = {{"klimat", access::Role::kEditor, "RGS"},
                                 {"drift", access::Role::kEditor, "HS"}}});
             }} {}
  Api api_;
};

TEST_F(ByProxy, SignsInWhoeverTheProxyNamesWithTheSharedSecret) {
  const auto entered = api_.get(kByProxy + "?till=/import/ny", proxy_lines(kSecret));
  ASSERT_EQ(entered.status, 302) << entered.body;
  EXPECT_EQ(entered.header("location"), "/import/ny");
  const auto who = parsed(api_.get("/api/v1/session", cookie_in(entered, kSessionCookie)).body);
  EXPECT_EQ(who["user"]["name"], "proxy:anna");
  EXPECT_EQ(who["user"]["displayName"], "Anna Å");
  EXPECT_EQ(who["user"]["role"], "editor");
  EXPECT_EQ(who["user"]["orgUnit"], "RGS");
  EXPECT_EQ(who["signIn"]["proxy"]["name"], "proxyn");
}

TEST_F(ByProxy, WhoeverWorksForAnotherAdministrationNowHasItsRightsAndNoOlderSession) {
  const auto before = cookie_in(api_.get(kByProxy, proxy_lines(kSecret)), kSessionCookie);
  const auto moved =
      cookie_in(api_.get(kByProxy, proxy_lines(kSecret, "anna", "drift")), kSessionCookie);
  EXPECT_EQ(parsed(api_.get("/api/v1/session", moved).body)["user"]["orgUnit"], "HS");
  EXPECT_EQ(parsed(api_.get("/api/v1/session", before).body)["user"], nullptr);
}

TEST_F(ByProxy, IsNotBelievedWithoutTheSecretOrWithSomethingDouble) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {proxy_lines(""), "wrong-proxy-secret"},
      {proxy_lines("fel"), "wrong-proxy-secret"},
      {proxy_lines(std::string{kSecret} + "x"), "wrong-proxy-secret"},
      {"X-Tertil-User: anna\r\nX-Tertil-Groups: klimat\r\n", "wrong-proxy-secret"},
      {proxy_lines(kSecret, ""), "no-user"},
      {"X-Tertil-User: admin\r\n" + proxy_lines(kSecret), "no-user"},
      {proxy_lines(kSecret) + "x-tertil-groups: klimat\r\n", "no-user"},
      {proxy_lines(kSecret, "anna", "Klimat,alla"), "no-group"}};
  std::vector<std::string> expected;
  int at = 0;
  for (const auto& [lines, reason] : cases) {
    Api fresh{Fill::kReferenceOnly, [](Backend& backend, Options& options) {
                options.header_peers = {"127.0.0.1"};
                backend.proxy =
                    std::make_shared<access::TrustedHeaderSettings>(access::TrustedHeaderSettings{
                        .name = "proxyn",
                        .secret = kSecret,
                        .roles = {{"klimat", access::Role::kEditor, {}}}});
              }};
    const auto reply = fresh.get(kByProxy, lines);
    EXPECT_EQ(reply.status, 302) << at;
    EXPECT_THAT(reply.header("location"), ::testing::StartsWith("/logga-in?fel=")) << at;
    EXPECT_EQ(cookie_in(reply, kSessionCookie), "") << at;
    EXPECT_THAT(failures(fresh), ::testing::ElementsAre("session/proxy " + reason)) << at++;
  }
}

TEST_F(ByProxy, DropsTheHeadersOfEverybodyElse) {
  const auto asking = testing::get(kByProxy, proxy_lines(kSecret));
  EXPECT_EQ(api_.ask(asking, false, "127.0.0.2").status, 404);
  // A proxy that forwards for the peer is not the peer.
  const auto forwarded =
      testing::get(kByProxy, proxy_lines(kSecret) + "X-Forwarded-For: 127.0.0.1\r\n");
  EXPECT_EQ(api_.ask(forwarded, false, "127.0.0.3").status, 404);
  EXPECT_THAT(failures(api_), ::testing::IsEmpty());
}

TEST_F(ByProxy, IsHeardNowhereElse) {
  const auto lines = proxy_lines(kSecret);
  EXPECT_EQ(parsed(api_.get("/api/v1/session", lines).body)["user"], nullptr);
  EXPECT_EQ(api_.get("/api/v1/imports", lines).status, 401);
}

}  // namespace
}  // namespace tertil::http::testing
