/// @file service/backup/verify.hpp
/// @brief Proving that a backup can be restored and holds what was backed up.
#pragma once
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "service/backup/manifest.hpp"
#include "service/backup/progress.hpp"
#include "service/domain/text.hpp"

namespace tertil::backup {

/// One thing that was proved, or not.
struct Check {
  std::string_view name;  ///< "file", "store", "contents", "answers": for scripts.
  bool good{false};
  Text found;
};

struct Verdict {
  std::optional<Manifest> manifest;
  std::int64_t bytes{0};
  std::vector<Check> checks;
  [[nodiscard]] bool good() const;
};

/// Checks the unpacked database against its manifest: pages, audit log, rows, canonical export.
/// @param program this program's version: another may export the same facts in other bytes.
void check_store(const std::string& database, const Manifest& manifest, std::string_view program,
                 Verdict& verdict);

/// Reads the whole backup, unpacks its database into a folder for temporary files ($TMPDIR), and
/// checks it there; at last opens it and asks for a comparison. Fails only where the proof itself
/// cannot be made: no such file, no room.
[[nodiscard]] Result<Verdict> verify(const std::filesystem::path& file, std::string_view program,
                                     const Progress& progress = {});

}  // namespace tertil::backup
