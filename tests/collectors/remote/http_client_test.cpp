// R33: other systems that refuse, stall, break off or send too much.
#include "collectors/remote/http_client.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "tests/support/replay_server.hpp"
#include "tests/support/temporary_directory.hpp"

namespace tertil::collectors::remote {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using tests::ReplayServer;
using tests::Reply;
using tests::SeenRequest;

ReplayServer::Answer always(Reply reply) {
  return [reply](const SeenRequest&) { return reply; };
}

std::optional<Problem> problem_of(const std::variant<HttpAnswer, RemoteFault>& answer) {
  const auto* fault = std::get_if<RemoteFault>(&answer);
  return fault == nullptr ? std::nullopt : std::optional(fault->problem);
}

TEST(HttpClient, SaysWhoItIsAndTakesTheWholeAnswer) {
  const ReplayServer server(
      always({.body = R"({"a":1})", .headers = {{"ETag", "\"v1\""}, {"X-Two", " b "}}}));
  HttpClient client({.user_agent = "tertil/9.9", .proxy = {}, .ca_file = {}, .stop = {}});
  for (int i = 0; i < 2; ++i) {
    const auto answer = client.send({.url = server.url("/x?y=1"), .headers = {{"X-Key", "k"}}});
    const auto* got = std::get_if<HttpAnswer>(&answer);
    ASSERT_NE(got, nullptr);
    EXPECT_EQ(got->status, 200);
    EXPECT_EQ(got->body, R"({"a":1})");
    EXPECT_EQ(got->header("etag"), "\"v1\"");
    EXPECT_EQ(got->header("x-two"), "b");
    EXPECT_EQ(got->header("x-three"), "");
  }
  EXPECT_EQ(server.seen().at(0).target, "/x?y=1");
  EXPECT_THAT(server.seen().at(0).head, HasSubstr("User-Agent: tertil/9.9\r\n"));
  EXPECT_THAT(server.seen().at(0).head, HasSubstr("X-Key: k\r\n"));
}

TEST(HttpClient, PostsABody) {
  const ReplayServer server(always({.body = "{}"}));
  HttpClient client({});
  const std::string body(5000, 'b');
  const auto answer = client.send({.method = "POST", .url = server.url("/t"), .body = body});
  ASSERT_TRUE(std::holds_alternative<HttpAnswer>(answer));
  EXPECT_EQ(server.seen().at(0).method, "POST");
  EXPECT_EQ(server.seen().at(0).body, body);
  EXPECT_THAT(server.seen().at(0).head, Not(HasSubstr("Expect:")));
  const auto next = client.send({.url = server.url("/g")});
  EXPECT_EQ(server.seen().at(1).method, "GET") << "the handle forgets";
}

TEST(HttpClient, DoesNotGoWhereItIsSent) {
  const ReplayServer elsewhere(always({.body = "secret"}));
  const ReplayServer server(
      always({.status = 302, .body = "", .headers = {{"Location", elsewhere.url("/x")}}}));
  HttpClient client({});
  const auto answer = client.send({.url = server.url()});
  EXPECT_EQ(std::get<HttpAnswer>(answer).status, 302);
  EXPECT_EQ(elsewhere.seen().size(), 0);
}

TEST(HttpClient, GivesUpOnWhoeverDoesNotAnswerInTime) {
  const ReplayServer server(always({.body = "late", .stall = 3s}));
  HttpClient client({});
  const auto answer = client.send({.url = server.url(), .timeout = 200ms});
  EXPECT_EQ(problem_of(answer), Problem::kTimeout);
  EXPECT_TRUE(std::get<RemoteFault>(answer).may_pass);
}

TEST(HttpClient, NoticesAnAnswerThatBreaksOff) {
  const ReplayServer server(always({.body = std::string(10000, 'x'), .cut = true}));
  HttpClient client({});
  EXPECT_EQ(problem_of(client.send({.url = server.url()})), Problem::kUnreachable);
}

TEST(HttpClient, TakesNoMoreThanItWasToldTo) {
  const ReplayServer exact(always({.body = std::string(1000, 'x')}));
  const ReplayServer endless(always({.body = {}, .endless = true}));
  HttpClient client({});
  EXPECT_EQ(problem_of(client.send({.url = exact.url(), .max_bytes = 1000})), std::nullopt);
  EXPECT_EQ(problem_of(client.send({.url = exact.url(), .max_bytes = 999})), Problem::kTooLarge);
  EXPECT_EQ(problem_of(client.send({.url = endless.url(), .max_bytes = 100'000})),
            Problem::kTooLarge);
}

TEST(HttpClient, TakesNoHeadersWithoutEnd) {
  Reply reply{.body = "{}"};
  for (int i = 0; i < 100; ++i) reply.headers.emplace_back("X-Long", std::string(1000, 'h'));
  const ReplayServer server(always(reply));
  HttpClient client({});
  EXPECT_EQ(problem_of(client.send({.url = server.url()})), Problem::kTooLarge);
}

TEST(HttpClient, TellsWhenNobodyIsThere) {
  int port = 0;
  { port = ReplayServer(always({})).port(); }
  HttpClient client({});
  const auto url = "http://127.0.0.1:" + std::to_string(port) + "/a?token=hush";
  const auto answer = client.send({.url = url});
  EXPECT_EQ(problem_of(answer), Problem::kUnreachable);
  EXPECT_THAT(std::get<RemoteFault>(answer).message.en, HasSubstr("remote.proxy"));
  EXPECT_THAT(std::get<RemoteFault>(answer).message.en, Not(HasSubstr("hush")));
}

TEST(HttpClient, UsesTheProxyThatIsConfiguredAndNoOther) {
  const ReplayServer server(always({.body = "direct"}));
  const ReplayServer proxy(always({.body = "by proxy"}));
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  ::setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
  HttpClient plain({});
  const auto direct = plain.send({.url = server.url()});
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
  EXPECT_EQ(std::get<HttpAnswer>(direct).body, "direct");
  HttpClient proxied({.user_agent = "t", .proxy = proxy.url(), .ca_file = {}, .stop = {}});
  const auto other = proxied.send({.url = "http://name.that.only.the.proxy.knows.example/x"});
  EXPECT_EQ(std::get<HttpAnswer>(other).body, "by proxy");
  EXPECT_EQ(proxy.seen().at(0).target, "http://name.that.only.the.proxy.knows.example/x");
}

TEST(HttpClient, StopsWhenAsked) {
  const ReplayServer server(always({.body = "late", .stall = 20s}));
  std::stop_source stop;
  HttpClient client({.user_agent = "t", .proxy = {}, .ca_file = {}, .stop = stop.get_token()});
  std::jthread stopper([&] {
    while (server.seen().empty()) std::this_thread::sleep_for(5ms);
    stop.request_stop();
  });
  EXPECT_EQ(problem_of(client.send({.url = server.url(), .timeout = 60s})), Problem::kStopped);
}

class HttpClientTls : public testing::Test {
 protected:
  [[nodiscard]] std::optional<Problem> ask(const std::string& name, bool known) {
    const tests::SelfSigned identity(name);
    const ReplayServer server(always({.body = "{}"}), &identity);
    const auto file = folder_.path() / "issuers.pem";
    std::ofstream(file) << identity.pem();
    HttpClient client(
        {.user_agent = "t", .proxy = {}, .ca_file = known ? file.string() : "", .stop = {}});
    const auto answer = client.send({.url = server.url()});
    EXPECT_EQ(server.seen().empty(), problem_of(answer).has_value())
        << "nothing is sent to a stranger";
    return problem_of(answer);
  }
  tests::TemporaryDirectory folder_;
};

TEST_F(HttpClientTls, AsksNobodyWhomNobodyVouchesFor) {
  EXPECT_EQ(ask("IP:127.0.0.1", false), Problem::kCertificate);
}

TEST_F(HttpClientTls, AsksNobodyWhoHasAnothersCertificate) {
  EXPECT_EQ(ask("DNS:api.kolada.se", true), Problem::kCertificate);
}

TEST_F(HttpClientTls, AsksWhoeverIsVouchedFor) {
  EXPECT_EQ(ask("IP:127.0.0.1", true), std::nullopt);
}

}  // namespace
}  // namespace tertil::collectors::remote
