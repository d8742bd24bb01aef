/// @file service/figures/published.hpp
/// @brief The snapshot everybody is answered from, and how the next one takes its place.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "service/figures/snapshot.hpp"

namespace tertil::store {
class Engine;
class Writer;
}  // namespace tertil::store

namespace tertil::figures {

/// The snapshot that is current, and how it is replaced.
///
/// Thread safety: all members may be called from any thread. A shared_ptr behind a mutex, because
/// libstdc++ 12's atomic shared_ptr is both slower and reported by the thread sanitizer.
class Published {
 public:
  explicit Published(store::Engine& engine) : engine_{engine} {}
  /// Builds from the store and makes it current. Two callers build one after the other.
  Result<void> refresh();
  /// As `refresh`, but only if somebody has committed since the last build.
  Result<bool> refresh_if_changed();
  [[nodiscard]] std::shared_ptr<const Snapshot> current() const;
  /// What a write finds published: the current snapshot, unless somebody else has committed since;
  /// then it is built from the write's own reading. Ask before anything is written.
  [[nodiscard]] Result<std::shared_ptr<const Snapshot>> found_by(store::Writer& writer);
  /// Makes what was built inside a write current, once that has committed with this time. Builds
  /// anew if somebody has committed after it.
  Result<void> adopt(const std::shared_ptr<const Snapshot>& built, Instant recorded_at);
  /// Of the current snapshot; 0 before the first. An atomic load: asked for every request.
  [[nodiscard]] std::uint64_t version() const { return version_.load(std::memory_order_acquire); }
  /// The past, kept for a while: at most a handful of distinct times are held at once.
  [[nodiscard]] Result<std::shared_ptr<const Snapshot>> as_of(Instant when);

 private:
  /// The current snapshot if it shows everything that was committed at `counter`, else null.
  [[nodiscard]] std::shared_ptr<const Snapshot> current_at(std::int64_t counter) const;
  Result<void> build_next();
  void take(const Snapshot& built, std::int64_t counter);

  store::Engine& engine_;
  std::mutex building_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> current_;
  std::atomic<std::uint64_t> version_{0};
  std::optional<std::int64_t> change_counter_;
  std::vector<std::pair<Instant, std::shared_ptr<const Snapshot>>> past_;
};

}  // namespace tertil::figures
