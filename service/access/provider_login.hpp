/// @file service/access/provider_login.hpp
/// @brief Somebody whom another system vouches for, on the way to a session here.
#pragma once
#include <string>
#include <string_view>

#include "service/access/group_roles.hpp"

namespace tertil::access {

/// What another system says of somebody, after all of it has been checked.
struct Vouched {
  std::string issuer;  ///< Who says so; with the subject it means one person.
  std::string subject;
  std::string name;  ///< To be shown.
  GroupRole role;
  std::string way;          ///< "oidc" or "proxy": in the account's name and the audit log.
  std::string old_session;  ///< The id the browser had, if any: it ends with the new login.
  std::string request;      ///< The request's id, for the audit log.
  /// For reminders; empty leaves what is there, and so does what is no address.
  std::string email{};
};

/// The account's name: "oidc:" and the subject where that is short and plain, else "oidc:~" and a
/// digest of issuer and subject. No local account can have it, because of the colon.
[[nodiscard]] std::string account_name_of(const Vouched& person);

/// The same, certain to be nobody else's where the plain one is taken by another issuer's subject.
[[nodiscard]] std::string digest_name_of(const Vouched& person);

/// Whether the text has the form of such a name: what `user remove` takes besides local names.
[[nodiscard]] bool is_vouched_name(std::string_view name);

}  // namespace tertil::access
