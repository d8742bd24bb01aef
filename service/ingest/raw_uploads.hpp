/// @file service/ingest/raw_uploads.hpp
/// @brief The files as they came, kept by their SHA-256 so that every figure can be walked back.
///
/// An upload has no name until it is worth one: it lies in an unnamed file, is synced, and is
/// linked under its digest before the commit that refers to it. A crash leaves nothing behind.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "service/domain/result.hpp"

namespace tertil::ingest {

/// An unnamed file with what was read into it, or a kept one that has the same bytes. Closes
/// itself.
class UnnamedFile {
 public:
  UnnamedFile(int descriptor, std::int64_t bytes, std::string sha256)
      : descriptor_{descriptor}, bytes_{bytes}, sha256_{std::move(sha256)} {}
  UnnamedFile(UnnamedFile&& other) noexcept;
  UnnamedFile& operator=(UnnamedFile&&) = delete;
  UnnamedFile(const UnnamedFile&) = delete;
  ~UnnamedFile();
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] std::int64_t bytes() const { return bytes_; }
  [[nodiscard]] const std::string& sha256() const { return sha256_; }

 private:
  int descriptor_;
  std::int64_t bytes_;
  std::string sha256_;
};

/// Hands over a file's bytes from its start, a piece at a time, until `take` fails or they end.
[[nodiscard]] Result<void> each_piece(int descriptor,
                                      const std::function<Result<void>(std::string_view)>& take);

/// The folder of kept uploads. Safe to share.
class RawUploads {
 public:
  /// Creates the folder if needed, readable by its owner alone.
  /// @throws std::filesystem::filesystem_error if it cannot be made.
  explicit RawUploads(std::filesystem::path directory);
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  /// Copies a file of the user's into an unnamed file here, sharing its blocks where the file
  /// system can, and takes its SHA-256 at the same time. A file that is kept here already is not
  /// copied again. The copy is on its way to the disk but not synced: `keep` waits for that.
  [[nodiscard]] Result<UnnamedFile> take_in(const std::filesystem::path& path) const;
  /// The same with bytes at hand.
  [[nodiscard]] Result<UnnamedFile> take_in(std::string_view bytes) const;
  /// Syncs an unnamed file of this folder and gives it its name, durably; true if it is new here,
  /// false if the same bytes have been kept before. A file that came otherwise (where the file
  /// system has no unnamed files) is copied.
  [[nodiscard]] Result<bool> keep(int descriptor, const std::string& sha256) const;
  /// Takes a name back that `keep` gave, when the commit that needed it failed.
  void forget(const std::string& sha256) const;

 private:
  [[nodiscard]] std::optional<UnnamedFile> kept_already(int from, std::int64_t bytes) const;
  std::filesystem::path directory_;
};

}  // namespace tertil::ingest
