// R15: many requests at once on one connection, and clients that do not behave.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "client.hpp"

namespace tertil::http {
namespace {

using namespace std::chrono_literals;
using testing::Client;
using testing::get;
using testing::Running;

/// Requests of every kind in turn: cached, computed, on the pool.
std::string target(int connection, int i) {
  switch (i % 3) {
    case 0: return fmt::format("/api/v1/pooled/c{}i{}", connection, i);
    case 1: return fmt::format("/api/v1/echo?text=c{}i{}", connection, i);
    default:
      return fmt::format("/api/v1/echo?text={}",
                         std::string(static_cast<std::size_t>(i) * 50, 'x'));
  }
}
std::string expected(int connection, int i) {
  if (i % 3 == 2) return std::string(static_cast<std::size_t>(i) * 50, 'x');
  return fmt::format("c{}i{}", connection, i);
}

TEST(Pipelining, AnswersAThousandConnectionsOfTwentyRequestsInOrder) {
  auto options = testing::test_options();
  options.limits.queued_jobs = 10'000;
  Running running{options};
  const auto talk = [&](int first, int last) {
    std::vector<Client> clients;
    for (int c = first; c < last; ++c) {
      std::string all;
      for (int i = 0; i < 20; ++i) all += get(target(c, i));
      clients.push_back(running.client());
      clients.back().send(all);
    }
    for (int c = first; c < last; ++c) {
      for (int i = 0; i < 20; ++i) {
        const auto reply = clients[static_cast<std::size_t>(c - first)].reply();
        ASSERT_TRUE(reply) << c << " " << i;
        ASSERT_EQ(reply->status, 200);
        ASSERT_EQ(reply->body, expected(c, i));
      }
    }
  };
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) threads.emplace_back(talk, t * 250, t * 250 + 250);
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(running.ask(get("/api/v1/echo?text=alive")).body, "alive");
}

TEST(Pipelining, EndsWhereTheClientSaysClose) {
  Running running;
  for (int round = 0; round < 50; ++round) {
    auto client = running.client();
    std::string all;
    for (int i = 0; i < 20; ++i)
      all += get(target(round, i), i == 9 ? "Connection: close\r\n" : "");
    client.send(all);
    for (int i = 0; i < 10; ++i) {
      const auto reply = client.reply();
      ASSERT_TRUE(reply) << i;
      ASSERT_EQ(reply->body, expected(round, i));
      ASSERT_EQ(reply->header("connection"), i == 9 ? "close" : "");
    }
    EXPECT_TRUE(client.closed());
  }
}

TEST(Pipelining, EndsAtABrokenRequestAfterTheAnswersBeforeIt) {
  Running running;
  auto client = running.client();
  client.send(get("/api/v1/echo") + get("/api/v1/pooled/a") + "BROKEN\r\n\r\n" +
              get("/api/v1/echo"));
  EXPECT_THAT(client.statuses(), ::testing::ElementsAre(200, 200, 400));
}

TEST(Pipelining, PausesForAClientThatDoesNotRead) {
  auto options = testing::test_options();
  options.limits.write_deadline_ms = 300;
  options.limits.bytes_per_second = 1 << 30;
  Running running{options};
  auto client = running.client();
  std::string all;
  for (int i = 0; i < 100; ++i) all += get("/api/v1/big");
  client.send(all);
  const auto accepted = [&] {
    return running.server->metrics().render().find("connections_total 1\n") != std::string::npos;
  };
  for (int i = 0; i < 500 && !accepted(); ++i) std::this_thread::sleep_for(10ms);
  for (int i = 0; i < 500 && running.server->metrics().open_connections() > 0; ++i)
    std::this_thread::sleep_for(10ms);
  EXPECT_EQ(running.server->metrics().open_connections(), 0U) << "cut by the write deadline";
  // Eight answers at most were waiting, besides what the sockets' buffers took.
  const auto text = running.server->metrics().render();
  const auto at = text.find("route=\"GET /api/v1/big\",status=\"2xx\"} ");
  ASSERT_NE(at, std::string::npos);
  EXPECT_LE(std::stoi(text.substr(text.find("} ", at) + 2)), 12);
}

TEST(Pipelining, SurvivesClientsThatLeaveInTheMiddle) {
  Running running;
  for (int round = 0; round < 200; ++round) {
    auto client = running.client();
    std::string all;
    for (int i = 0; i < 20; ++i) all += get(i % 2 == 0 ? "/api/v1/big" : "/api/v1/pooled/x");
    client.send(all.substr(0, all.size() - static_cast<std::size_t>(round % 40)));
  }
  EXPECT_EQ(running.ask(get("/api/v1/echo?text=alive")).body, "alive");
}

TEST(Pipelining, MakesNoMoreLargeAnswersThanAreTaken) {
  testing::Running running;
  auto client = running.client();
  std::string requests;
  for (int i = 0; i < 8; ++i)
    requests += testing::get("/api/v1/figure?size=" + std::to_string(8'000'000 + i));
  client.send(requests);
  while (running.stage.computed == 0) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds{200});  // what may come has come
  EXPECT_LT(running.stage.computed, 8) << "what nobody reads is made and kept";
  for (int i = 0; i < 8; ++i) {
    const auto reply = client.reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->body.size(), static_cast<std::size_t>(8'000'000 + i));
  }
}

}  // namespace
}  // namespace tertil::http
