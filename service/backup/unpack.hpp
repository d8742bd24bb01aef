/// @file service/backup/unpack.hpp
/// @brief Taking a backup apart while proving each part of it.
#pragma once
#include <filesystem>
#include <optional>
#include <vector>

#include "service/backup/manifest.hpp"
#include "service/backup/progress.hpp"
#include "service/domain/text.hpp"

namespace tertil::backup {

struct Unpacked {
  std::optional<Manifest> manifest;  ///< Empty if it could not be read.
  std::int64_t bytes{0};             ///< Of the file.
  std::vector<Text> faults;          ///< Empty if everything is as the manifest says.
};

/// Reads a backup to its end. The database goes to the new file `database`, the uploads into the
/// folder `uploads`, if one is named. Fails where the file cannot be read at all or there is no
/// room; what is wrong with the backup itself is among the faults.
[[nodiscard]] Result<Unpacked> unpack(const std::filesystem::path& file,
                                      const std::filesystem::path& database,
                                      const std::optional<std::filesystem::path>& uploads,
                                      const Progress& progress = {});

}  // namespace tertil::backup
