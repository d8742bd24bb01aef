/// @file service/http/known_pages.hpp
/// @brief Which addresses are pages of the web application, for Site::has_page.
#pragma once
#include <string_view>

#include "service/figures/snapshot.hpp"

namespace tertil::http {

/// False for addresses at which the application itself shows that there is nothing: a key figure
/// that does not exist, or something below one that has nothing there. `path` is decoded.
/// Keep in step with web/src/routes.tsx.
[[nodiscard]] bool has_page(const figures::Snapshot& snapshot, std::string_view path);

}  // namespace tertil::http
