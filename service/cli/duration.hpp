/// @file service/cli/duration.hpp
/// @brief Spans of time as people type them: "90d".
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace tertil::cli {

/// A whole number above zero and one of s, m, h, d, w, in seconds: "90d" is 7 776 000. Empty if it
/// is anything else, or more than a thousand years.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text);

}  // namespace tertil::cli
