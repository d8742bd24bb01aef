/// @file service/http/reports.hpp
/// @brief Reading yearly reports: drafts for those who are signed in, what is locked for all.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET plans/{plan}/reports, …/{id}, …/{id}/versions/{file}, …/{id}/differences, …/{id}/compare.
[[nodiscard]] std::vector<Route> report_routes(const Backend& backend);

}  // namespace tertil::http
