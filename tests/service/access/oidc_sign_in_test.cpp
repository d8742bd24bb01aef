// Signing in by an OpenID provider that does as it should, and by one that does not.
#include "service/access/oidc_sign_in.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "collectors/remote/http_client.hpp"
#include "service/store/provider_users.hpp"
#include "tests/service/access/people_fixture.hpp"
#include "tests/service/access/provider_double.hpp"

namespace tertil::access {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::ProviderDouble;
using tests::SigningKey;

std::string parameter(const std::string& address, const std::string& name) {
  const auto at = address.find(name + '=');
  if (at == std::string::npos) return {};
  const auto begin = at + name.size() + 1;
  return address.substr(begin, address.find('&', begin) - begin);
}

std::string sha256_base64url(const std::string& text) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return tests::base64url(digest);
}

class OidcSignInTest : public PeopleTest {
 protected:
  void SetUp() override {
    PeopleTest::SetUp();
    provider_.now = wall_.now().microseconds / 1'000'000;
    settings_ = {.issuer = provider_.issuer(),
                 .name = "Region Halland",
                 .client = ProviderDouble::kClient,
                 .secret = "klient:hemlighet/å",
                 .public_url = "https://klimat.exempel.se",
                 .email_claim = {},
                 .roles = {{"admin-grupp", Role::kAdmin, {}},
                           {"klimat", Role::kCoordinator, {}},
                           {"alla", Role::kViewer, {}}}};
    renew();
  }
  /// As after a restart: nothing of the provider is remembered.
  void renew() {
    sign_in_ = std::make_unique<OidcSignIn>(
        settings_,
        [] {
          return std::make_unique<collectors::remote::HttpClient>(
              collectors::remote::ClientOptions{});
        },
        [this] { return steady_; });
  }
  OidcStart begin(const std::string& till = "/import/ny", const std::string& browser = {}) {
    auto begun = sign_in_->start(*engine_, wall_, till, browser);
    EXPECT_TRUE(begun) << code_of(begun.error().fault) << begun.error().detail;
    provider_.nonce = parameter(begun->location, "nonce");
    return *begun;
  }
  OidcAnswer answer_to(const OidcStart& begun) {
    return {.state = parameter(begun.location, "state"),
            .code = "kod",
            .issuer = provider_.issuer(),
            .error = {},
            .browser = begun.browser,
            .old_session = {},
            .request = "req"};
  }
  OrRefused<OidcEnd> finish(const OidcAnswer& answer) {
    return sign_in_->finish(*engine_, wall_, *people_, answer);
  }
  OrRefused<OidcEnd> go_through() { return finish(answer_to(begin())); }
  /// Nobody has got in, the reason is this one, and the audit log says so.
  void expect_refused(const OrRefused<OidcEnd>& end, SignInFault fault) {
    ASSERT_FALSE(end) << "expected " << code_of(fault);
    EXPECT_EQ(code_of(end.error().fault), code_of(fault)) << end.error().detail;
    const auto log = audit();
    ASSERT_FALSE(log.empty());
    EXPECT_EQ(log.back().entry.action, "session.login-failed");
    EXPECT_THAT(log.back().entry.note, ::testing::StartsWith(std::string{code_of(fault)}));
    EXPECT_EQ(sessions(), 0);
  }
  int sessions() {
    int found = 0;
    EXPECT_TRUE(engine_->read([&](store::Reader& reader) -> Result<void> {
      const auto rows = reader.query("SELECT COUNT(*) FROM session", {});
      found = static_cast<int>(std::get<std::int64_t>((*rows)[0][0]));
      return {};
    }));
    return found;
  }
  store::User stored(const std::string& name) {
    store::User user;
    EXPECT_TRUE(engine_->read([&](store::Reader& reader) -> Result<void> {
      user = store::find_user(reader, name).value().value();
      return {};
    }));
    return user;
  }

  ProviderDouble provider_;
  OidcSettings settings_;
  std::unique_ptr<OidcSignIn> sign_in_;
};

TEST_F(OidcSignInTest, LeadsToTheProviderWithStateNonceAndAPkceChallenge) {
  const auto begun = begin();
  EXPECT_THAT(begun.location,
              AllOf(::testing::StartsWith(provider_.issuer() + "/authorize?response_type=code"),
                    HasSubstr("code_challenge_method=S256"), HasSubstr("scope=openid%20profile"),
                    HasSubstr("redirect_uri=https%3A%2F%2Fklimat.exempel.se%2Fapi%2Fv1%2Fsession"
                              "%2Foidc%2Fcallback"),
                    Not(HasSubstr(begun.browser))));
  for (const auto* name : {"state", "nonce", "code_challenge"})
    EXPECT_EQ(parameter(begun.location, name).size(), 43U) << name;
  const auto again = begin();
  EXPECT_NE(parameter(begun.location, "state"), parameter(again.location, "state"));
  EXPECT_NE(begun.browser, again.browser);
  EXPECT_EQ(begin("/", begun.browser).browser, begun.browser) << "another tab of the browser";
}

TEST_F(OidcSignInTest, LetsSomebodyInWithTheRoleOfTheirGroupAndNothingElseOfThemIsKept) {
  const auto begun = begin();
  const auto end = finish(answer_to(begun));
  ASSERT_TRUE(end) << code_of(end.error().fault) << end.error().detail;
  EXPECT_EQ(end->till, "/import/ny");
  EXPECT_EQ(end->login.who.name, "oidc:anna.andersson");
  EXPECT_EQ(end->login.who.display_name, "Anna Å");
  EXPECT_EQ(end->login.who.role, Role::kCoordinator);
  EXPECT_TRUE(find(end->login.session));
  const auto user = stored("oidc:anna.andersson");
  EXPECT_EQ(user.password_hash, "");
  EXPECT_FALSE(log_in("oidc:anna.andersson", "")) << "there is no password to sign in with";
  const auto log = audit();
  EXPECT_EQ(log[0].entry.action, "session.login");
  EXPECT_EQ(log[0].entry.note, "oidc");

  const auto asked = provider_.seen().at(1);
  EXPECT_EQ(asked.target, "/token");
  EXPECT_THAT(asked.head, HasSubstr("Authorization: Basic "));
  EXPECT_THAT(asked.body, AllOf(HasSubstr("grant_type=authorization_code"), HasSubstr("code=kod"),
                                Not(HasSubstr("hemlighet"))));
  EXPECT_EQ(sha256_base64url(parameter(asked.body, "code_verifier")),
            parameter(begun.location, "code_challenge"));
  std::string store;
  for (const auto* file : {"tertil.db", "tertil.db-wal"}) {
    std::ifstream stream{folder_ / file, std::ios::binary};
    store.append(std::istreambuf_iterator<char>{stream}, {});
  }
  EXPECT_THAT(store, HasSubstr("anna.andersson"));
  for (const auto* secret : {"hemlig-a", "hemlig-r", "anna@exempel.se"})
    EXPECT_EQ(store.find(secret), std::string::npos) << secret;
  EXPECT_EQ(store.find(begun.browser), std::string::npos) << "the browser's secret";
}

TEST_F(OidcSignInTest, TakesTheThreeWaysOfSigning) {
  const SigningKey curve{"ec", SigningKey::Kind::kP256};
  provider_.manners.keys = {&ProviderDouble::key(), &curve};
  for (const auto* algorithm : {"RS256", "PS256", "ES256"}) {
    provider_.manners.algorithm = algorithm;
    provider_.manners.signs_with = algorithm == std::string{"ES256"} ? &curve : nullptr;
    const auto end = go_through();
    EXPECT_TRUE(end) << algorithm << code_of(end.error().fault);
  }
}

struct Forgery {
  const char* name;
  SignInFault fault;
  std::function<void(json& header, json& claims)> change;
};

std::ostream& operator<<(std::ostream& out, const Forgery& forgery) { return out << forgery.name; }

class ForgedToken : public OidcSignInTest, public ::testing::WithParamInterface<Forgery> {};

TEST_P(ForgedToken, IsRefusedWithItsOwnReason) {
  provider_.manners.token = GetParam().change;
  expect_refused(go_through(), GetParam().fault);
}

INSTANTIATE_TEST_SUITE_P(, ForgedToken,
                         ::testing::Values(
                             Forgery{"WrongNonce", SignInFault::kNonce,
                                     [](json&, json& c) { c["nonce"] = "annan"; }},
                             Forgery{"NoNonce", SignInFault::kNonce,
                                     [](json&, json& c) { c.erase("nonce"); }},
                             Forgery{"WrongIssuer", SignInFault::kIssuer,
                                     [](json&, json& c) { c["iss"] = "https://elak.exempel"; }},
                             Forgery{"IssuerWithASlash", SignInFault::kIssuer,
                                     [](json&, json& c) {
                                       c["iss"] = c["iss"].get<std::string>() + "/";
                                     }},
                             Forgery{"WrongAudience", SignInFault::kAudience,
                                     [](json&, json& c) { c["aud"] = "annan-klient"; }},
                             Forgery{"NoAudience", SignInFault::kAudience,
                                     [](json&, json& c) { c.erase("aud"); }},
                             Forgery{"WrongParty", SignInFault::kParty,
                                     [](json&, json& c) { c["azp"] = "annan"; }},
                             Forgery{"SeveralAudiencesWithoutParty", SignInFault::kParty,
                                     [](json&, json& c) {
                                       c["aud"] = {"tertil", "annan"};
                                     }},
                             Forgery{"Expired", SignInFault::kExpired,
                                     [](json&, json& c) {
                                       c["exp"] = c["iat"].get<std::int64_t>() - 60;
                                     }},
                             Forgery{"NoExpiry", SignInFault::kBadToken,
                                     [](json&, json& c) { c.erase("exp"); }},
                             Forgery{"ExpiryAsText", SignInFault::kBadToken,
                                     [](json&, json& c) { c["exp"] = "9"; }},
                             Forgery{"IssuedInTheFuture", SignInFault::kNotYet,
                                     [](json&, json& c) {
                                       c["iat"] = c["iat"].get<std::int64_t>() + 61;
                                     }},
                             Forgery{"NotYetValid", SignInFault::kNotYet,
                                     [](json&, json& c) {
                                       c["nbf"] = c["iat"].get<std::int64_t>() + 61;
                                     }},
                             Forgery{"NoSubject", SignInFault::kBadToken,
                                     [](json&, json& c) { c.erase("sub"); }},
                             Forgery{"NoGroup", SignInFault::kNoGroup,
                                     [](json&, json& c) { c.erase("groups"); }},
                             Forgery{"GroupsInOtherLetters", SignInFault::kNoGroup,
                                     [](json&, json& c) {
                                       c["groups"] = {"Klimat", "klimat "};
                                     }},
                             Forgery{"GroupsThatAreNoTexts", SignInFault::kBadToken,
                                     [](json&, json& c) {
                                       c["groups"] = {{{"klimat", true}}};
                                     }},
                             Forgery{"CriticalExtension", SignInFault::kBadToken,
                                     [](json& h, json&) { h["crit"] = {"b64"}; }},
                             Forgery{"AlgorithmNone", SignInFault::kAlgorithm,
                                     [](json& h, json&) { h["alg"] = "none"; }},
                             Forgery{"AlgorithmHs256", SignInFault::kAlgorithm,
                                     [](json& h, json&) { h["alg"] = "HS256"; }},
                             Forgery{"AlgorithmRs512", SignInFault::kAlgorithm,
                                     [](json& h, json&) { h["alg"] = "RS512"; }},
                             Forgery{"AnotherAlgorithmThanItIsSignedWith", SignInFault::kSignature,
                                     [](json& h, json&) { h["alg"] = "PS256"; }},
                             Forgery{"AnotherKindOfKey", SignInFault::kUnknownKey,
                                     [](json& h, json&) { h["alg"] = "ES256"; }},
                             Forgery{"KeyGivenByTheToken", SignInFault::kUnknownKey,
                                     [](json& h, json&) {
                                       h["kid"] = "egen";
                                       h["jku"] = "https://elak.exempel/keys";
                                     }}),
                         [](const auto& tested) { return tested.param.name; });

TEST_F(OidcSignInTest, RefusesAnUnsignedTokenAndOneSignedWithThePublicKeyAsSecret) {
  for (const auto* algorithm : {"none", "HS256"}) {
    provider_.manners.algorithm = algorithm;
    expect_refused(go_through(), SignInFault::kAlgorithm);
  }
}

TEST_F(OidcSignInTest, AllowsOnlyWhatTheProvidersOwnDocumentNames) {
  provider_.manners.discovery = [](json& document) {
    document["id_token_signing_alg_values_supported"] = {"ES256"};
  };
  expect_refused(go_through(), SignInFault::kAlgorithm);
}

TEST_F(OidcSignInTest, RefusesWhatAnotherKeyOfTheSameNameHasSigned) {
  const SigningKey forged{"k1"};
  provider_.manners.signs_with = &forged;
  expect_refused(go_through(), SignInFault::kSignature);
}

TEST_F(OidcSignInTest, RefusesWeakKeysAndOtherCurves) {
  const SigningKey weak{"weak", SigningKey::Kind::kSmallRsa};
  const SigningKey curve{"p384", SigningKey::Kind::kP384};
  provider_.manners.keys = {&weak, &curve};
  expect_refused(go_through(), SignInFault::kUnknownKey);
  provider_.manners.algorithm = "ES256";
  provider_.manners.signs_with = &curve;
  expect_refused(go_through(), SignInFault::kUnknownKey);
}

TEST_F(OidcSignInTest, AllowsClocksThatAreAMinuteApart) {
  for (const int seconds : {-59, 60}) {
    provider_.manners.token = [seconds](json&, json& claims) {
      const auto now = claims["iat"].get<std::int64_t>();
      claims["exp"] = seconds < 0 ? now + seconds : now + 300;
      claims["iat"] = seconds < 0 ? now + seconds : now + seconds;
    };
    EXPECT_TRUE(go_through()) << seconds;
  }
}

TEST_F(OidcSignInTest, FetchesAnUnknownKeyOnceAMinuteAndARotatedOneAtOnce) {
  ASSERT_TRUE(go_through());
  EXPECT_EQ(provider_.asked_for("/keys"), 1);
  const SigningKey rotated{"k2"};
  provider_.manners.keys = {&ProviderDouble::key(), &rotated};
  provider_.manners.signs_with = &rotated;
  EXPECT_TRUE(go_through()) << "a rotated key";
  EXPECT_EQ(provider_.asked_for("/keys"), 2);
  EXPECT_TRUE(go_through());
  EXPECT_EQ(provider_.asked_for("/keys"), 2);

  EXPECT_TRUE(engine_->write([](store::Writer& writer) -> Result<void> {
    return store::end_sessions_of(writer, "oidc:anna.andersson").map([](auto) {});
  }));
  const SigningKey unknown{"k3"};
  provider_.manners.signs_with = &unknown;
  for (int i = 0; i < 3; ++i) expect_refused(go_through(), SignInFault::kUnknownKey);
  EXPECT_EQ(provider_.asked_for("/keys"), 3);
  pass(kMinute);
  provider_.now += 60;
  expect_refused(go_through(), SignInFault::kUnknownKey);
  EXPECT_EQ(provider_.asked_for("/keys"), 4);
}

TEST_F(OidcSignInTest, RefusesAStateThatIsNotOurs) {
  auto answer = answer_to(begin());
  answer.state = tests::base64url(std::string(32, 'x'));
  expect_refused(finish(answer), SignInFault::kUnknownState);
  answer.state = "' OR 1=1 --";
  expect_refused(finish(answer), SignInFault::kUnknownState);
  EXPECT_EQ(provider_.asked_for("/token"), 0) << "the code is not sent";
}

TEST_F(OidcSignInTest, RefusesAnAnswerInAnotherBrowserThanTheOneThatBegan) {
  auto answer = answer_to(begin());
  answer.browser = {};
  expect_refused(finish(answer), SignInFault::kOtherBrowser);
  answer = answer_to(begin());
  answer.browser = begin().browser;
  expect_refused(finish(answer), SignInFault::kOtherBrowser);
  EXPECT_EQ(provider_.asked_for("/token"), 0);
}

TEST_F(OidcSignInTest, RefusesAnAnswerThatIsUsedAgain) {
  const auto answer = answer_to(begin());
  ASSERT_TRUE(finish(answer));
  const auto again = finish(answer);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().fault, SignInFault::kAlreadyUsed);
  EXPECT_EQ(provider_.asked_for("/token"), 1);
}

TEST_F(OidcSignInTest, RefusesAnAnswerThatComesTooLate) {
  const auto answer = answer_to(begin());
  pass((kAttemptMinutes + 1) * kMinute);
  expect_refused(finish(answer), SignInFault::kTooLate);
}

TEST_F(OidcSignInTest, RefusesACodeThatTheProviderDoesNotKnow) {
  provider_.manners.code_status = 400;
  expect_refused(go_through(), SignInFault::kCodeRefused);
}

TEST_F(OidcSignInTest, RefusesTheAnswerOfAnotherProviderBeforeItsCodeIsSent) {
  for (const std::string issuer : {"https://elak.exempel", ""}) {
    auto answer = answer_to(begin());
    answer.issuer = issuer;
    expect_refused(finish(answer), SignInFault::kMixedUp);
  }
  EXPECT_EQ(provider_.asked_for("/token"), 0);
}

TEST_F(OidcSignInTest, NeedsNoIssuerInTheAnswerOfAProviderThatDoesNotPromiseIt) {
  provider_.manners.discovery = [](json& document) {
    document.erase("authorization_response_iss_parameter_supported");
  };
  auto answer = answer_to(begin());
  answer.issuer.clear();
  EXPECT_TRUE(finish(answer));
}

TEST_F(OidcSignInTest, TellsThatThePersonSaidNo) {
  auto answer = answer_to(begin());
  answer.code.clear();
  answer.error = "access_denied";
  const auto end = finish(answer);
  expect_refused(end, SignInFault::kDenied);
  EXPECT_EQ(end.error().till, "/import/ny");
  EXPECT_EQ(page_code_of(end.error().fault), "cancelled");
}

TEST_F(OidcSignInTest, DoesNotBeginWithAProviderWhoseDocumentIsNotItsOwn) {
  const std::vector<std::function<void(json&)>> faults{
      [](json& d) { d["issuer"] = "https://elak.exempel"; },
      [](json& d) { d["issuer"] = d["issuer"].get<std::string>() + "/"; },
      [](json& d) { d["token_endpoint"] = "http://elak.exempel/token"; },
      [](json& d) { d["jwks_uri"] = "file:///etc/passwd"; },
      [](json& d) { d.erase("authorization_endpoint"); },
      [](json& d) { d["code_challenge_methods_supported"] = {"plain"}; },
      [](json& d) {
        d["id_token_signing_alg_values_supported"] = {"none", "HS256", "RS512"};
      }};
  for (const auto& fault : faults) {
    provider_.manners.discovery = fault;
    renew();
    const auto begun = sign_in_->start(*engine_, wall_, "/", "");
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().fault, SignInFault::kDiscovery);
  }
}

TEST_F(OidcSignInTest, GivesTheFirstRoleThatFitsAndTakesItAnewAtEachLogin) {
  const auto first = go_through();
  ASSERT_TRUE(first);
  provider_.manners.token = [](json&, json& claims) { claims["groups"] = {"alla", "okänd"}; };
  const auto second = go_through();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->login.who.role, Role::kViewer);
  EXPECT_FALSE(find(first->login.session)) << "a session of the older role has ended";
  provider_.manners.token = [](json&, json& claims) {
    claims["groups"] = {"alla", "klimat", "admin-grupp"};
    claims["name"] = "Anna B";
  };
  const auto third = go_through();
  ASSERT_TRUE(third);
  EXPECT_EQ(third->login.who.role, Role::kAdmin) << "the first line of the configuration";
  EXPECT_EQ(third->login.who.display_name, "Anna B");
}

TEST_F(OidcSignInTest, KeepsOutWhoeverHasBeenRemovedHereUntilLetInAgain) {
  ASSERT_TRUE(go_through());
  ASSERT_TRUE(engine_->write([](store::Writer& writer) -> Result<void> {
    if (auto ended = store::end_sessions_of(writer, "oidc:anna.andersson"); !ended)
      return tl::unexpected{ended.error()};
    return store::remove_user(writer, "oidc:anna.andersson");
  }));
  expect_refused(go_through(), SignInFault::kBlocked);
  ASSERT_TRUE(engine_->write([](store::Writer& writer) {
    return store::allow_provider_user(writer, "oidc:anna.andersson");
  }));
  EXPECT_TRUE(go_through());
  EXPECT_FALSE(engine_->write([](store::Writer& writer) {
    return store::allow_provider_user(writer, "anna");
  })) << "a local account needs a password";
}

TEST_F(OidcSignInTest, TellsSubjectsApartThatLookAlike) {
  std::vector<std::string> names;
  const std::vector<std::string> subjects{"Anna", "anna", "anna:b", "å", std::string(255, 'x')};
  for (const auto& subject : subjects) {
    provider_.manners.token = [&](json&, json& claims) { claims["sub"] = subject; };
    const auto end = go_through();
    ASSERT_TRUE(end) << subject;
    names.push_back(end->login.who.name);
  }
  EXPECT_EQ(names[1], "oidc:anna");
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  EXPECT_TRUE(log_in("anna", kPassword)) << "the local account is another's";
}

TEST_F(OidcSignInTest, EndsTheSessionThatTheBrowserHad) {
  const auto local = log_in("anna", kPassword);
  ASSERT_TRUE(local);
  auto answer = answer_to(begin());
  answer.old_session = local->session;
  ASSERT_TRUE(finish(answer));
  EXPECT_FALSE(find(local->session));
}

TEST_F(OidcSignInTest, LeadsNowhereElseAfterwards) {
  for (const auto* till :
       {"https://elak.exempel", "//elak.exempel", "/\\elak.exempel", "elak", "", "javascript:1",
        "/api/v1/session/oidc/start", "/a\r\nSet-Cookie: x=1", "/a\\..\\b"}) {
    const auto end = finish(answer_to(begin(till)));
    ASSERT_TRUE(end) << till;
    EXPECT_EQ(end->till, "/import") << till;
  }
  for (const auto* till : {"/", "/import/ny?steg=2&lang=en", "/åtgärder#a"})
    EXPECT_EQ(finish(answer_to(begin(till)))->till, till);
}

TEST_F(OidcSignInTest, AnAttemptCanBeFinishedAfterARestart) {
  const auto answer = answer_to(begin());
  renew();
  start();
  EXPECT_TRUE(finish(answer));
}

TEST_F(OidcSignInTest, SendsAClientWithoutSecretByItsNameAlone) {
  settings_.secret.clear();
  renew();
  ASSERT_TRUE(go_through());
  const auto asked = provider_.seen().at(1);
  EXPECT_THAT(asked.body, HasSubstr("client_id=tertil"));
  EXPECT_THAT(asked.head, Not(HasSubstr("Authorization")));
}

TEST_F(OidcSignInTest, SendsTheSecretInTheBodyWhereTheProviderTakesItOnlyThere) {
  provider_.manners.discovery = [](json& document) {
    document["token_endpoint_auth_methods_supported"] = {"client_secret_post"};
  };
  ASSERT_TRUE(go_through());
  const auto asked = provider_.seen().at(1);
  EXPECT_THAT(asked.body, HasSubstr("client_secret=klient%3Ahemlighet%2F%C3%A5"));
  EXPECT_THAT(asked.head, Not(HasSubstr("Authorization")));
}

TEST(SafeAddress, IsHttpsOrLoopbackWithAnIssuerOnLoopback) {
  EXPECT_TRUE(is_safe_address("https://a.exempel/x", "https://b.exempel"));
  EXPECT_TRUE(is_safe_address("http://127.0.0.1:1/x", "http://localhost:2"));
  EXPECT_FALSE(is_safe_address("http://127.0.0.1/x", "https://b.exempel"));
  EXPECT_FALSE(is_safe_address("http://a.exempel", "http://127.0.0.1"));
  EXPECT_FALSE(is_safe_address("http://a.exempel", "http://a.exempel"));
  EXPECT_FALSE(is_safe_address("https://user:pass@a.exempel", "https://a.exempel"));
  EXPECT_FALSE(is_safe_address("", "https://a.exempel"));
}

}  // namespace
}  // namespace tertil::access
