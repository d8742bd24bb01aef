/// @file service/http/targets.hpp
/// @brief What a source can deliver: the targets with their fields, for whoever writes a mapping.
#pragma once
#include <vector>

#include "collectors/schema.hpp"
#include "service/domain/text.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /api/v1/targets. Open to all: it says nothing of anybody's data.
[[nodiscard]] std::vector<Route> target_routes();

/// "Energiavläsning", "Energy reading".
[[nodiscard]] Text words_for(collectors::Target target);

}  // namespace tertil::http
