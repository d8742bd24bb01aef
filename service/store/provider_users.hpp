/// @file service/store/provider_users.hpp
/// @brief Accounts of people whom another system vouches for. They have no password.
///
/// Kept of a person: the subject that the other system knows them by, and the name that is shown.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/store/engine.hpp"
#include "service/store/users.hpp"

namespace tertil::store {

/// What another system says of somebody, and the role and administration that follow here.
struct ProviderUser {
  std::string name;     ///< The account's; used where there is none yet for the subject.
  std::string issuer;   ///< Who vouches.
  std::string subject;  ///< One person, together with the issuer.
  std::string display_name;
  std::string role;
  std::string org_unit;  ///< The administration they work for; empty if none.
};

/// The account of that subject, also when it has been removed.
[[nodiscard]] Result<std::optional<User>> find_provider_user(Reader& reader,
                                                             std::string_view issuer,
                                                             std::string_view subject);

/// Adds the account, or gives the one there is the name, role and administration that hold now.
/// kConflict if the account's name is another's. A removed account stays removed.
[[nodiscard]] Result<void> put_provider_user(Writer& writer, const ProviderUser& user);

/// Lets a removed account in again. kNotFound if there is no removed account of that name that
/// another system vouches for.
[[nodiscard]] Result<void> allow_provider_user(Writer& writer, std::string_view name);

}  // namespace tertil::store
