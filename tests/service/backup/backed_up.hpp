/// @file tests/service/backup/backed_up.hpp
/// @brief An installation with a backup of it.
#pragma once
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "service/backup/make.hpp"
#include "service/reports/canonical_export.hpp"
#include "tests/support/installation.hpp"
#include "tests/support/temporary_directory.hpp"

namespace tertil::tests {

inline constexpr const char* kProgram = "0.1.0-test";

inline std::string canonical(store::Engine& engine) {
  std::string text;
  must(engine.read([&](store::Reader& reader) {
    return reports::export_canonical(reader, [&](std::string_view line) -> Result<void> {
      text.append(line).append("\n");
      return {};
    });
  }));
  return text;
}

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream stream{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

inline void write_bytes(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream{path, std::ios::binary}.write(bytes.data(),
                                              static_cast<std::streamsize>(bytes.size()));
}

/// The shipped data, a folder for backups, and how the installation is backed up.
class BackedUp {
 public:
  [[nodiscard]] Result<backup::Made> make(bool replace = false) {
    return backup::make({installation.directory() / "tertil.db", installation.directory() / "raw",
                         file(), replace, kProgram});
  }
  [[nodiscard]] std::filesystem::path file() const { return folder.path() / "backup.tar.zst"; }

  Installation installation{Fill::kShipped};
  TemporaryDirectory folder;
};

}  // namespace tertil::tests
