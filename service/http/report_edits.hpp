/// @file service/http/report_edits.hpp
/// @brief Writing yearly reports: begin one, write in it, and take it from draft to adopted.
///
/// Every step appends a version and an entry in the audit log, in one transaction, and names the
/// version it was made from in If-Match. Locking makes the files inside the same transaction, of
/// the figures as they are at that very moment, and keeps their bytes.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// POST plans/{plan}/reports, PUT …/{id}, POST …/{id}/ready, lock, adopt and reopen.
[[nodiscard]] std::vector<Route> report_edit_routes(const Backend& backend);

}  // namespace tertil::http
