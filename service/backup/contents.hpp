/// @file service/backup/contents.hpp
/// @brief What a database that nobody writes holds, and whether it can be trusted.
#pragma once
#include <string>
#include <vector>

#include "service/backup/manifest.hpp"
#include "service/domain/text.hpp"

namespace tertil::backup {

/// What was found in a database file.
struct Examined {
  Contents contents;
  std::vector<Text> faults;  ///< Damage, and an audit log that was tampered with.
};

/// Checks every page, walks the audit log, counts the rows and makes the canonical export. Changes
/// nothing. kConflict if the schema is newer than the program, kCorrupt if it cannot be read.
[[nodiscard]] Result<Examined> examine(const std::string& database);

/// Whether the database can be opened by this program, its schema brought forward, and answer the
/// comparison of a region. Writes to the file.
[[nodiscard]] Result<void> answers_a_comparison(const std::string& database);

}  // namespace tertil::backup
