/// @file service/http/definitions.hpp
/// @brief What a region says of a key figure in words of its own, on top of what is shipped.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET and PUT key-figures/{id}/definition; `dryRun=true` tells what saving would change.
[[nodiscard]] std::vector<Route> definition_routes(const Backend& backend);

}  // namespace tertil::http
