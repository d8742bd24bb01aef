/// @file service/http/settings.hpp
/// @brief How the store's key figures are computed, where that can be chosen: /api/v1/settings.
///
/// A choice can be tried first: the answer says which values and ranks would change.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// The routes. `backend` must outlive them.
[[nodiscard]] std::vector<Route> setting_routes(const Backend& backend);

}  // namespace tertil::http
