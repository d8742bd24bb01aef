/// @file service/access/login_sessions.hpp
/// @brief Who is signed in, by the clock that never jumps.
///
/// A session ends when it has not been used for a while, and at the latest some hours after the
/// login. Both are counted on the steady clock: setting the wall clock neither ends sessions nor
/// prolongs them (R23). What a session is lies in the store, so that it outlives a restart and
/// ends everywhere at once; only then do the stored times count, and never for more than a whole
/// session. That it was used is noted there every five minutes, and an instance that sees another's
/// note goes by it: among several instances an idle session may end up to five minutes early, and
/// never late.
#pragma once
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"
#include "service/store/sessions.hpp"

namespace tertil::access {

/// Milliseconds on a clock that only goes forwards, also while the machine sleeps.
[[nodiscard]] std::int64_t steady_ms();

/// How long a session lasts.
struct SessionTimes {
  std::int64_t idle_ms{30 * 60'000};
  std::int64_t lifetime_ms{10 * 3'600'000};
};

/// A session that is good now.
struct FoundSession {
  store::OpenSession open;
  std::int64_t idle_left_ms{0};  ///< Until it ends unless used.
  std::int64_t left_ms{0};       ///< Until it ends whatever happens.
};

/// Safe to share; blocking, as the store is.
class LoginSessions {
 public:
  LoginSessions(SessionTimes times, std::function<std::int64_t()> steady)
      : times_{times}, steady_{std::move(steady)} {}

  /// 256 random bits in hex: what the browser keeps.
  [[nodiscard]] static std::string new_id();
  /// What the store knows a session by.
  [[nodiscard]] static std::string hash_of(std::string_view id);

  /// A session that begins now, as it is to be stored.
  [[nodiscard]] store::Session begin(std::string_view id, std::string_view user, Instant now) const;

  enum class Use {
    kLook,   ///< Asks how long it lasts; does not prolong it.
    kTouch,  ///< Somebody did something.
  };
  /// The session of this id if it is good; one that has ended is deleted.
  [[nodiscard]] Result<std::optional<FoundSession>> find(store::Engine& engine, const Clock& clock,
                                                         std::string_view id, Use use);
  /// Forgets a session that has been ended in the store.
  void forget(std::string_view id_sha256);

 private:
  /// On the steady clock.
  struct Live {
    std::int64_t seen{0};
    std::int64_t ends{0};
    std::int64_t noted{0};  ///< When the store was told.
    Instant stored;         ///< What the store said of its use the last time.
    Instant told;           ///< What it was told by this instance.
  };
  [[nodiscard]] Live as_stored(const store::Session& session, Instant wall, std::int64_t now) const;
  void forget_ended(std::int64_t now);

  SessionTimes times_;
  std::function<std::int64_t()> steady_;
  std::mutex mutex_;
  std::unordered_map<std::string, Live> live_;
};

}  // namespace tertil::access
