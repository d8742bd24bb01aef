/// @file service/http/metrics.hpp
/// @brief Counters that cost a plain addition, summed when somebody asks.
///
/// Each I/O thread has a shard of its own and is its only writer; rendering reads them all.
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tertil::http {

/// A number with one writer and any number of readers.
class Counter {
 public:
  void add(std::uint64_t n = 1) {
    value_.store(value_.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// Upper bounds of the latency histogram, in microseconds; a last bucket takes the rest.
inline constexpr std::array<std::uint64_t, 12> kLatencyBounds{
    50, 100, 250, 500, 1'000, 2'500, 5'000, 10'000, 50'000, 250'000, 1'000'000, 5'000'000};

/// The counters of one I/O thread.
struct alignas(64) MetricsShard {
  explicit MetricsShard(std::size_t routes) : requests(routes) {}
  std::vector<std::array<Counter, 5>> requests;  ///< By route, then by status class (1xx … 5xx).
  std::array<Counter, kLatencyBounds.size() + 1> latency;
  Counter latency_total_us;
  Counter connections_opened;
  Counter connections_closed;
  Counter connections_refused;
  Counter cache_hits;
  Counter cache_misses;
  Counter bytes_sent;
  Counter bytes_received;

  void answered(std::size_t route, unsigned status, std::uint64_t microseconds);
};

/// All shards of a server.
class Metrics {
 public:
  /// @param routes what to call each route ("GET /api/v1/regions"); two more are added for the
  /// static files and for what matches nothing.
  Metrics(std::vector<std::string> routes, std::size_t threads);

  [[nodiscard]] std::size_t threads() const { return shards_.size(); }
  [[nodiscard]] MetricsShard& shard(std::size_t thread) { return *shards_[thread]; }
  [[nodiscard]] std::size_t static_route() const { return routes_.size() - 2; }
  [[nodiscard]] std::size_t no_route() const { return routes_.size() - 1; }

  /// Connections open at this moment.
  [[nodiscard]] std::uint64_t open_connections() const;
  /// Prometheus' text format 0.0.4; names begin with `tertil_http_`.
  [[nodiscard]] std::string render() const;

 private:
  std::vector<std::string> routes_;
  std::vector<std::unique_ptr<MetricsShard>> shards_;
};

}  // namespace tertil::http
