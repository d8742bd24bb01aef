#include "service/http/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace tertil::http {

void MetricsShard::answered(std::size_t route, unsigned status, std::uint64_t microseconds) {
  requests[route][std::clamp(status / 100, 1U, 5U) - 1].add();
  std::size_t bucket = 0;
  while (bucket < kLatencyBounds.size() && microseconds > kLatencyBounds[bucket]) ++bucket;
  latency[bucket].add();
  latency_total_us.add(microseconds);
}

Metrics::Metrics(std::vector<std::string> routes, std::size_t threads)
    : routes_{std::move(routes)} {
  routes_.emplace_back("static");
  routes_.emplace_back("none");
  for (std::size_t i = 0; i < threads; ++i)
    shards_.push_back(std::make_unique<MetricsShard>(routes_.size()));
}

std::uint64_t Metrics::open_connections() const {
  std::uint64_t open = 0;
  for (const auto& shard : shards_)
    open += shard->connections_opened.value() - shard->connections_closed.value();
  return open;
}

std::string Metrics::render() const {
  std::string text;
  auto out = std::back_inserter(text);
  const auto sum = [this](auto counter_of) {
    std::uint64_t total = 0;
    for (const auto& shard : shards_) total += counter_of(*shard).value();
    return total;
  };
  const auto describe = [&](std::string_view name, std::string_view type, std::string_view help) {
    fmt::format_to(out, "# HELP tertil_http_{} {}\n# TYPE tertil_http_{} {}\n", name, help, name,
                   type);
  };
  const auto single = [&](std::string_view name, std::string_view type, std::string_view help,
                          std::uint64_t value) {
    describe(name, type, help);
    fmt::format_to(out, "tertil_http_{} {}\n", name, value);
  };

  describe("requests_total", "counter", "Requests answered, by route and class of status.");
  for (std::size_t route = 0; route < routes_.size(); ++route) {
    for (std::size_t status = 0; status < 5; ++status) {
      const auto n = sum([&](const auto& s) -> auto& { return s.requests[route][status]; });
      if (n == 0) continue;
      fmt::format_to(out, "tertil_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n",
                     routes_[route], status + 1, n);
    }
  }
  describe("request_duration_seconds", "histogram",
           "From the last byte of the head to the answer being ready.");
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket <= kLatencyBounds.size(); ++bucket) {
    seen += sum([&](const auto& s) -> auto& { return s.latency[bucket]; });
    const auto bound = bucket < kLatencyBounds.size()
                           ? fmt::format("{}", static_cast<double>(kLatencyBounds[bucket]) / 1e6)
                           : std::string{"+Inf"};
    fmt::format_to(out, "tertil_http_request_duration_seconds_bucket{{le=\"{}\"}} {}\n", bound,
                   seen);
  }
  const auto total = sum([](const auto& s) -> auto& { return s.latency_total_us; });
  fmt::format_to(out, "tertil_http_request_duration_seconds_sum {}\n",
                 static_cast<double>(total) / 1e6);
  fmt::format_to(out, "tertil_http_request_duration_seconds_count {}\n", seen);

  single("connections_open", "gauge", "Connections open now.", open_connections());
  single("connections_total", "counter", "Connections accepted.",
         sum([](const auto& s) -> auto& { return s.connections_opened; }));
  single("connections_refused_total", "counter", "Connections turned away by a limit.",
         sum([](const auto& s) -> auto& { return s.connections_refused; }));
  single("cache_hits_total", "counter", "Answers from the response cache.",
         sum([](const auto& s) -> auto& { return s.cache_hits; }));
  single("cache_misses_total", "counter", "Cacheable answers that had to be made.",
         sum([](const auto& s) -> auto& { return s.cache_misses; }));
  single("sent_bytes_total", "counter", "Bytes sent.",
         sum([](const auto& s) -> auto& { return s.bytes_sent; }));
  single("received_bytes_total", "counter", "Bytes received.",
         sum([](const auto& s) -> auto& { return s.bytes_received; }));
  return text;
}

}  // namespace tertil::http
