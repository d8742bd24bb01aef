/// @file service/store/tokens.hpp
/// @brief Machine keys: who may send what, until when. The secret itself is never stored.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// One key. It is good from `created_at` until `expires_at` unless `revoked_at` is set; whoever
/// asks compares (promises 5.2).
struct Token {
  std::string id;                    ///< The public part; names the key in lists and logs.
  std::string role;                  ///< "importer", "coordinator", … (contract 1).
  std::vector<std::string> sources;  ///< Ids of the sources it may send for; sorted.
  std::string secret_sha256;         ///< In hex.
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> last_used_at;
  std::optional<Instant> revoked_at;
  std::string note;  ///< What the operator wrote to tell it by; may be empty.
};

/// Adds a key. kConflict if the id is taken.
[[nodiscard]] Result<void> add_token(Writer& writer, const Token& token);

/// The key of that id, if there is one: also when it is revoked or has expired.
[[nodiscard]] Result<std::optional<Token>> find_token(Reader& reader, std::string_view id);

/// All keys ever made, newest first.
[[nodiscard]] Result<std::vector<Token>> tokens(Reader& reader);

/// Revokes the key from the time of this write. A second time changes nothing. kNotFound if there
/// is none of that id.
[[nodiscard]] Result<void> revoke_token(Writer& writer, std::string_view id);

/// Notes that the key was used. Never goes back in time. Costs a write: call it seldom (say once
/// a minute per key), not at every request.
[[nodiscard]] Result<void> touch_token(Writer& writer, std::string_view id, Instant used_at);

}  // namespace tertil::store
