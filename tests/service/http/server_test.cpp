// Starting, ports, metrics and the small parts a server stands on.
#include "service/http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "client.hpp"
#include "service/http/capacity.hpp"
#include "service/http/date_line.hpp"
#include "service/http/negotiate.hpp"
#include "service/http/peer_limits.hpp"

namespace tertil::http {
namespace {

using testing::get;
using ::testing::HasSubstr;
using testing::Running;

TEST(Server, RefusesAPortThatIsTakenEvenByOneOfItsKind) {
  Running running;
  testing::Stage stage;
  auto options = testing::test_options();
  options.port = running.server->port();
  EXPECT_THROW((Server{options, testing::test_site(stage)}), std::system_error);
  EXPECT_EQ(running.ask(get("/api/v1/echo")).status, 200);
}

TEST(Server, SaysWhereItListens) {
  Running running;
  EXPECT_EQ(running.server->url(), "http://127.0.0.1:" + std::to_string(running.server->port()));
}

TEST(Server, RefusesAnAddressThatIsNone) {
  testing::Stage stage;
  auto options = testing::test_options();
  options.address = "localhost";
  EXPECT_THROW((Server{options, testing::test_site(stage)}), std::invalid_argument);
}

TEST(Server, ThatNeverStartedEndsQuietly) {
  testing::Stage stage;
  const Server unused{testing::test_options(), testing::test_site(stage)};
  EXPECT_GT(unused.port(), 0);
}

TEST(Server, RunsUntilItIsToldToStop) {
  testing::Stage stage;
  Server server{testing::test_options(), testing::test_site(stage)};
  std::atomic<bool> answered{false};
  std::thread client;
  server.run([&] {
    client = std::thread{[&] {
      testing::Client asking{server.port()};
      asking.send(get("/api/v1/echo?text=x"));
      answered = asking.reply().value().body == "x";
      std::raise(SIGTERM);
    }};
  });
  client.join();
  EXPECT_TRUE(answered);
}

TEST(Server, AnswersOnAllItsThreads) {
  Running running;
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        const auto text = std::to_string(t * 100 + i);
        right += running.ask(get("/api/v1/echo?text=" + text)).body == text ? 1 : 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 400);
}

TEST(Server, AnswersQuestionsWhileEveryChangeWaitsForItsTurn) {
  auto options = testing::test_options();
  options.workers = 2;
  Running running{options};
  std::vector<testing::Client> changing;
  for (int i = 0; i < 4; ++i) {
    changing.push_back(running.client());
    changing.back().send(testing::with_body("POST", "/api/v1/slow", "x"));
  }
  while (running.stage.entered < 2) std::this_thread::yield();
  EXPECT_EQ(running.ask(get("/api/v1/pooled/1")).body, "1");
  running.stage.release = true;
  for (auto& one : changing) EXPECT_EQ(one.reply().value().body, "slow");
}

TEST(Metrics, TellWhatWasServedOnAnAddressOfTheirOwn) {
  Running running;
  running.ask(get("/api/v1/echo"));
  running.ask(get("/api/v1/echo?no=1"));
  running.ask(get("/nothing"));
  Site site;
  site.routes = {metrics_route(running.server->metrics())};
  auto options = testing::test_options();
  options.threads = options.workers = 1;
  Server second{options, std::move(site)};
  second.start();
  testing::Client client{second.port()};
  client.send(get("/metrics"));
  const auto reply = client.reply().value();
  EXPECT_THAT(reply.header("content-type"), HasSubstr("text/plain; version=0.0.4"));
  EXPECT_THAT(reply.body,
              HasSubstr("requests_total{route=\"GET /api/v1/echo\",status=\"2xx\"} 1\n"));
  EXPECT_THAT(reply.body,
              HasSubstr("requests_total{route=\"GET /api/v1/echo\",status=\"4xx\"} 1\n"));
  EXPECT_THAT(reply.body, HasSubstr("requests_total{route=\"none\",status=\"4xx\"} 1\n"));
  EXPECT_THAT(reply.body, HasSubstr("request_duration_seconds_count 3\n"));
  EXPECT_THAT(reply.body, HasSubstr("le=\"+Inf\"} 3\n"));
  EXPECT_THAT(reply.body, HasSubstr("connections_total 3\n"));
}

TEST(ForwardedFor, IsBelievedFromANamedProxyOnly) {
  for (const bool trusted : {false, true}) {
    auto options = testing::test_options();
    options.limits.reads_burst = 3;
    options.limits.reads_per_second = 1;
    if (trusted) options.trusted_proxies = {"127.0.0.1"};
    Running running{options};
    int answered = 0;
    for (int i = 0; i < 20; ++i) {
      const auto lines = "X-Forwarded-For: 10.0.0.1, 192.0.2." + std::to_string(i) + "\r\n";
      answered += running.ask(get("/api/v1/echo", lines)).status == 200 ? 1 : 0;
    }
    EXPECT_EQ(answered == 20, trusted) << answered;
  }
}

TEST(BlockingPool, RunsEverythingItHasTakenBeforeItEnds) {
  std::atomic<int> done{0};
  int taken = 0;
  {
    BlockingPool pool{3, 100};
    for (int i = 0; i < 1000; ++i) taken += pool.try_post([&] { ++done; }) ? 1 : 0;
  }
  EXPECT_EQ(done, taken);
}

TEST(BlockingPool, RefusesBeyondItsBoundButNotANextStep) {
  BlockingPool pool{1, 2};
  std::atomic<bool> release{false};
  std::atomic<bool> entered{false};
  ASSERT_TRUE(pool.try_post([&] {
    entered = true;
    while (!release) std::this_thread::yield();
  }));
  while (!entered) std::this_thread::yield();
  EXPECT_TRUE(pool.try_post([] {}));
  EXPECT_TRUE(pool.try_post([] {}));
  EXPECT_FALSE(pool.try_post([] {}));
  EXPECT_TRUE(pool.post_step([] {}));
  EXPECT_EQ(pool.waiting(), 3U);
  release = true;
  pool.join();
  EXPECT_FALSE(pool.try_post([] {}));
  EXPECT_FALSE(pool.post_step([] {}));
}

TEST(TokenBuckets, GiveTheBurstThenTheRate) {
  TokenBuckets buckets{2, 3};
  int taken = 0;
  for (int i = 0; i < 10; ++i) taken += buckets.take("a", 0) ? 1 : 0;
  EXPECT_EQ(taken, 3);
  EXPECT_FALSE(buckets.take("a", 499));
  EXPECT_TRUE(buckets.take("a", 500));
  EXPECT_FALSE(buckets.take("a", 999));
  EXPECT_TRUE(buckets.take("b", 999));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(buckets.take("a", 1'000'000));
  EXPECT_FALSE(buckets.take("a", 1'000'000));
}

TEST(ConnectionCeiling, IsNeverMoreThanDescriptorsAllow) {
  EXPECT_EQ(connection_ceiling(1), 1);
  EXPECT_LE(connection_ceiling(1'000'000), 65'536 - 1'024);
}

TEST(ImfFixdate, IsWrittenAsTheStandardSays) {
  EXPECT_EQ(imf_fixdate(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(imf_fixdate(951782400), "Tue, 29 Feb 2000 00:00:00 GMT");
}

TEST(LanguageOf, IsSwedishUnlessEnglishIsPreferred) {
  const auto is_english = [](std::string_view text) {
    return language_of(text) == Language::kEnglish;
  };
  for (const auto* text : {"en", "en-GB,en;q=0.9", "fr, en;q=0.5", "sv;q=0.5, EN", "de,en;q=0.1"})
    EXPECT_TRUE(is_english(text)) << text;
  for (const auto* text :
       {"", "*", "sv", "fr", "en;q=0", "sv-SE,sv;q=0.9,en;q=0.8", "sv,en", "eng"})
    EXPECT_FALSE(is_english(text)) << text;
}

}  // namespace
}  // namespace tertil::http
