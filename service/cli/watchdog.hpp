/// @file service/cli/watchdog.hpp
/// @brief Telling systemd, as often as it asks, that the service still answers.
#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

#include "service/cli/environment.hpp"

namespace tertil::cli {

/// What $WATCHDOG_USEC asks of this process: silence for so long means that it hangs. Empty if
/// nothing is asked, or of another process ($WATCHDOG_PID).
[[nodiscard]] std::optional<std::chrono::microseconds> watchdog_limit(
    const Environment& environment);

/// Sends "WATCHDOG=1" twice in that time while `answers` says so, until `stop`; returns at once if
/// nothing is asked. `answers` is given how long it may take.
void keep_watchdog_content(const Environment& environment,
                           const std::function<bool(std::chrono::milliseconds)>& answers,
                           const std::stop_token& stop);

}  // namespace tertil::cli
