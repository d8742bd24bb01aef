/// @file service/cli/sign_in_ways.hpp
/// @brief Signing in by another system, made ready from the configuration.
#pragma once
#include <memory>

#include "service/access/oidc_sign_in.hpp"
#include "service/access/trusted_header.hpp"
#include "service/cli/configuration.hpp"
#include "service/ingest/pulls.hpp"

namespace tertil::cli {

/// Who vouches for people here; null for what is not set up.
struct OtherWays {
  std::shared_ptr<access::OidcSignIn> oidc;
  std::shared_ptr<const access::TrustedHeaderSettings> proxy;
};

/// The provider is reached as other systems are: the same proxy, the same certificates. Asks
/// nobody yet. Fails if a secret cannot be read.
[[nodiscard]] Result<OtherWays> other_ways(const Configuration& configuration,
                                           const Environment& environment,
                                           const ingest::RemoteSettings& remote);

}  // namespace tertil::cli
