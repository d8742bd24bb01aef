/// @file service/store/sessions.hpp
/// @brief Who is signed in. A session is known by the SHA-256 of its id; the id is the browser's.
///
/// The times here are the wall clock's, for a service that starts anew and for lists. A running
/// service counts on the steady clock (service/access/login_sessions.hpp).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// One login, until it ends.
struct Session {
  std::string id_sha256;  ///< In hex.
  std::string user;       ///< The account's name.
  Instant created_at;
  Instant seen_at;     ///< About when it was used last.
  Instant expires_at;  ///< Whatever it is used for.
};

/// A session together with what its account says now.
struct OpenSession {
  Session session;
  std::string display_name;
  std::string role;
  std::string org_unit;  ///< Empty if none.
};

/// Adds a session.
[[nodiscard]] Result<void> add_session(Writer& writer, const Session& session);

/// The session of that hash, if it is there and its account has not been removed.
[[nodiscard]] Result<std::optional<OpenSession>> find_session(Reader& reader,
                                                              std::string_view id_sha256);

/// The sessions of an account, newest first.
[[nodiscard]] Result<std::vector<Session>> sessions_of(Reader& reader, std::string_view user);

/// Notes that the session was used. Never goes back in time. Costs a write: call it seldom.
[[nodiscard]] Result<void> touch_session(Writer& writer, std::string_view id_sha256, Instant at);

/// Ends one session; true if there was one.
[[nodiscard]] Result<bool> end_session(Writer& writer, std::string_view id_sha256);

/// Ends all sessions of an account and gives how many there were.
[[nodiscard]] Result<std::int64_t> end_sessions_of(Writer& writer, std::string_view user);

/// Deletes those that ended before this time, so that the table follows who is signed in.
[[nodiscard]] Result<void> drop_expired_sessions(Writer& writer, Instant now);

}  // namespace tertil::store
