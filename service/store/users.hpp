/// @file service/store/users.hpp
/// @brief Local accounts. A password is kept as its argon2id hash alone (service/access).
///
/// An account that is removed stays as a name without a password, because the audit log and the
/// receipts go on naming it; the same name can be given out again.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// One person's account.
struct User {
  std::string name;          ///< What is typed at login; lower case.
  std::string display_name;  ///< What others see.
  std::string role;          ///< "viewer", "contributor", "editor", "coordinator" or "admin".
  std::string password_hash;
  Instant created_at;
  Instant password_at;  ///< When the password was set.
  std::optional<Instant> last_login_at;
  std::optional<Instant> removed_at;
  std::string org_unit;  ///< The administration they work for, "RGS"; empty if none.
};

/// Adds an account, or brings a removed one back with what is given. kConflict if it is there.
[[nodiscard]] Result<void> add_user(Writer& writer, const User& user);

/// The account of that name, also when it has been removed.
[[nodiscard]] Result<std::optional<User>> find_user(Reader& reader, std::string_view name);

/// The accounts there are, by name; without the removed ones.
[[nodiscard]] Result<std::vector<User>> users(Reader& reader);

/// Takes password and e-mail address away from the time of this write. kNotFound if there is no
/// such account. Its sessions are ended separately (store/sessions.hpp).
[[nodiscard]] Result<void> remove_user(Writer& writer, std::string_view name);

/// Sets a new hash. kNotFound if there is no such account.
[[nodiscard]] Result<void> set_password(Writer& writer, std::string_view name,
                                        std::string_view password_hash);

/// Notes a login.
[[nodiscard]] Result<void> note_login(Writer& writer, std::string_view name, Instant at);

}  // namespace tertil::store
