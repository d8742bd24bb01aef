/// @file service/http/to_do.hpp
/// @brief What waits for whoever is signed in.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET to-do, and the routes of to_do_feed.hpp and reminder_wish.hpp.
[[nodiscard]] std::vector<Route> to_do_routes(const Backend& backend);

}  // namespace tertil::http
