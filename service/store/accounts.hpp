/// @file service/store/accounts.hpp
/// @brief Every account there is or was, with who vouches for it: for those who manage accounts.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/engine.hpp"
#include "service/store/users.hpp"

namespace tertil::store {

/// An account as its managers see it. One that is blocked has User::removed_at.
struct Account {
  User user;
  std::string issuer;        ///< The system that vouches for the person; empty if it is local.
  std::int64_t sessions{0};  ///< Logins that had not ended at the time asked about.
};

/// All of them by name, the blocked ones too. `now` says which logins count.
[[nodiscard]] Result<std::vector<Account>> accounts(Reader& reader, Instant now);

/// The one of that name; empty if there never was one.
[[nodiscard]] Result<std::optional<Account>> find_account(Reader& reader, std::string_view name,
                                                          Instant now);

/// Sets name shown, role and administration. kNotFound if there is no such account or it is
/// blocked. Its sessions are ended separately (store/sessions.hpp).
[[nodiscard]] Result<void> change_user(Writer& writer, const User& user);

}  // namespace tertil::store
