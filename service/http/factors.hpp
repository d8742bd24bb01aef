/// @file service/http/factors.hpp
/// @brief The emission factors that figures are made with.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/factors: those of this installation's region and the shipped ones.
[[nodiscard]] std::vector<Route> factor_routes(const Backend& backend);

}  // namespace tertil::http
