/// @file service/http/target.hpp
/// @brief The request target (RFC 9112 §3.2) and the Host field, read strictly and decoded once.
///
/// What comes out as a path can lead nowhere else: no dot segments, no encoded slash or
/// backslash, no control characters, valid UTF-8.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/http/exchange.hpp"

namespace tertil::http {

/// A target taken apart.
struct Target {
  std::string path;  ///< "*" for the asterisk form.
  std::vector<std::pair<std::string, std::string>> query;
  std::string_view authority;  ///< Of the absolute form, into the argument; else empty.
  std::string_view origin;     ///< The target from its path on, into the argument.
};

/// Reads origin form, absolute form (http or https), and "*" (OPTIONS only). Empty if it is none
/// of them, holds a byte that RFC 3986 does not allow there, or a path as described above.
[[nodiscard]] std::optional<Target> parse_target(std::string_view target, Method method);

/// Whether this is `uri-host [":" port]` with a host (RFC 9110 §7.2).
[[nodiscard]] bool is_valid_host(std::string_view host);

/// The host without its port, as sent: "[::1]", "example.se".
[[nodiscard]] std::string_view without_port(std::string_view host);

/// Decodes %XX in a value of RFC 8187; empty if an escape is broken, hides a control character or
/// the result is not UTF-8.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace tertil::http
