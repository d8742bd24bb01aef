/// @file service/http/measure_edits.hpp
/// @brief Writing measures: a new one, a new version, an undo, and who did what when.
///
/// Every change appends a version and an entry in the audit log, in one transaction. An edit names
/// the version it was made from in If-Match and gets 412 when there is a newer one.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// POST plans/{plan}/measures, PUT plans/{plan}/measures/{id}, GET …/history, POST …/undo.
[[nodiscard]] std::vector<Route> measure_edit_routes(const Backend& backend);

}  // namespace tertil::http
