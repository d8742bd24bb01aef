/// @file service/http/session_cookie.hpp
/// @brief Setting and clearing our cookies.
#pragma once
#include <cstdint>
#include <string_view>

#include "service/http/exchange.hpp"

namespace tertil::http {

/// Adds a Set-Cookie that only this host sees, over HTTPS, and no script. SameSite=Lax, so that it
/// comes along when another site leads here. An empty value makes the browser forget it.
/// @param seconds how long it is kept; 0: until the browser is closed.
void set_cookie(Response& response, std::string_view name, std::string_view value,
                std::int64_t seconds = 0);

}  // namespace tertil::http
