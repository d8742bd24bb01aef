/// @file service/store/ulid.hpp
/// @brief Names for batches that sort by time: 26 characters of Crockford's base 32.
///
/// Source: the ULID specification (github.com/ulid/spec): 48 bits of milliseconds, then 80 random
/// bits. Two of the same millisecond are told apart by chance, not ordered.
#pragma once
#include <array>
#include <cstdint>
#include <string>

#include "service/domain/instant.hpp"

namespace tertil::store {

/// The random part, most significant byte first.
using Entropy = std::array<std::uint8_t, 10>;

/// The ULID of a time (1970 or later; earlier counts as 1970) and a random part.
[[nodiscard]] std::string ulid(Instant instant, const Entropy& entropy);

/// The same with a random part from the operating system.
[[nodiscard]] std::string ulid(Instant instant);

}  // namespace tertil::store
