/// @file service/cli/remote.hpp
/// @brief How this installation reaches other systems, from its configuration.
#pragma once
#include "service/cli/configuration.hpp"
#include "service/cli/environment.hpp"
#include "service/ingest/pulls.hpp"

namespace tertil::cli {

/// Secrets lie in $CREDENTIALS_DIRECTORY, then in `remote.secrets`. Fails if an element of
/// `remote.addresses` is not "source=https://…".
[[nodiscard]] Result<ingest::RemoteSettings> remote_settings(const Configuration& configuration,
                                                             const Environment& environment);

}  // namespace tertil::cli
