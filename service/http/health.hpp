/// @file service/http/health.hpp
/// @brief Alive and ready, for those who watch the service.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /healthz says that the process answers. GET /readyz says whether it should be given traffic:
/// 503 when not, and always with its reasons. A store that can only be read is degraded, not
/// unready: reading goes on.
[[nodiscard]] std::vector<Route> health_routes(const Backend& backend);

}  // namespace tertil::http
