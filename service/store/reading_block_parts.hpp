/// @file service/store/reading_block_parts.hpp
/// @brief What writer and reader of blocks must agree on; for those two alone.
#pragma once
#include <cstddef>
#include <cstdint>

#include "collectors/meter_reading.hpp"

namespace tertil::store::blocks {

using collectors::Carrier;
using collectors::Quantity;
using collectors::ReadingUnit;

inline constexpr std::uint8_t kVersion = 1;
inline constexpr std::size_t kMiniBlock = 64;
inline constexpr std::size_t kMostReadings =
    4'000'000;  // a reading a second for a month, and then some
inline constexpr std::int64_t kFarthest = std::int64_t{1} << 40;
inline constexpr std::int64_t kMostDigits = 1'000'000'000'000'000;
inline constexpr std::uint8_t kEstimated = 0x40;

inline std::uint8_t marks_of(ReadingUnit unit, Carrier carrier, bool estimated) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(unit) |
                                   (static_cast<unsigned>(carrier) << 3U) |
                                   (estimated ? kEstimated : 0U));
}
inline ReadingUnit unit_in(std::uint8_t marks) { return static_cast<ReadingUnit>(marks & 0x07U); }
inline Carrier carrier_in(std::uint8_t marks) {
  return static_cast<Carrier>((marks >> 3U) & 0x07U);
}
inline bool estimated_in(std::uint8_t marks) { return (marks & kEstimated) != 0; }

inline std::uint64_t zigzag(std::int64_t number) {
  return (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63);
}
inline std::int64_t unzigzag(std::uint64_t number) {
  return static_cast<std::int64_t>((number >> 1U) ^ (0U - (number & 1U)));
}

}  // namespace tertil::store::blocks
