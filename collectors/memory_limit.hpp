/// @file collectors/memory_limit.hpp
/// @brief How much memory there is for us, where a control group says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace tertil::collectors {

/// The memory this process may use, in bytes, by its control group; empty if nothing limits it.
[[nodiscard]] std::optional<std::int64_t> memory_limit();

/// `wanted` bytes, or as many as one of so many parts of that memory has, if that is less.
[[nodiscard]] std::size_t within_memory(std::size_t wanted, std::size_t parts);

}  // namespace tertil::collectors
