/// @file service/store/sqlite/place.hpp
/// @brief Where a database file lies: whether it may lie there, and who may read it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "service/domain/result.hpp"

namespace tertil::store::sqlite {

/// What was found at a path.
struct Place {
  bool exists{false};
  bool writable{false};
  std::string reason;  ///< Why it is not writable, for the operator; empty if it is.
};

/// Looks, and changes nothing. kRefused if the file lies, or would lie, on a network file system:
/// the log is memory that processes share, and over a network it corrupts the database.
[[nodiscard]] Result<Place> look(const std::string& path);

/// Makes an empty file with mode 0600, and the folders above it that are missing with 0700.
/// The logs that SQLite puts beside it get the file's mode. Both are synced.
[[nodiscard]] Result<void> create(const std::string& path);

/// Whether a file system of this kind is reached over a network. `magic` is statfs's f_type;
/// `mount_type` is the kernel's name for it ("fuse.sshfs"), asked only where f_type says FUSE.
[[nodiscard]] bool is_network(std::int64_t magic, std::string_view mount_type);

/// Bytes of a file; 0 if there is none.
[[nodiscard]] std::int64_t file_size(const std::string& path);

}  // namespace tertil::store::sqlite
