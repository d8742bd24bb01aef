#include "service/store/login_attempts.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {

Result<void> add_login_attempt(Writer& writer, const LoginAttempt& attempt, Instant now) {
  const Value until{now.microseconds};
  if (const auto dropped =
          writer.execute("DELETE FROM login_attempt WHERE expires_at <= $1", {&until, 1});
      !dropped)
    return tl::unexpected{dropped.error()};
  const std::array<Value, 4> cells{attempt.state_sha256, attempt.browser_sha256, attempt.till,
                                   attempt.expires_at.microseconds};
  const auto added = writer.execute(
      "INSERT INTO login_attempt (state_sha256, browser_sha256, till, expires_at) "
      "VALUES ($1, $2, $3, $4)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  return {};
}

Result<std::optional<LoginAttempt>> use_login_attempt(Writer& writer,
                                                      std::string_view state_sha256) {
  const std::array<Value, 2> parameters{cell(state_sha256), writer.recorded_at().microseconds};
  const auto rows = writer.query(
      "SELECT state_sha256, browser_sha256, till, expires_at, used_at FROM login_attempt "
      "WHERE state_sha256 = $1",
      {parameters.data(), 1});
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  const auto marked = writer.execute(
      "UPDATE login_attempt SET used_at = $2 WHERE state_sha256 = $1 AND used_at IS NULL",
      parameters);
  if (!marked) return tl::unexpected{marked.error()};
  const auto& row = rows->front();
  return LoginAttempt{.state_sha256 = text_in(row[0]),
                      .browser_sha256 = text_in(row[1]),
                      .till = text_in(row[2]),
                      .expires_at = instant_in(row[3]),
                      .used_at = optional_instant_in(row[4])};
}

}  // namespace tertil::store
