#include "service/http/response_cache.hpp"

#include <algorithm>
#include <utility>

namespace tertil::http {
namespace {

/// The largest public answer, the API's description, is kept however little each core has.
constexpr std::size_t kOneLarge = std::size_t{1} << 20U;

}  // namespace

void ResponseCache::begin(std::uint64_t version) {
  by_target_.clear();
  entries_.clear();
  bytes_ = 0;
  version_ = version;
}

std::shared_ptr<Rendered> ResponseCache::find(std::uint64_t version, std::string_view target) {
  if (version != version_) begin(version);
  const auto found = by_target_.find(target);
  if (found == by_target_.end()) return nullptr;
  if (found->second != entries_.begin()) entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->answer;
}

void ResponseCache::keep(std::uint64_t version, std::string_view target,
                         std::shared_ptr<Rendered> answer) {
  if (version != version_ || by_target_.contains(target)) return;
  const auto most = std::max(limit_ / 8, std::min(limit_, kOneLarge));
  if (2 * answer->size() <= most) add_files(*answer);
  const auto bytes = answer->size() + 2 * target.size() + sizeof(Entry);
  if (bytes > most) return;
  entries_.push_front({std::string{target}, std::move(answer), bytes});
  by_target_.emplace(entries_.front().target, entries_.begin());
  bytes_ += bytes;
  trim();
}

void ResponseCache::complete_gzip(std::string_view target, Rendered& answer) {
  if (!answer.compressible || !answer.gzip.bytes.empty()) return;
  const auto before = answer.size();
  add_gzip(answer);
  add_files(answer);
  const auto found = by_target_.find(target);
  if (found == by_target_.end()) return;
  found->second->bytes += answer.size() - before;
  bytes_ += answer.size() - before;
  trim();
}

void ResponseCache::trim() {
  while (bytes_ > limit_ && entries_.size() > 1) {
    bytes_ -= entries_.back().bytes;
    by_target_.erase(entries_.back().target);
    entries_.pop_back();
  }
}

}  // namespace tertil::http
