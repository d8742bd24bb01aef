/// @file service/http/forecast.hpp
/// @brief Where a key figure is heading.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures/{id}/forecast.
[[nodiscard]] std::vector<Route> forecast_routes(const Backend& backend);

}  // namespace tertil::http
