/// @file service/http/similar_regions.hpp
/// @brief The regions most like one's own.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures/{id}/similar-regions.
[[nodiscard]] std::vector<Route> similar_region_routes(const Backend& backend);

}  // namespace tertil::http
