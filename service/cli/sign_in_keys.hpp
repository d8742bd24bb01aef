/// @file service/cli/sign_in_keys.hpp
/// @brief Signing in by another system, as keys `oidc.*` and `trusted_header.*`, and back.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "service/access/oidc_sign_in.hpp"
#include "service/access/trusted_header.hpp"
#include "service/cli/configuration.hpp"
#include "service/cli/keys.hpp"

namespace tertil::cli {

/// The keys, with their defaults: nobody is signed in by another system.
[[nodiscard]] std::vector<Key> sign_in_keys();

/// What is missing or cannot be together, for each key that is to blame.
[[nodiscard]] std::vector<Fault> sign_in_faults(const Configuration& configuration);

/// What `oidc.*` says; nothing if no issuer is named. Fails if the secret cannot be read.
/// @pre sign_in_faults() is empty
[[nodiscard]] Result<std::optional<access::OidcSettings>> oidc_settings(
    const Configuration& configuration, const Environment& environment);

/// What `trusted_header.*` says; null if no peer is named. Fails if the secret cannot be read.
[[nodiscard]] Result<std::shared_ptr<const access::TrustedHeaderSettings>> trusted_header_settings(
    const Configuration& configuration, const Environment& environment);

}  // namespace tertil::cli
