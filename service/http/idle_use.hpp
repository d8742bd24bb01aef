/// @file service/http/idle_use.hpp
/// @brief "Slöseri att titta på" and energy signatures, for those who may see details.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/idle-use and GET /api/v1/energy-signature
[[nodiscard]] std::vector<Route> idle_use_routes(const Backend& backend);

}  // namespace tertil::http
