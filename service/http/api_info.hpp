/// @file service/http/api_info.hpp
/// @brief The API's name, version and status, and what this installation is.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/api-info (rule VER.06 of the national REST profile).
[[nodiscard]] std::vector<Route> api_info_routes(const Backend& backend);

}  // namespace tertil::http
