/// @file service/http/peer_limits.hpp
/// @brief What one address may have at once and how often: counts and token buckets.
///
/// All this is each instance's own, so behind several of them an address may have as many times as
/// much. That holds for reads on purpose: to ask a shared store would cost more than the read it is
/// to save. What protects the store itself, imports of one key and logins that fail, is counted in
/// it where it is shared (service/store/rate_budgets.hpp).
#pragma once
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace tertil::http {

/// How many of something each address has open. Safe to share between threads.
class PeerCounts {
 public:
  /// One more for this address; false, and nothing counted, if it has `limit` already.
  [[nodiscard]] bool enter(const std::string& peer, std::int64_t limit);
  void leave(const std::string& peer);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::int64_t> open_;
};

/// Leaves when it dies, wherever that is.
class PeerPass {
 public:
  PeerPass() = default;
  PeerPass(PeerCounts& counts, std::string peer) : counts_{&counts}, peer_{std::move(peer)} {}
  PeerPass(PeerPass&& other) noexcept
      : counts_{std::exchange(other.counts_, nullptr)}, peer_{std::move(other.peer_)} {}
  PeerPass& operator=(PeerPass&& other) noexcept {
    std::swap(counts_, other.counts_);
    std::swap(peer_, other.peer_);
    return *this;
  }
  ~PeerPass() {
    if (counts_ != nullptr) counts_->leave(peer_);
  }

 private:
  PeerCounts* counts_{nullptr};
  std::string peer_;
};

/// A token bucket for each address, on the steady clock. Safe to share between threads. Addresses
/// whose bucket is full again are forgotten, so memory follows those who ask, not who ever asked.
class TokenBuckets {
 public:
  TokenBuckets(double per_second, double burst) : per_second_{per_second}, burst_{burst} {}

  /// Takes one token at this time; false if there is none.
  [[nodiscard]] bool take(const std::string& peer, std::int64_t now_ms);
  /// Gives one back that turned out not to count.
  void give_back(const std::string& peer);

 private:
  struct Bucket {
    double tokens{0};
    std::int64_t at_ms{0};
  };
  [[nodiscard]] double filled(const Bucket& bucket, std::int64_t now_ms) const;

  double per_second_;
  double burst_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace tertil::http
