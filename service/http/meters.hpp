/// @file service/http/meters.hpp
/// @brief What one meter used; for people who are signed in.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/meters/{owner}/{meter}
[[nodiscard]] std::vector<Route> meter_routes(const Backend& backend);

}  // namespace tertil::http
