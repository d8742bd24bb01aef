#include "service/http/peer_limits.hpp"

#include <algorithm>

namespace tertil::http {

bool PeerCounts::enter(const std::string& peer, std::int64_t limit) {
  const std::lock_guard lock{mutex_};
  auto& open = open_[peer];
  if (open >= limit) return false;
  ++open;
  return true;
}

void PeerCounts::leave(const std::string& peer) {
  const std::lock_guard lock{mutex_};
  const auto found = open_.find(peer);
  if (found != open_.end() && --found->second <= 0) open_.erase(found);
}

double TokenBuckets::filled(const Bucket& bucket, std::int64_t now_ms) const {
  const auto elapsed = static_cast<double>(now_ms - bucket.at_ms) / 1000.0;
  return std::min(burst_, bucket.tokens + elapsed * per_second_);
}

bool TokenBuckets::take(const std::string& peer, std::int64_t now_ms) {
  constexpr std::size_t kManyPeers = 4096;
  const std::lock_guard lock{mutex_};
  if (buckets_.size() > kManyPeers)
    std::erase_if(buckets_, [&](const auto& e) { return filled(e.second, now_ms) >= burst_; });
  auto& bucket = buckets_.try_emplace(peer, Bucket{burst_, now_ms}).first->second;
  bucket = {filled(bucket, now_ms), now_ms};
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

void TokenBuckets::give_back(const std::string& peer) {
  const std::lock_guard lock{mutex_};
  const auto found = buckets_.find(peer);
  if (found != buckets_.end()) found->second.tokens = std::min(burst_, found->second.tokens + 1);
}

}  // namespace tertil::http
