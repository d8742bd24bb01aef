/// @file service/cli/upload_sweep.hpp
/// @brief Takes old uploads away while the service runs.
#pragma once
#include <stop_token>

#include "service/cli/configuration.hpp"
#include "service/cli/installation.hpp"

namespace tertil::cli {

/// Sweeps at once and then every night at half past two, until asked to stop. What it did, and what
/// went wrong, is in the log. With `uploads.retention_days` 0 it does nothing.
void sweep_uploads_at_night(const Configuration& configuration, Installation& installation,
                            const std::stop_token& stop);

}  // namespace tertil::cli
