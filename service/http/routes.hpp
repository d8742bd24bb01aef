/// @file service/http/routes.hpp
/// @brief Every route of the service, in one list: what the server serves and the API description
/// describes.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// All routes, the API description among them. `backend` is borrowed and must outlive the server.
/// Site::authorize belongs with them: authorize() of import_access.hpp, bound to the same backend.
/// The server's own routes (`/metrics`) are not in the list.
[[nodiscard]] std::vector<Route> make_routes(const Backend& backend);

}  // namespace tertil::http
