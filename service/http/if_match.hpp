/// @file service/http/if_match.hpp
/// @brief Edits are made from what was read: If-Match, and 412 when somebody was faster.
#pragma once
#include <string_view>

namespace tertil::http {

/// Whether an If-Match names this ETag. A browser that was sent the compressed form returns the
/// ETag of that form.
[[nodiscard]] bool names(std::string_view if_match, std::string_view etag);

}  // namespace tertil::http
