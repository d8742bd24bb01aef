/// @file service/http/to_do.hpp
/// @brief What waits for whoever is signed in: as a list, and as a web feed with a token of its
/// own.
///
/// The feed's token stands in the address, because readers of feeds cannot sign in. It reads this
/// one list and nothing else, is kept as a hash, and can be taken away.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET to-do, GET to-do/feed, POST and DELETE to-do/feed-token.
[[nodiscard]] std::vector<Route> to_do_routes(const Backend& backend);

}  // namespace tertil::http
