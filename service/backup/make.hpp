/// @file service/backup/make.hpp
/// @brief Making a backup while the service runs.
#pragma once
#include <filesystem>
#include <string>

#include "service/backup/manifest.hpp"
#include "service/backup/progress.hpp"

namespace tertil::backup {

/// What is to be backed up, and to where.
struct Request {
  std::filesystem::path database;  ///< "…/tertil.db".
  std::filesystem::path uploads;   ///< The folder of raw uploads; need not be there.
  std::filesystem::path target;    ///< The file to make.
  bool replace{false};             ///< Whether a file that is there already may be replaced.
  std::string program;             ///< The program's version.
};

struct Made {
  Manifest manifest;
  std::int64_t bytes{0};  ///< Of the file.
};

/// Copies the database as it is at one moment, proves the copy, and packs it with the uploads it
/// knows into a file that gets its name when it is whole and synced. What an earlier try to make
/// the same file left behind is removed.
///
/// kConflict if the file is there already, kCorrupt if the store is damaged: then no file is made.
[[nodiscard]] Result<Made> make(const Request& request, const Progress& progress = {});

}  // namespace tertil::backup
