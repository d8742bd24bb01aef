/// @file service/http/plan_analysis.hpp
/// @brief What a plan's measures are worth: the curve, the best set for a frame, a scenario.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET plans/{plan}/cost-curve, best-set and scenario. Open to all; nothing is stored, the address
/// carries everything.
[[nodiscard]] std::vector<Route> plan_analysis_routes(const Backend& backend);

}  // namespace tertil::http
