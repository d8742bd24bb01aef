/// @file service/http/observations.hpp
/// @brief The way from a number back to the file it came from.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures/{id}/observations: every version known of a value.
[[nodiscard]] std::vector<Route> observation_routes(const Backend& backend);

}  // namespace tertil::http
