#include "service/store/users.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

User user_in(const Row& row) {
  return {.name = text_in(row[0]),
          .display_name = text_in(row[1]),
          .role = text_in(row[2]),
          .password_hash = text_in(row[3]),
          .created_at = instant_in(row[4]),
          .password_at = instant_in(row[5]),
          .last_login_at = optional_instant_in(row[6]),
          .removed_at = optional_instant_in(row[7]),
          .org_unit = text_in(row[8])};
}

Result<std::vector<User>> read_users(Reader& reader, std::string_view sql,
                                     std::span<const Value> parameters) {
  const auto rows = reader.query(sql, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<User> found;
  for (const auto& row : *rows) found.push_back(user_in(row));
  return found;
}

Result<void> changed_one(const Result<std::int64_t>& changed, std::string_view name) {
  if (!changed) return tl::unexpected{changed.error()};
  if (*changed > 0) return {};
  return fail(ErrorCode::kNotFound, {"Det finns inget sådant konto.", "There is no such account."},
              "store/users: " + std::string{name});
}

}  // namespace

Result<void> add_user(Writer& writer, const User& user) {
  const std::array<Value, 7> cells{user.name,
                                   user.display_name,
                                   user.role,
                                   user.password_hash,
                                   user.created_at.microseconds,
                                   user.password_at.microseconds,
                                   user.org_unit};
  const auto added = writer.execute(
      "INSERT INTO user_account (name, display_name, role, password_hash, created_at, password_at, "
      "org_unit) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (name) DO UPDATE SET display_name "
      "= $2, "
      "role = $3, password_hash = $4, created_at = $5, password_at = $6, last_login_at = NULL, "
      "removed_at = NULL, org_unit = $7 WHERE user_account.removed_at IS NOT NULL",
      cells);
  if (!added) return tl::unexpected{added.error()};
  if (*added == 0) {
    return fail(
        ErrorCode::kConflict,
        {"Det finns redan ett konto med det namnet.", "There is an account of that name already."},
        "store/users: " + user.name);
  }
  return {};
}

Result<std::optional<User>> find_user(Reader& reader, std::string_view name) {
  const Value parameter = cell(name);
  auto found = read_users(reader,
                          "SELECT name, display_name, role, password_hash, created_at, "
                          "password_at, last_login_at, removed_at, org_unit FROM user_account "
                          "WHERE name = $1",
                          {&parameter, 1});
  if (!found) return tl::unexpected{found.error()};
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<std::vector<User>> users(Reader& reader) {
  return read_users(
      reader,
      "SELECT name, display_name, role, password_hash, created_at, password_at, "
      "last_login_at, removed_at, org_unit FROM user_account WHERE removed_at IS NULL "
      "ORDER BY name",
      {});
}

Result<void> remove_user(Writer& writer, std::string_view name) {
  const std::array<Value, 2> parameters{cell(name), writer.recorded_at().microseconds};
  return changed_one(
      writer.execute("UPDATE user_account SET removed_at = $2, password_hash = '', email = '' "
                     "WHERE name = $1 AND removed_at IS NULL",
                     parameters),
      name);
}

Result<void> set_password(Writer& writer, std::string_view name, std::string_view password_hash) {
  const std::array<Value, 3> parameters{cell(name), cell(password_hash),
                                        writer.recorded_at().microseconds};
  return changed_one(writer.execute("UPDATE user_account SET password_hash = $2, password_at = $3 "
                                    "WHERE name = $1 AND removed_at IS NULL",
                                    parameters),
                     name);
}

Result<void> note_login(Writer& writer, std::string_view name, Instant at) {
  const std::array<Value, 2> parameters{cell(name), at.microseconds};
  return changed_one(
      writer.execute("UPDATE user_account SET last_login_at = $2 WHERE name = $1", parameters),
      name);
}

}  // namespace tertil::store
