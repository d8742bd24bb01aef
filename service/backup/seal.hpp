/// @file service/backup/seal.hpp
/// @brief The last bytes of a backup: the digest of all before them, as a zstd skippable frame.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tertil::backup {

/// Frame head (8 bytes), "tertil sha256 ", 64 hexadecimal digits.
inline constexpr std::size_t kSealBytes = 8 + 14 + 64;

/// @param sha256 64 hexadecimal digits.
[[nodiscard]] std::string seal_of(std::string_view sha256);

/// The digest in a seal; empty if it is none.
[[nodiscard]] std::optional<std::string> digest_in(std::string_view seal);

}  // namespace tertil::backup
