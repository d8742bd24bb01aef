#include "service/figures/published.hpp"

#include <algorithm>

#include "service/store/engine.hpp"

namespace tertil::figures {
namespace {

/// How many times in the past are held at once: as-of questions come in bursts about one time.
constexpr std::size_t kPastKept = 8;

Result<std::shared_ptr<const Snapshot>> build(store::Engine& engine, std::optional<Instant> as_of) {
  std::shared_ptr<const Snapshot> built;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto snapshot = build_snapshot(reader, as_of);
    if (!snapshot) return tl::unexpected{std::move(snapshot.error())};
    built = std::move(*snapshot);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return built;
}

}  // namespace

Result<void> Published::refresh() {
  const std::scoped_lock one_at_a_time{building_};
  return build_next();
}

Result<void> Published::build_next() {
  // Asked before the reading: a commit in between is seen as a change once more, never lost.
  const auto counter = engine_.change_counter();
  if (!counter) return tl::unexpected{counter.error()};
  auto built = build(engine_, std::nullopt);
  if (!built) return tl::unexpected{std::move(built.error())};
  take(**built, *counter);
  return {};
}

void Published::take(const Snapshot& built, std::int64_t counter) {
  auto next = std::make_shared<Snapshot>(built);
  next->version = version() + 1;
  const std::scoped_lock lock{mutex_};
  version_.store(next->version, std::memory_order_release);
  current_ = std::move(next);
  change_counter_ = counter;
}

Result<std::shared_ptr<const Snapshot>> Published::found_by(store::Writer& writer) {
  // Nobody else commits while this write has its turn.
  const auto counter = engine_.change_counter();
  if (!counter) return tl::unexpected{counter.error()};
  if (auto snapshot = current_at(*counter)) return snapshot;
  return build_snapshot(writer);
}

Result<void> Published::adopt(const std::shared_ptr<const Snapshot>& built, Instant recorded_at) {
  const std::scoped_lock one_at_a_time{building_};
  const auto counter = engine_.change_counter();
  if (!counter) return tl::unexpected{counter.error()};
  if (*counter != recorded_at.microseconds) return build_next();
  take(*built, *counter);
  return {};
}

Result<bool> Published::refresh_if_changed() {
  const auto counter = engine_.change_counter();
  if (!counter) return tl::unexpected{counter.error()};
  if (current_at(*counter)) return false;
  const auto refreshed = refresh();
  if (!refreshed) return tl::unexpected{refreshed.error()};
  return true;
}

std::shared_ptr<const Snapshot> Published::current_at(std::int64_t counter) const {
  const std::scoped_lock lock{mutex_};
  return change_counter_ == counter ? current_ : nullptr;
}

std::shared_ptr<const Snapshot> Published::current() const {
  const std::scoped_lock lock{mutex_};
  return current_;
}

Result<std::shared_ptr<const Snapshot>> Published::as_of(Instant when) {
  {
    const std::scoped_lock lock{mutex_};
    const auto kept =
        std::ranges::find(past_, when, &std::pair<Instant, std::shared_ptr<const Snapshot>>::first);
    if (kept != past_.end()) return kept->second;
  }
  if (const auto newest = current(); !newest || when >= newest->recorded_at) {
    // A write under way may have taken a time before `when` and not be committed yet. Waiting for
    // our turn to write, and writing nothing, is waiting for it. A store that cannot be written
    // has nobody to wait for.
    static_cast<void>(engine_.write([](store::Writer&) -> Result<void> { return {}; }));
  }
  auto built = build(engine_, when);
  if (!built) return built;
  const std::scoped_lock lock{mutex_};
  if (past_.size() >= kPastKept) past_.erase(past_.begin());
  past_.emplace_back(when, *built);
  return built;
}

}  // namespace tertil::figures
