#include "service/access/login_sessions.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <stdexcept>

#include "service/store/sha256.hpp"

namespace tertil::access {
namespace {

constexpr std::int64_t kMicroseconds = 1000;        ///< In a millisecond.
constexpr std::int64_t kBetweenNotes = 5 * 60'000;  ///< Of its use, in the store.
constexpr std::size_t kManySessions = 1024;         ///< From here on ended ones are looked for.
constexpr std::size_t kIdBytes = 32;
constexpr std::size_t kIdLength = 2 * kIdBytes;

}  // namespace

std::int64_t steady_ms() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

std::string LoginSessions::new_id() {
  if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot start"};
  std::array<unsigned char, kIdBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string hex(kIdLength + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

std::string LoginSessions::hash_of(std::string_view id) { return store::sha256_hex(id); }

store::Session LoginSessions::begin(std::string_view id, std::string_view user, Instant now) const {
  return {.id_sha256 = hash_of(id),
          .user = std::string{user},
          .created_at = now,
          .seen_at = now,
          .expires_at = {now.microseconds + times_.lifetime_ms * kMicroseconds}};
}

LoginSessions::Live LoginSessions::as_stored(const store::Session& session, Instant wall,
                                             std::int64_t now) const {
  const auto since = (wall.microseconds - session.seen_at.microseconds) / kMicroseconds;
  const auto left = (session.expires_at.microseconds - wall.microseconds) / kMicroseconds;
  return {.seen = now - std::max<std::int64_t>(since, 0),
          .ends = now + std::clamp<std::int64_t>(left, 0, times_.lifetime_ms),
          .noted = now,
          .stored = session.seen_at,
          .told = session.seen_at};
}

void LoginSessions::forget_ended(std::int64_t now) {
  if (live_.size() < kManySessions) return;
  std::erase_if(live_, [&](const auto& each) {
    return now >= each.second.ends || now - each.second.seen >= times_.idle_ms;
  });
}

void LoginSessions::forget(std::string_view id_sha256) {
  const std::lock_guard lock{mutex_};
  live_.erase(std::string{id_sha256});
}

Result<std::optional<FoundSession>> LoginSessions::find(store::Engine& engine, const Clock& clock,
                                                        std::string_view id, Use use) {
  if (id.size() != kIdLength) return std::nullopt;
  const auto hash = hash_of(id);
  std::optional<store::OpenSession> stored;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::find_session(reader, hash);
    if (!found) return tl::unexpected{std::move(found.error())};
    stored = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  if (!stored) {
    forget(hash);
    return std::nullopt;
  }

  const auto now = steady_();
  const auto wall = clock.now();
  bool ended = false;
  bool note = false;
  FoundSession found{.open = std::move(*stored)};
  {
    const std::lock_guard lock{mutex_};
    forget_ended(now);
    const auto stored_as = as_stored(found.open.session, wall, now);
    auto& live = live_.try_emplace(hash, stored_as).first->second;
    if (live.stored != stored_as.stored) {
      if (live.told != stored_as.stored) {  // another instance has seen it used
        live.seen = std::max(live.seen, stored_as.seen);
      }
      live.stored = stored_as.stored;
    }
    ended = now >= live.ends || now - live.seen >= times_.idle_ms;
    if (ended) {
      live_.erase(hash);
    } else {
      if (use == Use::kTouch) live.seen = now;
      note = use == Use::kTouch && now - live.noted >= kBetweenNotes;
      if (note) {
        live.noted = now;
        live.told = wall;
      }
      found.left_ms = live.ends - now;
      found.idle_left_ms = std::min(live.seen + times_.idle_ms - now, found.left_ms);
    }
  }
  if (ended || note) {
    // For the next start and for lists: a store that cannot be written ends nobody's session.
    const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
      writer.leave_published_alone();
      if (note) return store::touch_session(writer, hash, wall);
      const auto done = store::end_session(writer, hash);
      return done ? Result<void>{} : tl::unexpected{done.error()};
    });
    static_cast<void>(written);
  }
  if (ended) return std::nullopt;
  return found;
}

}  // namespace tertil::access
