/// @file service/access/trusted_header.hpp
/// @brief Signing in by the word of a reverse proxy that has already made sure who somebody is.
///
/// The proxy's headers count on one route only, from the loopback addresses that are configured
/// (service/http drops them from all others), and only together with a secret that proxy and
/// service share. What they give is an ordinary session: nothing else is ever read from them.
#pragma once
#include <string>
#include <vector>

#include "service/access/group_roles.hpp"
#include "service/access/people.hpp"

namespace tertil::access {

/// What was agreed with the proxy.
struct TrustedHeaderSettings {
  std::string name;            ///< What the button calls the way of signing in.
  std::string secret;          ///< Never empty.
  std::string separator{","};  ///< Between groups in their header.
  std::vector<GroupRole> roles;
  bool takes_email{false};  ///< Only if the proxy sets the header itself, whatever a browser sent.
};

/// What the proxy's headers say. A header that came twice has a line end between its values.
struct ProxyWord {
  std::string secret;
  std::string user;
  std::string name;
  std::string groups;
  std::string email{};
};

/// Checks the secret, finds the role and lets the person in. Writes the audit log either way.
[[nodiscard]] OrRefused<Login> enter_by_proxy(store::Engine& engine, const Clock& clock,
                                              People& people, const TrustedHeaderSettings& settings,
                                              const ProxyWord& word, const std::string& old_session,
                                              const std::string& request);

}  // namespace tertil::access
