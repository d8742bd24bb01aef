/// @file service/http/scenarios.hpp
/// @brief Saved scenarios of a plan: listed, saved and taken away by those who may edit measures.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

[[nodiscard]] std::vector<Route> scenario_routes(const Backend& backend);

}  // namespace tertil::http
