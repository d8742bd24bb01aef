/// @file service/cli/service_manager.hpp
/// @brief What systemd is told: that the service is ready, and that it is stopping.
#pragma once
#include <string_view>

#include "service/cli/environment.hpp"

namespace tertil::cli {

/// Sends `state` ("READY=1", "STOPPING=1") to the socket that $NOTIFY_SOCKET names, as sd_notify(3)
/// does. Without the variable, or if nobody listens, nothing happens: the service runs anyway.
void notify_service_manager(const Environment& environment, std::string_view state);

}  // namespace tertil::cli
