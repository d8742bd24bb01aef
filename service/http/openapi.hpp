/// @file service/http/openapi.hpp
/// @brief The API description (OpenAPI 3.1), made from the one route table.
///
/// It follows the national REST profile (dataportal.se): contact, licence, terms, limitations,
/// every text in Swedish and then English, an example for every answer in JSON.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// The whole document for these routes.
[[nodiscard]] std::string openapi_document(const std::vector<Route>& routes, const SiteInfo& site);

/// Adds GET /api/v1/openapi.json, which describes all of `routes` and itself.
void add_openapi_route(std::vector<Route>& routes, const SiteInfo& site);

/// "getKeyFiguresIdRanking": the operation's name, from method and path.
[[nodiscard]] std::string operation_id(Method method, std::string_view pattern);

}  // namespace tertil::http
