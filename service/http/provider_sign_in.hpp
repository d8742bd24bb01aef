/// @file service/http/provider_sign_in.hpp
/// @brief Signing in by another system: an OpenID provider or a trusted proxy.
///
/// Browsers are led here, so every answer is a way on: to the provider, to the page asked for, or
/// back to the sign-in page with a reason in its address (`fel=no-group`). What exactly was wrong
/// stands in the audit log alone.
#pragma once
#include <memory>
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/login_rates.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/session/oidc/start, /oidc/callback and /proxy. `backend` must outlive them.
[[nodiscard]] std::vector<Route> provider_sign_in_routes(const Backend& backend,
                                                         const std::shared_ptr<LoginRates>& rates);

}  // namespace tertil::http
