/// @file service/http/ranking.hpp
/// @brief One key figure, one year, one series: who stands where.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures/{id}/ranking. Ranks, classes, what it takes to move, and why regions are missing.
[[nodiscard]] std::vector<Route> ranking_routes(const Backend& backend);

}  // namespace tertil::http
