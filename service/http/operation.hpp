/// @file service/http/operation.hpp
/// @brief How the service fares, for administrators: /api/v1/operation and
/// /api/v1/operation/checks.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// The routes. `backend` must outlive them.
[[nodiscard]] std::vector<Route> operation_routes(const Backend& backend);

}  // namespace tertil::http
