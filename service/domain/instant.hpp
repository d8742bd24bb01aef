/// @file service/domain/instant.hpp
/// @brief A point in time as the store knows it: UTC, whole microseconds.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tertil {

/// Microseconds since 1970-01-01T00:00:00Z. Ordered; one batch has one.
struct Instant {
  std::int64_t microseconds{0};
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

/// RFC 3339 in UTC with as few fraction digits as tell it apart:
/// "2026-11-22T13:08:00Z", "2026-11-22T13:08:00.250001Z".
[[nodiscard]] std::string to_rfc3339(Instant instant);

/// Reads RFC 3339 with any offset and up to nine fraction digits (cut to microseconds).
/// Empty if it is not a time, or lies outside the years 1900 to 9999.
[[nodiscard]] std::optional<Instant> parse_rfc3339(std::string_view text);

/// Tells the time. The real one is the system clock; tests bring their own.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

/// The system clock, shared by the whole process.
[[nodiscard]] const Clock& system_clock();

}  // namespace tertil
