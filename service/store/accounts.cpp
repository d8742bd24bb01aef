#include "service/store/accounts.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

Account account_in(const Row& row) {
  return {{.name = text_in(row[0]),
           .display_name = text_in(row[1]),
           .role = text_in(row[2]),
           .password_hash = text_in(row[3]),
           .created_at = instant_in(row[4]),
           .password_at = instant_in(row[5]),
           .last_login_at = optional_instant_in(row[6]),
           .removed_at = optional_instant_in(row[7]),
           .org_unit = text_in(row[8])},
          text_in(row[9]),
          integer_in(row[10])};
}

/// All accounts, or the one of a name.
Result<std::vector<Account>> read_accounts(Reader& reader, std::string_view name, Instant now) {
  const std::array<Value, 2> parameters{cell(name), now.microseconds};
  const auto rows = reader.query(
      "SELECT u.name, u.display_name, u.role, u.password_hash, u.created_at, u.password_at, "
      "u.last_login_at, u.removed_at, u.org_unit, coalesce(p.issuer, ''), "
      "(SELECT count(*) FROM session s WHERE s.user_name = u.name AND s.expires_at > $2) "
      "FROM user_account u LEFT JOIN provider_account p ON p.user_name = u.name "
      "WHERE $1 = '' OR u.name = $1 ORDER BY u.name",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<Account> found;
  for (const auto& row : *rows) found.push_back(account_in(row));
  return found;
}

}  // namespace

Result<std::vector<Account>> accounts(Reader& reader, Instant now) {
  return read_accounts(reader, "", now);
}

Result<std::optional<Account>> find_account(Reader& reader, std::string_view name, Instant now) {
  if (name.empty()) return std::nullopt;
  auto found = read_accounts(reader, name, now);
  if (!found) return tl::unexpected{found.error()};
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<void> change_user(Writer& writer, const User& user) {
  const std::array<Value, 4> cells{user.name, user.display_name, user.role, user.org_unit};
  const auto changed = writer.execute(
      "UPDATE user_account SET display_name = $2, role = $3, org_unit = $4 "
      "WHERE name = $1 AND removed_at IS NULL",
      cells);
  if (!changed) return tl::unexpected{changed.error()};
  if (*changed > 0) return {};
  return fail(ErrorCode::kNotFound, {"Det finns inget sådant konto.", "There is no such account."},
              "store/accounts: " + user.name);
}

}  // namespace tertil::store
