/// @file service/http/rendered.hpp
/// @brief A finished answer as bytes: what the response cache and the static files hold.
///
/// An answer on the wire is three pieces: a start that changes (status line, Date, Connection),
/// the security headers that all answers of a server share, and the bytes kept here, which are the
/// answer's own header lines, the empty line and the body. So a repeated question costs a look-up
/// and one write, and its Date is still right.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/http/body_file.hpp"
#include "service/http/exchange.hpp"

namespace tertil::http {

/// One form of an answer: header lines, empty line, body.
struct Form {
  std::string bytes;
  std::size_t head_size{0};              ///< Where the body begins; HEAD sends only this much.
  std::string etag;                      ///< With quotes; empty if the answer has none.
  std::string not_modified;              ///< Header lines and empty line of a 304.
  std::shared_ptr<const BodyFile> file;  ///< The body again, if it is large and kept; else null.

  [[nodiscard]] std::size_t size() const {
    return bytes.size() + not_modified.size() + (file ? bytes.size() - head_size : 0);
  }
};

/// A whole answer.
struct Rendered {
  unsigned status{200};
  bool cacheable{false};     ///< Response::cacheable, and the answer is a 200.
  bool compressible{false};  ///< Worth a gzip form, which may not have been made yet.
  Form identity;
  Form gzip;                   ///< Empty bytes: not made.
  std::size_t route_index{0};  ///< Whose answer it is, for the counters.
  std::string where;           ///< Error::where, for the log.
  bool own_policy{false};      ///< It brings its own Content-Security-Policy.

  [[nodiscard]] std::size_t size() const {
    return identity.size() + gzip.size() + sizeof(Rendered) + 64;
  }
};

/// Bodies up to this size are not worth compressing.
inline constexpr std::size_t kSmallestToCompress = 1024;

/// Makes the identity form: Content-Type, Content-Length, Cache-Control and, for what is cacheable
/// or has one already, ETag (from the SHA-256 of the body) and Vary. 204 and 304 get no body.
[[nodiscard]] Rendered render(const Response& response);

/// Adds the gzip form if the answer is compressible, unless it is there already.
void add_gzip(Rendered& rendered);

/// Gives large bodies their BodyFile: worth it for what will be sent more than once.
void add_files(Rendered& rendered);

/// The first 128 bits of the SHA-256, as a strong ETag with quotes; `suffix` goes inside them.
[[nodiscard]] std::string etag_of(std::string_view body, std::string_view suffix = {});

/// gzip by zlib; never empty.
[[nodiscard]] std::string gzip(std::string_view bytes);

/// The header lines that every answer of a server carries, CSP included (promises §5.8).
/// The policy is the first line.
[[nodiscard]] std::string security_lines(std::string_view frame_ancestors);

/// The same but for the policy, for an answer that brings its own.
[[nodiscard]] std::string_view without_policy(std::string_view security_lines);

}  // namespace tertil::http
