/// @file service/http/series.hpp
/// @brief Values over time, with gaps kept as gaps.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures/{id}/series.
[[nodiscard]] std::vector<Route> series_routes(const Backend& backend);

}  // namespace tertil::http
