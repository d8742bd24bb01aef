/// @file service/http/keys.hpp
/// @brief Machine keys, for administrators: /api/v1/keys.
///
/// A key is shown once, in the answer that makes it. Those made here are for importers: a key that
/// could change figures by its maker's word would undo the separation of duties.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// The routes. `backend` must outlive them.
[[nodiscard]] std::vector<Route> key_routes(const Backend& backend);

}  // namespace tertil::http
