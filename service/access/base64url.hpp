/// @file service/access/base64url.hpp
/// @brief Base64 for addresses and tokens (RFC 4648 §5), without padding.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tertil::access {

[[nodiscard]] std::string to_base64url(std::string_view bytes);

/// Nothing for what no encoder of ours would have written: padding, blanks, other letters.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

/// The usual alphabet with padding, for an Authorization header and for mail.
[[nodiscard]] std::string to_base64(std::string_view bytes);

/// Nothing if it is not such text, padded, without blanks.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace tertil::access
