/// @file service/http/to_do_feed.hpp
/// @brief One person's list of what to do as a web feed (Atom, RFC 4287).
///
/// Readers of feeds cannot sign in, but they can send a name and a password (HTTP Basic, RFC 7617).
/// The password is a token that reads this one list and nothing else: it is made here, shown once,
/// kept as its hash, and can be taken away. It never stands in an address.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET to-do/feed, POST and DELETE to-do/feed-token.
[[nodiscard]] std::vector<Route> to_do_feed_routes(const Backend& backend);

}  // namespace tertil::http
