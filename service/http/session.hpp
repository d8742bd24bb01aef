/// @file service/http/session.hpp
/// @brief Signing in and out: GET, POST and DELETE /api/v1/session, and signing in by another
/// system (provider_sign_in.hpp).
///
/// The session's id is in an HttpOnly cookie that scripts cannot read; the token that changes must
/// carry (X-CSRF-Token) is in the answer, which other sites cannot read.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// The routes. `backend` must outlive them.
[[nodiscard]] std::vector<Route> session_routes(const Backend& backend);

}  // namespace tertil::http
