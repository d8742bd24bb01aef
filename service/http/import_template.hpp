/// @file service/http/import_template.hpp
/// @brief GET /api/v1/targets/{target}/template: an empty workbook to fill in and import.
#pragma once
#include <vector>

#include "service/http/router.hpp"

namespace tertil::http {

[[nodiscard]] std::vector<Route> import_template_routes();

}  // namespace tertil::http
