// R12, R13: slow clients are shed by deadline, and a stop lets running answers finish.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "client.hpp"

namespace tertil::http {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using testing::get;
using testing::Running;

Options hasty() {
  auto options = testing::test_options();
  options.limits.header_deadline_ms = 200;
  options.limits.body_deadline_ms = 200;
  options.limits.write_deadline_ms = 200;
  options.limits.idle_deadline_ms = 200;
  options.limits.handler_deadline_ms = 200;
  options.limits.bytes_per_second = 1 << 30;
  return options;
}

/// Sends one byte now and then until the other end has had enough (or ten seconds have passed).
void drip(testing::Client& client, char byte) {
  for (int i = 0; i < 1000 && client.send({&byte, 1}); ++i) {
    std::this_thread::sleep_for(10ms);
    if (client.closed(0ms)) return;
  }
}

TEST(SlowClient, ThatDripsAHeaderIsToldAndCut) {
  Running running{hasty()};
  auto client = running.client();
  client.send("GET /api/v1/echo HTTP/1.1\r\nHost: a\r\nA: ");
  EXPECT_EQ(client.reply().value().status, 408);
  EXPECT_TRUE(client.closed());

  auto dripping = running.client();
  dripping.send("GET /api/v1/echo HTTP/1.1\r\nHost: a\r\nA: ");
  for (int i = 0; i < 100; ++i) {
    dripping.send("a");
    std::this_thread::sleep_for(10ms);
  }
  const auto reply = dripping.reply();
  ASSERT_TRUE(reply) << "each byte re-armed the deadline";
  EXPECT_EQ(reply->status, 408);
}

TEST(SlowClient, ThatSaysNothingIsCut) {
  Running running{hasty()};
  auto silent = running.client();
  EXPECT_TRUE(silent.closed());
}

TEST(SlowClient, ThatIsIdleAfterAnAnswerIsCut) {
  Running running{hasty()};
  auto client = running.client();
  client.send(get("/api/v1/echo"));
  EXPECT_EQ(client.reply().value().status, 200);
  EXPECT_TRUE(client.closed());
}

TEST(SlowClient, ThatKeepsSendingEmptyLinesIsIdle) {
  Running running{hasty()};
  auto client = running.client();
  client.send(get("/api/v1/echo"));
  EXPECT_EQ(client.reply().value().status, 200);
  bool open = true;
  for (int i = 0; i < 1000 && open; ++i) {
    open = client.send("\r\n") && !client.rest(10ms);
  }
  EXPECT_FALSE(open);
}

TEST(SlowClient, ThatDripsABodyIsToldAndCut) {
  Running running{hasty()};
  auto client = running.client();
  client.send("POST /api/v1/body HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc");
  EXPECT_THAT(client.statuses(), ElementsAre(408));
}

TEST(SlowClient, AtTheLowestRateMayTakeItsTime) {
  auto options = hasty();
  options.limits.bytes_per_second = 100;
  options.limits.idle_deadline_ms = 60'000;
  Running running{options};
  auto client = running.client();
  client.send("POST /api/v1/body HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
  for (int i = 0; i < 10; ++i) {  // 100 ms of allowance each
    std::this_thread::sleep_for(60ms);
    client.send("0123456789");
  }
  EXPECT_EQ(client.reply().value().status, 200);
}

TEST(SlowHandler, IsAnsweredForAtItsDeadline) {
  Running running{hasty()};
  auto client = running.client();
  client.send(get("/api/v1/slow") + get("/api/v1/echo?text=next"));
  EXPECT_EQ(client.reply().value().status, 503);
  EXPECT_EQ(client.reply().value().body, "next") << "and the connection goes on";
}

TEST(SlowReader, IsCut) {
  auto options = hasty();
  Running running{options};
  auto client = running.client();
  client.send(get("/api/v1/big") + get("/api/v1/big") + get("/api/v1/big"));
  std::this_thread::sleep_for(1s);
  const auto got = client.rest();
  ASSERT_TRUE(got);
  EXPECT_LT(got->size(), 3U * (4 << 20));
}

TEST(SlowClient, DoesNotDisturbOthers) {
  Running running{hasty()};
  auto client = running.client();
  std::thread slow{[&] {
    auto dripping = running.client();
    dripping.send("GET / HTTP/1.1\r\nHost: a\r\n");
    drip(dripping, 'a');
  }};
  for (int i = 0; i < 200; ++i) {
    client.send(get("/api/v1/echo?text=x"));
    ASSERT_EQ(client.reply().value().body, "x");
  }
  slow.join();
}

// --- Stopping -------------------------------------------------------------------------------

TEST(Stop, LetsIdleConnectionsGoAtOnce) {
  Running running;
  auto idle = running.client();
  idle.send(get("/api/v1/echo"));
  idle.reply();
  auto fresh = running.client();
  fresh.send(get("/api/v1/echo"));
  fresh.reply();
  running.server->stop();
  running.server->wait();
  EXPECT_TRUE(idle.closed());
  EXPECT_TRUE(fresh.closed());
  EXPECT_THROW(running.client(), std::runtime_error) << "nobody listens any more";
}

TEST(Stop, LetsRunningAnswersArriveWhole) {
  Running running;
  auto working = running.client();
  working.send(get("/api/v1/slow"));
  while (running.stage.entered == 0) std::this_thread::yield();
  auto reading = running.client();
  reading.send(get("/api/v1/big"));
  std::this_thread::sleep_for(50ms);  // the answer fills the socket and waits
  running.server->stop();
  std::this_thread::sleep_for(50ms);
  running.stage.release = true;
  const auto slow = working.reply();
  ASSERT_TRUE(slow);
  EXPECT_EQ(slow->body, "slow");
  EXPECT_EQ(slow->header("connection"), "close");
  const auto big = reading.reply();
  ASSERT_TRUE(big);
  EXPECT_EQ(big->body.size(), 4U << 20);
  running.server->wait();
}

TEST(Stop, WaitsNoLongerThanTheDrainLimit) {
  auto options = testing::test_options();
  options.limits.drain_ms = 100;
  Running running{options};
  auto half = running.client();
  half.send("GET / HTTP/1.1\r\n");
  auto working = running.client();
  working.send(get("/api/v1/slow"));
  while (running.stage.entered == 0) std::this_thread::yield();
  running.server->stop();
  EXPECT_TRUE(half.closed());
  EXPECT_TRUE(working.closed());
  running.stage.release = true;
  running.server->wait();
}

TEST(Stop, AskedTwiceDoesNotWait) {
  auto options = testing::test_options();
  options.limits.drain_ms = 600'000;
  Running running{options};
  auto half = running.client();
  half.send("GET / HTTP/1.1\r\n");
  std::this_thread::sleep_for(50ms);
  running.server->stop();
  running.server->stop();
  EXPECT_TRUE(half.closed());
  running.server->wait();
}

TEST(Stop, UnderLoadLosesNoAnswerThatWasBegun) {
  Running running;
  std::atomic<bool> cut{false};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      auto client = running.client();
      while (client.send(get("/api/v1/pooled/x"))) {
        const auto bytes = client.reply();
        if (!bytes) break;
        if (bytes->body != "x") cut = true;
      }
    });
  }
  std::this_thread::sleep_for(100ms);
  running.server->stop();
  running.server->wait();
  for (auto& thread : threads) thread.join();
  EXPECT_FALSE(cut);
}

}  // namespace
}  // namespace tertil::http
