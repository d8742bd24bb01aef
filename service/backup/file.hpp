/// @file service/backup/file.hpp
/// @brief A file descriptor that closes itself, and failures of files in words.
#pragma once
#include <filesystem>
#include <string>
#include <utility>

#include "service/domain/result.hpp"

namespace tertil::backup {

class File {
 public:
  explicit File(int descriptor = -1) : descriptor_{descriptor} {}
  File(File&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
  File& operator=(File&&) = delete;
  File(const File&) = delete;
  ~File();
  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

/// Opens for reading, or gives the reason in words.
[[nodiscard]] Result<File> open_to_read(const std::filesystem::path& path);
/// Makes a file that was not there, mode 0600.
[[nodiscard]] Result<File> create_new(const std::filesystem::path& path);
/// Writes all of it.
[[nodiscard]] Result<void> write_all(const File& file, std::string_view bytes,
                                     const std::filesystem::path& path);
/// Syncs a folder, so that a name in it is there for good.
[[nodiscard]] Result<void> sync_folder(const std::filesystem::path& folder);
/// What errno says of `path`: kStoreFull where there is no room, else kInternal.
[[nodiscard]] tl::unexpected<Error> file_error(const std::filesystem::path& path);

}  // namespace tertil::backup
