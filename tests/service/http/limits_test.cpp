// R16: the limits table read as data, and each limit that a request can meet tried at its edge.
#include "service/http/limits.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>
#include <string>

#include "client.hpp"

namespace tertil::http {
namespace {

using testing::Client;
using testing::get;
using testing::Running;

TEST(LimitTable, NamesEveryLimitOnceInBothLanguages) {
  std::set<std::string_view> names;
  for (const auto& limit : limit_table()) {
    EXPECT_TRUE(names.insert(limit.name).second) << limit.name;
    EXPECT_THAT(std::string{limit.name}, ::testing::MatchesRegex("[a-z]+(_[a-z]+)*"));
    EXPECT_FALSE(limit.description.sv.empty()) << limit.name;
    EXPECT_FALSE(limit.description.en.empty()) << limit.name;
    EXPECT_LE(limit.smallest, limit.default_value()) << limit.name;
    EXPECT_GE(limit.largest, limit.default_value()) << limit.name;
  }
}

TEST(LimitTable, HasAnEntryForEveryField) {
  EXPECT_EQ(limit_table().size() * sizeof(std::int64_t), sizeof(Limits));
}

TEST(LimitTable, HoldsThePromisedDefaults) {
  const std::map<std::string, std::int64_t> promised{
      {"upload_bytes", 1 << 30},        {"body_bytes", 1 << 20},     {"request_line_bytes", 8192},
      {"header_line_bytes", 8192},      {"header_count", 64},        {"connections", 12000},
      {"connections_per_address", 200}, {"pipelined_answers", 8},    {"header_deadline_ms", 10000},
      {"bytes_per_second", 1024},       {"idle_deadline_ms", 60000}, {"drain_ms", 10000},
      {"reads_per_second", 200},        {"reads_burst", 400},        {"imports_per_minute", 60},
      {"imports_in_flight", 2}};
  for (const auto& [name, value] : promised) {
    const auto* limit = find_limit(name);
    ASSERT_NE(limit, nullptr) << name;
    EXPECT_EQ(limit->default_value(), value) << name;
  }
}

TEST(SetLimit, TakesAValueInItsRangeAndRefusesOthersByName) {
  for (const auto& limit : limit_table()) {
    Limits limits;
    ASSERT_TRUE(set_limit(limits, limit.name, limit.smallest));
    EXPECT_EQ(limits.*(limit.field), limit.smallest);
    ASSERT_TRUE(set_limit(limits, limit.name, limit.largest));
    EXPECT_EQ(limits.*(limit.field), limit.largest);
    for (const auto outside : {limit.smallest - 1, limit.largest + 1}) {
      const auto refused = set_limit(limits, limit.name, outside);
      ASSERT_FALSE(refused) << limit.name;
      EXPECT_EQ(refused.error().code, ErrorCode::kInvalidInput);
      EXPECT_THAT(refused.error().message.sv, ::testing::HasSubstr(std::string{limit.name}));
      EXPECT_EQ(limits.*(limit.field), limit.largest);
    }
  }
}

TEST(SetLimit, KnowsNoOtherNames) {
  Limits limits;
  EXPECT_FALSE(set_limit(limits, "connection", 1));
  EXPECT_EQ(find_limit("Connections"), nullptr);
}

// --- Edges ----------------------------------------------------------------------------------

/// A request that uses `size` of a limit, and what an accepted one answers.
struct Edge {
  std::string limit;
  std::int64_t value;
  std::function<std::string(std::int64_t)> request;
  friend void PrintTo(const Edge& edge, std::ostream* os) { *os << edge.limit; }
};

std::string padded(std::int64_t size) { return std::string(static_cast<std::size_t>(size), 'a'); }

class AtItsEdge : public ::testing::TestWithParam<Edge> {};

TEST_P(AtItsEdge, AcceptsTheLimitAndRefusesOneMore) {
  const auto& edge = GetParam();
  const auto* limit = find_limit(edge.limit);
  ASSERT_NE(limit, nullptr);
  auto options = testing::test_options();
  // What is not under test is out of the way.
  options.limits.header_bytes = 1 << 20;
  ASSERT_TRUE(set_limit(options.limits, edge.limit, edge.value));
  Running running{options};
  EXPECT_LT(running.ask(edge.request(edge.value - 1)).status, 300);
  EXPECT_LT(running.ask(edge.request(edge.value)).status, 300);
  const auto over = running.ask(edge.request(edge.value + 1));
  EXPECT_EQ(over.status, static_cast<int>(limit->status));
  EXPECT_EQ(over.header("content-type"), "application/problem+json");
  EXPECT_EQ(running.ask(get("/api/v1/echo?text=alive")).body, "alive");
}

std::string request_line(std::int64_t size) {
  const std::string before = "GET /api/v1/echo?text=";
  const std::string after = " HTTP/1.1";
  const auto fill = size - static_cast<std::int64_t>(before.size() + after.size());
  return before + padded(fill) + after + "\r\nHost: a\r\n\r\n";
}
std::string header_line(std::int64_t size) {
  return get("/api/v1/echo", "A: " + padded(size - 3) + "\r\n");
}
std::string header_count(std::int64_t count) {
  std::string lines;
  for (std::int64_t i = 1; i < count; ++i) lines += fmt::format("A{}: b\r\n", i);
  return get("/api/v1/echo", lines);  // and Host
}
std::string header_bytes(std::int64_t size) {
  const auto rest = get("/api/v1/echo", "A: \r\n");
  // The limit counts up to the line end that closes the head.
  return get("/api/v1/echo",
             "A: " + padded(size - static_cast<std::int64_t>(rest.size()) + 1) + "\r\n");
}
std::string chunked(std::string_view target, std::int64_t size) {
  std::string text =
      fmt::format("POST {} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", target);
  for (std::int64_t left = size; left > 0; left -= 1000)
    text += fmt::format("{:x}\r\n{}\r\n", std::min<std::int64_t>(left, 1000),
                        padded(std::min<std::int64_t>(left, 1000)));
  return text + "0\r\n\r\n";
}

INSTANTIATE_TEST_SUITE_P(
    , AtItsEdge,
    ::testing::Values(
        Edge{"request_line_bytes", 8192, request_line},
        Edge{"header_line_bytes", 8192, header_line}, Edge{"header_count", 64, header_count},
        Edge{"header_bytes", 4000, header_bytes},
        Edge{"body_bytes", 1 << 20,
             [](std::int64_t n) { return testing::with_body("POST", "/api/v1/body", padded(n)); }},
        Edge{"body_bytes", 4000, [](std::int64_t n) { return chunked("/api/v1/body", n); }},
        Edge{"upload_bytes", 3'000'000,
             [](std::int64_t n) { return testing::with_body("POST", "/api/v1/files", padded(n)); }},
        Edge{"upload_bytes", 300'000, [](std::int64_t n) { return chunked("/api/v1/files", n); }}),
    [](const auto& tested) { return fmt::format("{}_{}", tested.param.limit, tested.index); });

TEST(Oversized, RequestLineIsRefusedBeforeItsEnd) {
  Running running;
  auto client = running.client();
  client.send("GET /" + padded(9000));
  EXPECT_THAT(client.statuses(), ::testing::ElementsAre(414));
}

TEST(Oversized, HeaderIsRefusedBeforeItsEnd) {
  Running running;
  auto client = running.client();
  client.send("GET / HTTP/1.1\r\nA: " + padded(9000));
  EXPECT_THAT(client.statuses(), ::testing::ElementsAre(431));
}

TEST(Connections, PerAddressEndAtTheLimitAndBeginAgainBelowIt) {
  auto options = testing::test_options();
  options.limits.connections_per_address = 3;
  Running running{options};
  std::vector<Client> open;
  for (int i = 0; i < 3; ++i) {
    open.push_back(running.client());
    open.back().send(get("/api/v1/echo"));
    ASSERT_EQ(open.back().reply().value().status, 200);
  }
  auto refused = running.client();
  const auto reply = refused.reply();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 429);
  EXPECT_NE(reply->header("retry-after"), "");
  Client elsewhere{running.server->port(), "127.0.0.2"};
  elsewhere.send(get("/api/v1/echo"));
  EXPECT_EQ(elsewhere.reply().value().status, 200);

  open.pop_back();
  int status = 429;
  for (int i = 0; i < 200 && status != 200; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
    status = running.ask(get("/api/v1/echo")).status;
  }
  EXPECT_EQ(status, 200);
}

TEST(Connections, OfATrustedProxyAreNotCountedPerAddress) {
  auto options = testing::test_options();
  options.limits.connections_per_address = 1;
  options.trusted_proxies = {"127.0.0.1"};
  Running running{options};
  auto one = running.client();
  auto two = running.client();
  two.send(get("/api/v1/echo"));
  EXPECT_EQ(two.reply().value().status, 200);
}

TEST(Connections, InAllEndAtTheLimitWithAWordAboutWhen) {
  auto options = testing::test_options();
  options.limits.connections = 3;
  Running running{options};
  std::vector<Client> open;
  for (int i = 0; i < 3; ++i) {
    open.push_back(running.client());
    open.back().send(get("/api/v1/echo"));
    ASSERT_EQ(open.back().reply().value().status, 200);
  }
  for (int i = 0; i < 20; ++i) {
    auto refused = running.client();
    refused.send(get("/api/v1/echo"));
    const auto reply = refused.reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 503);
    EXPECT_NE(reply->header("retry-after"), "");
  }
}

TEST(Reads, ThatMustBeComputedHaveARateAndCachedOnesHaveNone) {
  auto options = testing::test_options();
  options.limits.reads_per_second = 1;
  options.limits.reads_burst = 5;
  Running running{options};
  std::map<int, int> computed;
  for (int i = 0; i < 20; ++i) ++computed[running.ask(get("/api/v1/echo")).status];
  EXPECT_GE(computed[200], 5);
  EXPECT_GE(computed[429], 10);
  auto client = running.client();  // its own thread's cache
  int status = 0;
  for (int i = 0; i < 100 && status != 200; ++i) {
    client.send(get("/api/v1/figure"));
    status = client.reply().value().status;
    if (status != 200) std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  for (int i = 0; i < 50; ++i) {
    client.send(get("/api/v1/figure"));
    ASSERT_EQ(client.reply().value().status, 200);
  }
}

TEST(Imports, InFlightAreCountedPerAddress) {
  auto options = testing::test_options();
  options.limits.imports_in_flight = 1;
  Running running{options};
  auto first = running.client();
  first.send(
      "POST /api/v1/files HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
      "Content-Length: 5\r\n\r\n");
  ASSERT_EQ(first.reply().value().status, 100);
  EXPECT_EQ(running.ask(testing::with_body("POST", "/api/v1/files", "hello")).status, 429);
  first.send("hello");
  EXPECT_EQ(first.reply().value().status, 201);
  int status = 429;
  for (int i = 0; i < 100 && status == 429; ++i)
    status = running.ask(testing::with_body("POST", "/api/v1/files", "hello")).status;
  EXPECT_EQ(status, 201);
}

TEST(QueuedJobs, BeyondTheLimitAreRefusedAtOnce) {
  auto options = testing::test_options();
  options.workers = 1;
  options.limits.queued_jobs = 2;
  Running running{options};
  std::vector<Client> waiting;
  waiting.push_back(running.client());
  waiting.back().send(get("/api/v1/slow"));
  while (running.stage.entered == 0) std::this_thread::yield();
  for (int i = 0; i < 2; ++i) {
    waiting.push_back(running.client());
    waiting.back().send(get("/api/v1/slow"));
  }
  while (running.server->pool().waiting() < 2) std::this_thread::yield();
  const auto refused = running.ask(get("/api/v1/slow"));
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.header("retry-after"), "");
  running.stage.release = true;
  for (auto& client : waiting) EXPECT_EQ(client.reply().value().body, "slow");
}

}  // namespace
}  // namespace tertil::http
