/// @file service/http/own_account.hpp
/// @brief What people do with their own account: a new password, and where they are signed in.
///
/// Where the region's own system vouches for people, their passwords are its business; their logins
/// here can be seen and ended all the same.
#pragma once
#include <memory>
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/login_rates.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// POST /api/v1/session/password; GET and DELETE /api/v1/sessions; DELETE /api/v1/sessions/{id}.
/// `backend` must outlive them. Wrong passwords count as failed logins of the name.
[[nodiscard]] std::vector<Route> own_account_routes(const Backend& backend,
                                                    const std::shared_ptr<LoginRates>& rates);

}  // namespace tertil::http
