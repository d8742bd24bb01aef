/// @file service/http/plain_pages.hpp
/// @brief The figures as plain HTML tables, for old browsers and for those who turn everything off.
#pragma once
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// GET /enkel/ and /enkel/nyckeltal/{slug}: no script, no style sheet, every class in a word and a
/// symbol.
[[nodiscard]] std::vector<Route> plain_page_routes(const Backend& backend);

}  // namespace tertil::http
