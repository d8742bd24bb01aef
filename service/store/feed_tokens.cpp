#include "service/store/feed_tokens.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {

Result<void> set_feed_token(Writer& writer, std::string_view user, std::string_view token_sha256) {
  const std::array<Value, 3> cells{cell(user), cell(token_sha256),
                                   writer.recorded_at().microseconds};
  const auto set = writer.execute(
      "INSERT INTO feed_token (user_name, token_sha256, created_at) VALUES ($1, $2, $3) "
      "ON CONFLICT (user_name) DO UPDATE SET token_sha256 = $2, created_at = $3",
      cells);
  if (!set) return tl::unexpected{set.error()};
  return {};
}

Result<bool> revoke_feed_token(Writer& writer, std::string_view user) {
  const Value parameter = cell(user);
  const auto gone = writer.execute("DELETE FROM feed_token WHERE user_name = $1", {&parameter, 1});
  if (!gone) return tl::unexpected{gone.error()};
  return *gone > 0;
}

Result<std::optional<FeedToken>> find_feed_token(Reader& reader, std::string_view user) {
  const Value parameter = cell(user);
  const auto rows =
      reader.query("SELECT token_sha256 FROM feed_token WHERE user_name = $1", {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  auto owner = find_user(reader, user);
  if (!owner) return tl::unexpected{owner.error()};
  if (!*owner || (*owner)->removed_at) return std::nullopt;
  return FeedToken{text_in(rows->front()[0]), std::move(**owner)};
}

}  // namespace tertil::store
