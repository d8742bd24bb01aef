/// @file service/http/breakdown.hpp
/// @brief The way down from an own figure, and why emissions or energy use changed.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures/{id}/breakdown, GET /api/v1/key-figures/{id}/change and GET
/// /api/v1/emission-change. Open to all, but single meters only for those who may see details: such
/// answers are never kept.
[[nodiscard]] std::vector<Route> breakdown_routes(const Backend& backend);

}  // namespace tertil::http
