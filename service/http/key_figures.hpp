/// @file service/http/key_figures.hpp
/// @brief Definitions of the key figures, and which years have values.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/key-figures and /api/v1/key-figures/{id}.
[[nodiscard]] std::vector<Route> key_figure_routes(const Backend& backend);

}  // namespace tertil::http
