/// @file service/store/feed_tokens.hpp
/// @brief Tokens that read one person's list of what to do as a web feed, and nothing else.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/store/engine.hpp"
#include "service/store/users.hpp"

namespace tertil::store {

/// Gives the account this token, by its hash; the one before stops working.
[[nodiscard]] Result<void> set_feed_token(Writer& writer, std::string_view user,
                                          std::string_view token_sha256);

/// Takes the account's token away; true if there was one.
[[nodiscard]] Result<bool> revoke_feed_token(Writer& writer, std::string_view user);

/// A person's token, by its hash.
struct FeedToken {
  std::string sha256;
  User owner;
};

/// The token of the account of that name; nothing if it has none or has been removed.
[[nodiscard]] Result<std::optional<FeedToken>> find_feed_token(Reader& reader,
                                                               std::string_view user);

}  // namespace tertil::store
