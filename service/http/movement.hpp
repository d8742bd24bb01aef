/// @file service/http/movement.hpp
/// @brief Why a rank moved between two years.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures/{id}/movement.
[[nodiscard]] std::vector<Route> movement_routes(const Backend& backend);

}  // namespace tertil::http
