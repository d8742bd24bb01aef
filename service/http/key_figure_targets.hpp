/// @file service/http/key_figure_targets.hpp
/// @brief What regions have decided to reach, with every earlier decision:
/// /api/v1/key-figure-targets. They come in as imports of the source `targets`.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// The route. `backend` must outlive it.
[[nodiscard]] std::vector<Route> key_figure_target_routes(const Backend& backend);

}  // namespace tertil::http
