#include "service/store/tokens.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

/// Ids of sources have no spaces in them, so one between them is enough.
std::vector<std::string> sources_in(const std::string& text) {
  std::istringstream words{text};
  std::vector<std::string> sources;
  for (std::string word; words >> word;) sources.push_back(word);
  return sources;
}

Token token_in(const Row& row) {
  return {.id = text_in(row[0]),
          .role = text_in(row[1]),
          .sources = sources_in(text_in(row[2])),
          .secret_sha256 = text_in(row[3]),
          .created_at = instant_in(row[4]),
          .expires_at = instant_in(row[5]),
          .last_used_at = optional_instant_in(row[6]),
          .revoked_at = optional_instant_in(row[7]),
          .note = text_in(row[8])};
}

Result<std::vector<Token>> read_tokens(Reader& reader, std::string_view sql,
                                       std::span<const Value> parameters) {
  const auto rows = reader.query(sql, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<Token> found;
  for (const auto& row : *rows) found.push_back(token_in(row));
  return found;
}

}  // namespace

Result<void> add_token(Writer& writer, const Token& token) {
  auto sources = token.sources;
  std::ranges::sort(sources);
  const std::array<Value, 9> cells{token.id,
                                   token.role,
                                   fmt::format("{}", fmt::join(sources, " ")),
                                   token.secret_sha256,
                                   token.created_at.microseconds,
                                   token.expires_at.microseconds,
                                   cell(token.last_used_at),
                                   cell(token.revoked_at),
                                   token.note};
  const auto added = writer.execute(
      "INSERT INTO token (id, role, sources, secret_sha256, created_at, expires_at, last_used_at, "
      "revoked_at, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
      cells);
  if (!added) return tl::unexpected{added.error()};
  if (*added == 0) {
    return fail(ErrorCode::kConflict,
                {"Det finns redan en nyckel med det namnet.", "There is a key of that id already."},
                "store/tokens: " + token.id);
  }
  return {};
}

Result<std::optional<Token>> find_token(Reader& reader, std::string_view id) {
  const Value parameter = cell(id);
  auto found = read_tokens(reader,
                           "SELECT id, role, sources, secret_sha256, created_at, expires_at, "
                           "last_used_at, revoked_at, note FROM token WHERE id = $1",
                           {&parameter, 1});
  if (!found) return tl::unexpected{found.error()};
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<std::vector<Token>> tokens(Reader& reader) {
  return read_tokens(reader,
                     "SELECT id, role, sources, secret_sha256, created_at, expires_at, "
                     "last_used_at, revoked_at, note FROM token ORDER BY created_at DESC, id",
                     {});
}

Result<void> revoke_token(Writer& writer, std::string_view id) {
  const std::array<Value, 2> parameters{cell(id), writer.recorded_at().microseconds};
  const auto changed = writer.execute(
      "UPDATE token SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1", parameters);
  if (!changed) return tl::unexpected{changed.error()};
  if (*changed == 0) {
    return fail(ErrorCode::kNotFound, {"Det finns ingen sådan nyckel.", "There is no such key."},
                "store/tokens: " + std::string{id});
  }
  return {};
}

Result<void> touch_token(Writer& writer, std::string_view id, Instant used_at) {
  const std::array<Value, 2> parameters{cell(id), used_at.microseconds};
  const auto changed = writer.execute(
      "UPDATE token SET last_used_at = $2 WHERE id = $1 AND "
      "(last_used_at IS NULL OR last_used_at < $2)",
      parameters);
  if (!changed) return tl::unexpected{changed.error()};
  return {};
}

}  // namespace tertil::store
