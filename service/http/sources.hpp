/// @file service/http/sources.hpp
/// @brief The sources: their list with how each is doing, one with its mapping, and changing one.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/sources, GET and PUT /api/v1/sources/{id}.
[[nodiscard]] std::vector<Route> source_routes(const Backend& backend);

}  // namespace tertil::http
