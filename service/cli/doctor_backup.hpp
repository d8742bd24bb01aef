/// @file service/cli/doctor_backup.hpp
/// @brief What `doctor` says of when the store was last backed up.
#pragma once
#include <optional>

#include "service/cli/doctor_finding.hpp"
#include "service/domain/instant.hpp"
#include "service/store/last_backup.hpp"

namespace tertil::cli {

/// Doubtful when none was made, or none for 48 hours.
[[nodiscard]] Finding backup_finding(const std::optional<store::LastBackup>& last, Instant now);

/// The same of a store, now.
[[nodiscard]] Finding check_backup(store::Engine& engine);

}  // namespace tertil::cli
