/// @file service/backup/archive.hpp
/// @brief The file a backup is: tar in zstd, as `tar --zstd -xf` opens, closed by a seal.
///
/// The seal is a zstd skippable frame, which every reader of zstd passes over, with the SHA-256 of
/// all bytes before it: a file that was cut short has none, and one flipped byte anywhere shows.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "service/backup/manifest.hpp"
#include "service/domain/instant.hpp"
#include "service/domain/result.hpp"

namespace tertil::backup {

/// Told how many bytes came since the last time.
using Bytes = std::function<void(std::int64_t bytes)>;

class ArchiveWriter {
 public:
  /// Makes a new file, readable by its owner alone. `time` is what the parts are dated.
  [[nodiscard]] static Result<ArchiveWriter> create(const std::filesystem::path& path,
                                                    Instant time);
  ArchiveWriter(ArchiveWriter&&) noexcept;
  ~ArchiveWriter();

  /// Adds a file that does not change meanwhile, and gives its size and digest.
  [[nodiscard]] Result<Part> add_file(const std::string& name, const std::filesystem::path& file,
                                      const Bytes& progress = {});
  [[nodiscard]] Result<Part> add_text(const std::string& name, std::string_view text);
  /// Ends the archive, seals it and syncs it. Gives the bytes written.
  [[nodiscard]] Result<std::int64_t> finish();

 private:
  struct State;
  explicit ArchiveWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class ArchiveReader {
 public:
  /// kCorrupt if it has no seal: it was cut short, or is something else.
  [[nodiscard]] static Result<ArchiveReader> open(const std::filesystem::path& path,
                                                  const Bytes& progress = {});
  ArchiveReader(ArchiveReader&&) noexcept;
  ~ArchiveReader();

  struct Entry {
    std::string name;
    std::int64_t bytes{0};
  };
  /// The next part; empty at the end. All failures are kCorrupt, or kInternal from the disk.
  [[nodiscard]] Result<std::optional<Entry>> next();
  /// Hands the bytes of the part to `take`, which may refuse.
  [[nodiscard]] Result<void> read(const std::function<Result<void>(std::string_view)>& take);
  /// Reads what is left and compares all of it with the seal.
  [[nodiscard]] Result<void> finish();

 private:
  struct State;
  explicit ArchiveReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tertil::backup
