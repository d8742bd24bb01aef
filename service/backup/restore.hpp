/// @file service/backup/restore.hpp
/// @brief Putting a backup into an empty data directory: all of it or nothing.
#pragma once
#include <filesystem>
#include <functional>
#include <string_view>

#include "service/backup/progress.hpp"
#include "service/backup/verify.hpp"
#include "service/store/engine.hpp"

namespace tertil::backup {

/// Where a backup is put.
struct Destination {
  std::filesystem::path directory;  ///< The data directory; made if it is not there.
  std::filesystem::path database;   ///< Where the store goes; usually in it.
  std::filesystem::path uploads;    ///< Where the uploads go; always in it.
};

/// Unpacks beside its place, proves everything as `verify` does, and moves it in; the database
/// comes last, by one rename, so that a service never finds half of it. What a killed try left
/// behind is removed first. Run by root, what is restored belongs to the directory's owner. `note`
/// writes into the restored store before it is moved in.
///
/// Gives the verdict; where it is not good, nothing was restored. kConflict if the directory holds
/// anything.
[[nodiscard]] Result<Verdict> restore(
    const std::filesystem::path& file, const Destination& to, std::string_view program,
    const std::function<Result<void>(store::Engine&, const Manifest&)>& note,
    const Progress& progress = {});

}  // namespace tertil::backup
