/// @file service/backup/rotation.hpp
/// @brief Backups that are named by when they were made, and how many of them are kept.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/domain/result.hpp"

namespace tertil::backup {

/// "tertil-20261122T130800Z.tar.zst".
[[nodiscard]] std::string dated_name(Instant when);

/// Removes the oldest of a folder's backups so that `keep` remain, and gives the names of those
/// removed. Touches no file that is not named as `dated_name` names them.
[[nodiscard]] Result<std::vector<std::string>> remove_oldest(const std::filesystem::path& directory,
                                                             std::size_t keep);

}  // namespace tertil::backup
