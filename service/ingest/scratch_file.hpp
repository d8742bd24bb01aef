/// @file service/ingest/scratch_file.hpp
/// @brief A file without a name, for what an import needs to set down and read again.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace tertil::ingest {

/// Grows at its end, is read anywhere, and is gone when it closes or the program dies. It lies on
/// disk, in TMPDIR or /var/tmp, and is made at the first `append`. Not shared between threads.
class ScratchFile {
 public:
  ScratchFile() = default;
  ScratchFile(ScratchFile&& other) noexcept;
  ScratchFile& operator=(ScratchFile&& other) noexcept;
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile();

  /// @throws std::system_error if there is no room, here and in `read`.
  void append(std::span<const std::byte> bytes);
  /// Fills `into` from `offset`; gives how many bytes there were.
  std::size_t read(std::span<std::byte> into, std::int64_t offset) const;
  [[nodiscard]] std::int64_t size() const { return size_; }
  /// For whoever keeps the file; synced, and -1 if nothing was ever written.
  [[nodiscard]] int synced_descriptor() const;
  /// Forgets everything from `size` on.
  void truncate(std::int64_t size);

 private:
  int descriptor_{-1};
  std::int64_t size_{0};
};

}  // namespace tertil::ingest
