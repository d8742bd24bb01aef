/// @file service/http/capacity.hpp
/// @brief How many connections this process can really carry.
#pragma once
#include <cstdint>

namespace tertil::http {

/// The lowest of `wanted`, the descriptor limit less 1,024, and (memory limit - 64 MiB) / 20 KiB;
/// at least 1. Raises the soft descriptor limit to the hard one first (at most 65,536), because
/// systemd's default of 1,024 would end service at about a thousand connections.
[[nodiscard]] std::int64_t connection_ceiling(std::int64_t wanted);

}  // namespace tertil::http
