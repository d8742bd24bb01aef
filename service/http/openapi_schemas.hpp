/// @file service/http/openapi_schemas.hpp
/// @brief The shapes of the answers, as JSON Schema, and which route answers with which.
#pragma once
#include <string_view>

#include "service/http/router.hpp"

namespace tertil::http {

/// The content of components/schemas: one JSON object, by schema name.
[[nodiscard]] std::string_view schemas_json();

/// The schema of a route's answer in JSON with a 2xx status ("Ranking"); "Object" if it has none
/// of its own.
[[nodiscard]] std::string_view schema_of(const Route& route);

}  // namespace tertil::http
