/// @file service/http/regions.hpp
/// @brief Sweden's 21 regions.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/regions.
[[nodiscard]] std::vector<Route> region_routes(const Backend& backend);

}  // namespace tertil::http
