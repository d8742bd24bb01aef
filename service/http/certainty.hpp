/// @file service/http/certainty.hpp
/// @brief How sure ranks and colours are.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures/{id}/certainty.
[[nodiscard]] std::vector<Route> certainty_routes(const Backend& backend);

}  // namespace tertil::http
