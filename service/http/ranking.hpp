/// @file service/http/ranking.hpp
/// @brief Where everybody stands on one key figure in one year.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures/{id}/ranking. Ranks, classes, what it takes to move, and why regions are
/// missing.
[[nodiscard]] std::vector<Route> ranking_routes(const Backend& backend);

}  // namespace tertil::http
