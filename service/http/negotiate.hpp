/// @file service/http/negotiate.hpp
/// @brief What a client would rather have: encodings, languages, pages, and what it has already.
#pragma once
#include <string_view>

#include "service/domain/text.hpp"

namespace tertil::http {

/// Whether Accept-Encoding takes gzip (RFC 9110 §12.5.3): named or by "*", with q above 0.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

/// Swedish, unless English is preferred over it. Nothing said, or neither named: Swedish.
[[nodiscard]] Language language_of(std::string_view accept_language);

/// Whether Accept names text/html (a browser asking for a page, not a program).
[[nodiscard]] bool accepts_html(std::string_view accept);

/// Whether an Accept field asks for Turtle rather than RDF/XML.
[[nodiscard]] bool prefers_turtle(std::string_view accept);

/// Whether If-None-Match (RFC 9110 §13.1.2) names the tag: "*", or one of a list by weak
/// comparison. `etag` is a strong tag with its quotes.
[[nodiscard]] bool matches_etag(std::string_view if_none_match, std::string_view etag);

/// Case-insensitive for ASCII.
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);

}  // namespace tertil::http
