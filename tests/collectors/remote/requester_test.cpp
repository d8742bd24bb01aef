#include "collectors/remote/requester.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "collectors/remote/faults.hpp"
#include "tests/collectors/remote/fakes.hpp"
#include "tests/support/temporary_directory.hpp"

namespace tertil::collectors::remote {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kUrl = "https://api.example/data?x=1";

PullSettings settings() {
  PullSettings settings;
  settings.url = kUrl;
  settings.allowed_hosts = {"https://api.example", "https://login.example"};
  settings.requests_per_second = 1000.0;
  return settings;
}

/// Answers in turn; the last one for ever.
FakeTransport::Answer in_turn(std::vector<std::variant<HttpAnswer, RemoteFault>> answers) {
  return [answers, at = std::size_t{0}](const HttpRequest&) mutable {
    return answers[std::min(at++, answers.size() - 1)];
  };
}

struct Asking {
  PullSettings wanted{settings()};
  Secrets secrets{};
  FakePace pace{};
  Patience patience{};

  Asked get(FakeTransport& transport, const char* url = kUrl) {
    Requester requester(wanted, secrets, transport, pace, patience);
    return requester.get(url);
  }
};

Problem problem_of(const Asked& asked) { return std::get<RemoteFault>(asked).problem; }

TEST(Requester, WaitsAsLongAsItIsAskedTo) {
  Asking asking;
  FakeTransport transport(
      in_turn({HttpAnswer{429, {{"retry-after", "7"}}, ""},
               HttpAnswer{503, {{"retry-after", "Fri, 06 Nov 2026 03:17:27 GMT"}}, ""},
               json_answer("{}")}));
  EXPECT_EQ(std::get<HttpAnswer>(asking.get(transport)).body, "{}");
  ASSERT_EQ(asking.pace.waits.size(), 2);
  EXPECT_EQ(asking.pace.waits[0], 7000);
  EXPECT_EQ(asking.pace.waits[1], 40000) << "the date is read against the wall clock";
}

TEST(Requester, TriesAgainWithGrowingPausesAndThenGivesUp) {
  Asking asking;
  FakeTransport transport(in_turn({HttpAnswer{500, {}, ""}}));
  EXPECT_EQ(problem_of(asking.get(transport)), Problem::kStatus);
  EXPECT_EQ(transport.seen.size(), 5);
  EXPECT_THAT(asking.pace.waits, ElementsAre(1000, 2000, 4000, 8000));
}

TEST(Requester, TriesAgainAfterTimeOutsAndBrokenConnectionsOnly) {
  Asking asking;
  FakeTransport mends(in_turn({fault::timeout("x", 10), fault::cut_short("x"), json_answer("1")}));
  EXPECT_TRUE(std::holds_alternative<HttpAnswer>(asking.get(mends)));
  for (const auto& fault :
       {fault::certificate("x", "y"), fault::forbidden_address("x"), fault::too_large("x", 5)}) {
    FakeTransport transport(in_turn({fault}));
    EXPECT_EQ(problem_of(asking.get(transport)), fault.problem);
    EXPECT_EQ(transport.seen.size(), 1);
  }
}

TEST(Requester, DoesNotWaitLongerThanItsDeadlineOrForDays) {
  Asking asking;
  FakeTransport days(in_turn({HttpAnswer{429, {{"retry-after", "86400"}}, ""}}));
  const auto asked = asking.get(days);
  EXPECT_THAT(std::get<RemoteFault>(asked).message.en, HasSubstr("86400"));
  EXPECT_THAT(asking.pace.waits, IsEmpty());
  asking.patience.deadline = std::chrono::milliseconds{2500};
  FakeTransport transport(in_turn({HttpAnswer{500, {}, ""}}));
  EXPECT_EQ(problem_of(asking.get(transport)), Problem::kStatus);
  EXPECT_EQ(transport.seen.size(), 2);
}

TEST(Requester, KeepsToThePaceOfTheSource) {
  Asking asking;
  asking.wanted.requests_per_second = 2.0;
  FakeTransport transport(in_turn({json_answer("1")}));
  Requester requester(asking.wanted, asking.secrets, transport, asking.pace);
  for (int i = 0; i < 3; ++i) static_cast<void>(requester.get(kUrl));
  EXPECT_THAT(asking.pace.waits, ElementsAre(500, 500));
  requester.slow_down(0.5);
  static_cast<void>(requester.get(kUrl));
  static_cast<void>(requester.get(kUrl));
  EXPECT_EQ(asking.pace.waits.back(), 2000);
}

TEST(Requester, AsksListedHostsOnly) {
  Asking asking;
  FakeTransport transport(in_turn({json_answer("1")}));
  for (const char* url : {"https://other.example/", "http://api.example/", "https://api.example:1/",
                          "file:///etc/passwd", ""}) {
    EXPECT_EQ(problem_of(asking.get(transport, url)), Problem::kNotAllowed) << url;
  }
  EXPECT_THAT(transport.seen, IsEmpty());
}

TEST(Requester, SaysWhatToDoAboutEachStatus) {
  Asking asking;
  const std::vector<std::pair<int, Problem>> cases{
      {301, Problem::kRedirected}, {302, Problem::kRedirected}, {401, Problem::kSignIn},
      {403, Problem::kSignIn},     {404, Problem::kGone},       {410, Problem::kGone},
      {400, Problem::kStatus}};
  for (const auto& [status, problem] : cases) {
    FakeTransport transport(
        in_turn({HttpAnswer{status, {{"location", "https://else.example/?key=hush"}}, ""}}));
    const auto asked = asking.get(transport);
    EXPECT_EQ(problem_of(asked), problem) << status;
    const auto& words = std::get<RemoteFault>(asked).message;
    EXPECT_THAT(words.en, HasSubstr("https://api.example/data"));
    EXPECT_THAT(words.en + words.sv, Not(HasSubstr("hush")));
    EXPECT_THAT(words.en, Not(HasSubstr("x=1"))) << "no query in messages";
    EXPECT_EQ(transport.seen.size(), 1) << status;
  }
}

TEST(Requester, StopsBetweenTwoTries) {
  Asking asking;
  asking.pace.stopped = true;
  FakeTransport transport(in_turn({HttpAnswer{500, {}, ""}}));
  EXPECT_EQ(problem_of(asking.get(transport)), Problem::kStopped);
}

TEST(RetryAfter, IsANumberOrADate) {
  EXPECT_EQ(retry_after("120", 0), 120);
  EXPECT_EQ(retry_after("0", 0), 0);
  EXPECT_EQ(retry_after("-5", 0), 0);
  EXPECT_EQ(retry_after("Thu, 01 Jan 1970 00:02:00 GMT", 20), 100);
  EXPECT_EQ(retry_after("Thu, 01 Jan 1970 00:02:00 GMT", 500), 0);
  EXPECT_EQ(retry_after("soon", 0), std::nullopt);
  EXPECT_EQ(retry_after("", 0), std::nullopt);
}

class RequesterSignIn : public testing::Test {
 protected:
  RequesterSignIn() {
    for (const auto& [name, text] : std::vector<std::pair<std::string, std::string>>{
             {"token", "s3cret"}, {"client", "cl1ent"}, {"word", "pass&word"}}) {
      std::ofstream(folder_.path() / name) << text << '\n';
      std::filesystem::permissions(folder_.path() / name, std::filesystem::perms::owner_read);
    }
    asking_.secrets = Secrets({folder_.path()});
  }
  PullAuth& auth() { return asking_.wanted.auth; }

  /// A system that takes tokens for a while: `good` counts how many it has given.
  FakeTransport::Answer with_tokens(std::string expires_in = "3600") {
    return [this, expires_in](const HttpRequest& request) -> std::variant<HttpAnswer, RemoteFault> {
      if (request.url == "https://login.example/token") {
        ++given_;
        return json_answer("{\"access_token\":\"t" + std::to_string(given_) +
                           "\",\"expires_in\":" + expires_in + "}");
      }
      const bool good = header_of(request, "Authorization") == "Bearer t" + std::to_string(wanted_);
      return good ? json_answer("{}") : HttpAnswer{401, {}, ""};
    };
  }

  tests::TemporaryDirectory folder_;
  Asking asking_;
  int given_{0};
  int wanted_{1};
};

TEST_F(RequesterSignIn, PutsASecretIntoAHeaderAndNowhereElse) {
  const std::vector<std::pair<PullAuthKind, std::string>> cases{
      {PullAuthKind::kBearer, "Authorization=Bearer s3cret"},
      {PullAuthKind::kHeader, "X-Api-Key=s3cret"},
      {PullAuthKind::kBasic, "Authorization=Basic dXM6czNjcmV0"}};
  for (const auto& [kind, expected] : cases) {
    auth().kind = kind;
    auth().secret_file = "token";
    auth().header = "X-Api-Key";
    auth().user = "us";
    FakeTransport transport(in_turn({json_answer("{}")}));
    ASSERT_TRUE(std::holds_alternative<HttpAnswer>(asking_.get(transport)));
    const auto name = expected.substr(0, expected.find('='));
    EXPECT_EQ(name + "=" + header_of(transport.seen[0], name), expected);
    EXPECT_THAT(transport.seen[0].url, Not(HasSubstr("s3cret")));
  }
}

TEST_F(RequesterSignIn, GetsOneTokenAndUsesItUntilItEnds) {
  auth() = {.kind = PullAuthKind::kClientCredentials,
            .secret_file = "client",
            .client_secret_file = {},
            .header = {},
            .user = {},
            .client_id = "me",
            .token_url = "https://login.example/token",
            .scope = "read"};
  FakeTransport transport(with_tokens("90"));
  Requester requester(asking_.wanted, asking_.secrets, transport, asking_.pace);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(std::holds_alternative<HttpAnswer>(requester.get(kUrl)));
  EXPECT_EQ(given_, 1);
  EXPECT_EQ(transport.seen[0].body,
            "grant_type=client_credentials&client_id=me&client_secret=cl1ent&scope=read");
  EXPECT_EQ(transport.seen[0].method, "POST");
  static_cast<void>(asking_.pace.wait(std::chrono::seconds{61}));  // it ends 30 s early
  wanted_ = 2;
  ASSERT_TRUE(std::holds_alternative<HttpAnswer>(requester.get(kUrl)));
  EXPECT_EQ(given_, 2);
}

TEST_F(RequesterSignIn, AsksForANewTokenOnceWhenTheOldOneIsNotTaken) {
  auth() = {.kind = PullAuthKind::kPassword,
            .secret_file = "word",
            .client_secret_file = "client",
            .header = {},
            .user = "us",
            .client_id = "me",
            .token_url = "https://login.example/token",
            .scope = {}};
  FakeTransport transport(with_tokens());
  wanted_ = 2;
  ASSERT_TRUE(std::holds_alternative<HttpAnswer>(asking_.get(transport)));
  EXPECT_EQ(given_, 2);
  EXPECT_EQ(
      transport.seen[0].body,
      "grant_type=password&client_id=me&client_secret=cl1ent&username=us&password=pass%26word");
  wanted_ = 99;
  EXPECT_EQ(problem_of(asking_.get(transport)), Problem::kSignIn);
  EXPECT_EQ(given_, 4) << "one, and one more";
}

TEST_F(RequesterSignIn, SaysWhatIsWrongWithTheSecretOrTheToken) {
  auth().kind = PullAuthKind::kBearer;
  auth().secret_file = "not-there";
  FakeTransport transport(in_turn({json_answer("{\"error\":\"no\"}")}));
  const auto asked = asking_.get(transport);
  EXPECT_EQ(problem_of(asked), Problem::kSignIn);
  EXPECT_THAT(std::get<RemoteFault>(asked).message.en, HasSubstr("not-there"));
  EXPECT_THAT(transport.seen, IsEmpty());
  auth().kind = PullAuthKind::kClientCredentials;
  auth().secret_file = "client";
  auth().token_url = "https://login.example/token";
  EXPECT_THAT(std::get<RemoteFault>(asking_.get(transport)).message.en, HasSubstr("access_token"));
  auth().token_url = "https://other.example/token";
  EXPECT_EQ(problem_of(asking_.get(transport)), Problem::kNotAllowed);
}

}  // namespace
}  // namespace tertil::collectors::remote
