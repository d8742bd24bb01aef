/// @file collectors/byte_source.hpp
/// @brief The bytes of one file, read in chunks and as often as needed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tertil::collectors {

/// A read-only view of a regular file or of bytes in memory. Neither is owned: descriptor and
/// bytes must outlive every copy. Reading never moves the descriptor's own position (pread), so
/// one file may be read by several at a time. Not for pipes and sockets.
class ByteSource {
 public:
  explicit ByteSource(int fd) : fd_(fd) {}
  explicit ByteSource(std::string_view bytes) : bytes_(bytes) {}

  /// The same bytes, whose every reading also notes in `end` where it ended. `end` must outlive
  /// every copy, and one thread reads.
  [[nodiscard]] ByteSource noting(std::uint64_t& end) const {
    ByteSource same = *this;
    same.end_ = &end;
    return same;
  }

  /// Fills `into` with what lies at `offset`; fewer bytes than asked for mean the end.
  /// @throws std::system_error when the descriptor cannot be read: a failing disk is no finding.
  std::size_t read(std::span<char> into, std::uint64_t offset) const;

 private:
  std::size_t read_at(std::span<char> into, std::uint64_t offset) const;

  std::uint64_t* end_{nullptr};
  int fd_{-1};
  std::string_view bytes_;
};

}  // namespace tertil::collectors
