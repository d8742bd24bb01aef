/// @file service/http/plan_workbook.hpp
/// @brief A plan as a workbook, out and in.
///
/// Reading it is open to all, as the plan is. Importing changes targets and verdicts too, so it
/// needs the coordinator's rights to the whole plan; all of a workbook is stored, or nothing.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET plans/{plan}/workbook, POST plans/{plan}/import.
[[nodiscard]] std::vector<Route> plan_workbook_routes(const Backend& backend);

}  // namespace tertil::http
