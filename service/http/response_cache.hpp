/// @file service/http/response_cache.hpp
/// @brief Finished answers by target, for one I/O thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "service/http/rendered.hpp"

namespace tertil::http {

/// Keeps whole answers in both encodings, least recently used out first when the bound on bytes
/// is reached. All entries are of one version of the data; the first look-up with another version
/// empties the cache.
///
/// Thread safety: none; each I/O thread has its own, so a hit takes no lock.
class ResponseCache {
 public:
  explicit ResponseCache(std::size_t limit_bytes) : limit_{limit_bytes} {}

  /// The answer for a target, as sent by the client; null if it is not kept.
  [[nodiscard]] std::shared_ptr<Rendered> find(std::uint64_t version, std::string_view target);

  /// Keeps an answer. One that is larger than an eighth of the bound is not kept; neither is one
  /// of a version that is not the newest seen.
  void keep(std::uint64_t version, std::string_view target, std::shared_ptr<Rendered> answer);

  /// Adds the gzip form of a kept answer if it is missing, and counts its bytes.
  void complete_gzip(std::string_view target, Rendered& answer);

  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string target;
    std::shared_ptr<Rendered> answer;
    std::size_t bytes{0};
  };
  using Order = std::list<Entry>;  // most recently used first

  void begin(std::uint64_t version);
  void trim();

  std::size_t limit_;
  std::size_t bytes_{0};
  std::uint64_t version_{0};
  Order entries_;
  std::unordered_map<std::string_view, Order::iterator> by_target_;
};

}  // namespace tertil::http
