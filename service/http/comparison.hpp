/// @file service/http/comparison.hpp
/// @brief The comparison table of one region: the national key figures, some years.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/comparison. Printed and computed places side by side, targets judged on their own.
[[nodiscard]] std::vector<Route> comparison_routes(const Backend& backend);

}  // namespace tertil::http
