/// @file service/store/login_attempts.hpp
/// @brief Sign-ins that are under way at another system. Any instance can finish what another
/// began.
///
/// Both secrets are known by their SHA-256 alone, in hex. The times are the wall clock's.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// A sign-in that has begun.
struct LoginAttempt {
  std::string state_sha256;    ///< Of the state that the other system sends back.
  std::string browser_sha256;  ///< Of what the browser's cookie holds.
  std::string till;            ///< Where to go afterwards: a path on this site.
  Instant expires_at;
  std::optional<Instant> used_at;
};

/// Notes a sign-in that begins, and forgets those that ended before this time.
[[nodiscard]] Result<void> add_login_attempt(Writer& writer, const LoginAttempt& attempt,
                                             Instant now);

/// The attempt of that state as it was, marked as used from this write on; nothing if there is
/// none.
[[nodiscard]] Result<std::optional<LoginAttempt>> use_login_attempt(Writer& writer,
                                                                    std::string_view state_sha256);

}  // namespace tertil::store
