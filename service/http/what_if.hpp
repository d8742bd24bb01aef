/// @file service/http/what_if.hpp
/// @brief The place and class another value would have given.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures/{id}/what-if. The other regions are held still.
[[nodiscard]] std::vector<Route> what_if_routes(const Backend& backend);

}  // namespace tertil::http
