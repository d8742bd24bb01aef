#include "service/store/provider_users.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {

Result<std::optional<User>> find_provider_user(Reader& reader, std::string_view issuer,
                                               std::string_view subject) {
  const std::array<Value, 2> parameters{cell(issuer), cell(subject)};
  const auto rows = reader.query(
      "SELECT user_name FROM provider_account WHERE issuer = $1 AND subject = $2", parameters);
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  return find_user(reader, text_in(rows->front()[0]));
}

Result<void> put_provider_user(Writer& writer, const ProviderUser& user) {
  const auto known = find_provider_user(writer, user.issuer, user.subject);
  if (!known) return tl::unexpected{known.error()};
  if (*known) {
    const std::array<Value, 4> cells{(*known)->name, user.display_name, user.role, user.org_unit};
    const auto changed = writer.execute(
        "UPDATE user_account SET display_name = $2, role = $3, org_unit = $4 WHERE name = $1",
        cells);
    if (!changed) return tl::unexpected{changed.error()};
    return {};
  }
  const auto taken = find_user(writer, user.name);
  if (!taken) return tl::unexpected{taken.error()};
  if (*taken)
    return fail(
        ErrorCode::kConflict,
        {"Det finns redan ett konto med det namnet.", "There is an account of that name already."},
        "store/provider_users: " + user.name);
  const std::array<Value, 5> account{user.name, user.display_name, user.role, user.org_unit,
                                     writer.recorded_at().microseconds};
  if (const auto added = writer.execute("INSERT INTO user_account (name, display_name, role, "
                                        "org_unit, password_hash, created_at, password_at) "
                                        "VALUES ($1, $2, $3, $4, '', $5, $5)",
                                        account);
      !added)
    return tl::unexpected{added.error()};
  const std::array<Value, 3> cells{user.name, user.issuer, user.subject};
  const auto added = writer.execute(
      "INSERT INTO provider_account (user_name, issuer, subject) VALUES ($1, $2, $3)", cells);
  if (!added) return tl::unexpected{added.error()};
  return {};
}

Result<void> allow_provider_user(Writer& writer, std::string_view name) {
  const Value parameter = cell(name);
  const auto changed = writer.execute(
      "UPDATE user_account SET removed_at = NULL WHERE name = $1 AND removed_at IS NOT NULL "
      "AND EXISTS (SELECT 1 FROM provider_account WHERE user_name = $1)",
      {&parameter, 1});
  if (!changed) return tl::unexpected{changed.error()};
  if (*changed > 0) return {};
  return fail(ErrorCode::kNotFound,
              {"Det finns inget borttaget konto med det namnet som ett annat system svarar för.",
               "There is no removed account of that name that another system vouches for."},
              "store/provider_users: " + std::string{name});
}

}  // namespace tertil::store
