/// @file service/cli/limit_keys.hpp
/// @brief The limits of service/http/limits.hpp as keys `limits.<name>`, and back.
#pragma once
#include <vector>

#include "service/cli/configuration.hpp"
#include "service/cli/keys.hpp"
#include "service/http/limits.hpp"

namespace tertil::cli {

/// One key for each limit, with its default, its range and both descriptions.
[[nodiscard]] std::vector<Key> limit_keys();

/// The limits in force. Fails only if two limits contradict each other.
[[nodiscard]] Result<http::Limits> limits_of(const Configuration& configuration);

}  // namespace tertil::cli
