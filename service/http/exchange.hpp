/// @file service/http/exchange.hpp
/// @brief What a resource sees of HTTP: a request already checked and an answer still to be sent.
///
/// No Beast and no Asio in here: resources, the command line and the tests include it cheaply.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/domain/text.hpp"

namespace tertil::http {

/// The cookie of a login session. The prefix binds it to this host, HTTPS and the whole site.
inline constexpr std::string_view kSessionCookie = "__Host-tertil-session";

/// The cookie of a sign-in that is under way at another system.
inline constexpr std::string_view kSignInCookie = "__Host-tertil-sign-in";
/// What the names of all our cookies begin with.
inline constexpr std::string_view kOurCookies = "__Host-tertil-";

/// What a reverse proxy says of somebody (X-Tertil-Secret, -User, -Name, -Groups, -Email).
struct ProxyHeaders {
  std::string secret;
  std::string user;
  std::string name;
  std::string groups;
  std::string email;
};

enum class Method { kGet, kHead, kOptions, kPost, kPut, kPatch, kDelete, kOther };

/// An upload on its way to disk: an unnamed file, already synced, with its digest.
struct Upload {
  int descriptor{-1};  ///< Read-write, positioned at 0; owned by this object.
  std::int64_t bytes{0};
  std::string sha256;  ///< Lower-case hex.
  Upload() = default;
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;
  ~Upload();
};

/// A request whose framing, Host and target have been checked. Everything is owned: it may
/// outlive the connection's buffer.
struct Request {
  Method method{Method::kGet};
  std::string path;  ///< Decoded once, without dot segments, NUL or encoded slashes.
  std::vector<std::pair<std::string, std::string>> query;  ///< Decoded, in order.
  std::string target;  ///< As sent: for the log without its query, and for `instance`.
  std::string host;
  std::string content_type;  ///< Lower case, without parameters; empty if none.
  std::optional<std::string> authorization;
  std::optional<std::string> idempotency_key;
  std::optional<std::string>
      file_name;              ///< From `Content-Disposition: …; filename=`; display only.
  std::string cookies;        ///< The Cookie field, if one of our cookies is in it; else empty.
  std::string csrf_token;     ///< X-CSRF-Token.
  std::string if_match;       ///< As sent; for edits.
  std::string if_none_match;  ///< "*" on an edit: only where there is nothing yet.
  std::string fetch_site;     ///< Sec-Fetch-Site: "same-origin", "cross-site" …; empty if none.
  std::string accept;
  Language language{Language::kSwedish};  ///< By Accept-Language; Swedish if it says nothing.
  std::string peer;                       ///< Address of the other end, for limits.
  std::string id;                         ///< Ours, in the log and in `instance`.
  /// Only on a connection from one of Options::header_peers; from all others they are dropped.
  std::optional<ProxyHeaders> proxy;
  std::vector<std::pair<std::string, std::string>> path_parameters;  ///< {"id","energy-…"}.
  std::shared_ptr<Upload> upload;  ///< Set on routes that take a file.
  std::string body;                ///< On the others; at most 1 MiB.

  /// The first value of a query parameter; empty optional if it is not there.
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
  /// The value of a cookie; empty if it was not sent.
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
  /// The value of a path parameter; empty if the route has none of that name.
  [[nodiscard]] std::string_view path_parameter(std::string_view name) const;
};

/// An answer. Date, Content-Length, ETag, gzip, HEAD and the security headers are the
/// connection's business.
struct Response {
  unsigned status{200};
  std::string content_type{"application/json"};
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  /// True for an answer that depends on nothing but the snapshot (or, with asOf, on the past) and
  /// the target: it gets a strong ETag and may be kept in the response cache.
  bool cacheable{false};
};

}  // namespace tertil::http
