/// @file service/http/mappings.hpp
/// @brief Making a mapping: suggest one, check it, keep a draft, preview what it makes of a file.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// POST /api/v1/mappings/suggest, …/check, …/drafts and …/preview. Nothing here stores anything.
[[nodiscard]] std::vector<Route> mapping_routes(const Backend& backend);

}  // namespace tertil::http
