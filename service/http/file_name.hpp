/// @file service/http/file_name.hpp
/// @brief The name a client gives its upload, for display only.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tertil::http {

/// From Content-Disposition (RFC 6266): `filename*` in UTF-8 before `filename`. Only what follows
/// the last slash or backslash, without control characters, at most 255 bytes; empty if none is
/// left or it is not UTF-8.
[[nodiscard]] std::optional<std::string> file_name_of(std::string_view content_disposition);

}  // namespace tertil::http
