/// @file service/http/plan_items.hpp
/// @brief Reading and writing the parts of plans and the units of the organisation.
///
/// Reading is open to all. Every change appends a version and an entry in the audit log, in one
/// transaction; plan_item_rights.hpp says who may make it. An edit names the version it was made
/// from in If-Match and gets 412 when there is a newer one.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET plans/{plan}; for each kind, under plans/{plan}/focus-areas … or org-units:
/// GET, POST; {id}: GET, PUT, DELETE; {id}/history: GET; {id}/undo: POST.
[[nodiscard]] std::vector<Route> plan_item_routes(const Backend& backend);

}  // namespace tertil::http
