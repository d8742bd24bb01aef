/// @file service/http/open_data.hpp
/// @brief The catalogue that the national data portal reads.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /datasets/dcat: RDF/XML, or Turtle by `Accept: text/turtle` or `format=turtle`.
[[nodiscard]] std::vector<Route> open_data_routes(const Backend& backend);

}  // namespace tertil::http
