/// @file service/http/import_decisions.hpp
/// @brief The resources of what people decide about imports: held rows, findings, reviews, and
/// which imports are under way.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /imports/running, /imports/{id}/held, /reviews; POST …/release, …/discard, …/accept,
/// /reviews/{id}/accept and decline, /key-figures/{id}/verify. The backend must outlive them.
[[nodiscard]] std::vector<Route> import_decision_routes(const Backend& backend);

}  // namespace tertil::http
