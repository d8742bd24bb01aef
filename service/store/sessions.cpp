#include "service/store/sessions.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

Session session_in(const Row& row) {
  return {.id_sha256 = text_in(row[0]),
          .user = text_in(row[1]),
          .created_at = instant_in(row[2]),
          .seen_at = instant_in(row[3]),
          .expires_at = instant_in(row[4])};
}

}  // namespace

Result<void> add_session(Writer& writer, const Session& session) {
  const std::array<Value, 5> cells{session.id_sha256, session.user, session.created_at.microseconds,
                                   session.seen_at.microseconds, session.expires_at.microseconds};
  const auto added = writer.execute(
      "INSERT INTO session (id_sha256, user_name, created_at, seen_at, expires_at) "
      "VALUES ($1, $2, $3, $4, $5)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  return {};
}

Result<std::optional<OpenSession>> find_session(Reader& reader, std::string_view id_sha256) {
  const Value parameter = cell(id_sha256);
  const auto rows = reader.query(
      "SELECT s.id_sha256, s.user_name, s.created_at, s.seen_at, s.expires_at, u.display_name, "
      "u.role, u.org_unit FROM session s JOIN user_account u ON u.name = s.user_name "
      "WHERE s.id_sha256 = $1 AND u.removed_at IS NULL",
      {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  const auto& row = rows->front();
  return OpenSession{session_in(row), text_in(row[5]), text_in(row[6]), text_in(row[7])};
}

Result<std::vector<Session>> sessions_of(Reader& reader, std::string_view user) {
  const Value parameter = cell(user);
  const auto rows = reader.query(
      "SELECT id_sha256, user_name, created_at, seen_at, expires_at FROM session "
      "WHERE user_name = $1 ORDER BY created_at DESC, id_sha256",
      {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<Session> found;
  for (const auto& row : *rows) found.push_back(session_in(row));
  return found;
}

Result<void> touch_session(Writer& writer, std::string_view id_sha256, Instant at) {
  const std::array<Value, 2> parameters{cell(id_sha256), at.microseconds};
  const auto changed = writer.execute(
      "UPDATE session SET seen_at = $2 WHERE id_sha256 = $1 AND seen_at < $2", parameters);
  if (!changed) return tl::unexpected{changed.error()};
  return {};
}

Result<bool> end_session(Writer& writer, std::string_view id_sha256) {
  const Value parameter = cell(id_sha256);
  const auto ended = writer.execute("DELETE FROM session WHERE id_sha256 = $1", {&parameter, 1});
  if (!ended) return tl::unexpected{ended.error()};
  return *ended > 0;
}

Result<std::int64_t> end_sessions_of(Writer& writer, std::string_view user) {
  const Value parameter = cell(user);
  return writer.execute("DELETE FROM session WHERE user_name = $1", {&parameter, 1});
}

Result<void> drop_expired_sessions(Writer& writer, Instant now) {
  const Value parameter{now.microseconds};
  const auto dropped =
      writer.execute("DELETE FROM session WHERE expires_at <= $1", {&parameter, 1});
  if (!dropped) return tl::unexpected{dropped.error()};
  return {};
}

}  // namespace tertil::store
