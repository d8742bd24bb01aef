/// @file service/http/audit_log.hpp
/// @brief The audit log for reading: /api/v1/audit, and whether its chain is whole.
///
/// An administrator sees everything, a coordinator what was done to the region's data and plans,
/// everybody else with the right what they did themselves. Nobody writes.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// The routes. `backend` must outlive them.
[[nodiscard]] std::vector<Route> audit_log_routes(const Backend& backend);

}  // namespace tertil::http
