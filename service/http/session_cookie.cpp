#include "service/http/session_cookie.hpp"

#include <fmt/format.h>

namespace tertil::http {

void set_cookie(Response& response, std::string_view name, std::string_view value,
                std::int64_t seconds) {
  const auto kept = value.empty() || seconds > 0
                        ? fmt::format("; Max-Age={}", value.empty() ? 0 : seconds)
                        : std::string{};
  response.headers.emplace_back(
      "Set-Cookie",
      fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Lax{}", name, value, kept));
}

}  // namespace tertil::http
