/// @file service/http/users.hpp
/// @brief Accounts, for administrators: /api/v1/users.
///
/// A password is only ever sent in a body, and never given back. Blocking an account takes its
/// password away and ends its logins at once; the name stays, because the audit log goes on naming
/// it. What another system says of its people cannot be changed here, but they can be blocked.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// The routes. `backend` must outlive them.
[[nodiscard]] std::vector<Route> user_routes(const Backend& backend);

}  // namespace tertil::http
