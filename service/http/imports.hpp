/// @file service/http/imports.hpp
/// @brief Files in, receipts out.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// POST /api/v1/imports takes a file as raw body; GET lists receipts, gives one, or gives the rows
/// that were not taken; POST …/retract takes a batch back. Who may do what is in import_access.hpp.
[[nodiscard]] std::vector<Route> import_routes(const Backend& backend);

}  // namespace tertil::http
