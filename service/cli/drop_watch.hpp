/// @file service/cli/drop_watch.hpp
/// @brief The drop folder of an installation: for `tertil watch`, and for `tertil serve` where
/// watch.directory is set.
#pragma once
#include <optional>
#include <string>

#include "service/cli/installation.hpp"
#include "service/ingest/drop_folder.hpp"

namespace tertil::cli {

/// The folder over the installation's sources. `settle_seconds` stands for what the sources say.
/// The installation must outlive it.
[[nodiscard]] ingest::DropFolder drop_folder(const std::string& directory,
                                             Installation& installation,
                                             std::function<void(const ingest::DropEvent&)> tell,
                                             std::optional<int> settle_seconds = std::nullopt);

/// Writes an event into the service's log.
void log_drop(const ingest::DropEvent& event);

/// "done", "failed", "later" or "trouble".
[[nodiscard]] const char* name_of(ingest::DropEvent::Kind kind);

}  // namespace tertil::cli
