/// @file collectors/remote/transport.hpp
/// @brief One HTTP exchange, and everything that can be wrong with it.
///
/// The seam between what is asked (pulls) and how (libcurl). Tests of paging and retries put their
/// own Transport in; tests of the client put a server on loopback.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "collectors/text.hpp"

namespace tertil::collectors::remote {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method{"GET"};
  std::string url;
  Headers headers{};
  std::string body{};
  std::chrono::milliseconds timeout{10'000};        ///< For the whole exchange.
  std::int64_t max_bytes{std::int64_t{32} << 20U};  ///< Of the answer's body.
};

struct HttpAnswer {
  int status{0};
  Headers headers{};  ///< Names in small letters.
  std::string body{};

  /// The first header of that name (in small letters); empty if there is none.
  [[nodiscard]] std::string header(std::string_view name) const;
};

enum class Problem {
  kNotAllowed,   ///< The address is not among the allowed hosts, or lies where none may lie.
  kUnreachable,  ///< No connection, or it broke before the answer was whole.
  kTimeout,
  kCertificate,  ///< Nobody vouches for the other system.
  kTooLarge,     ///< More bytes or pages than allowed.
  kRedirected,   ///< It sends us elsewhere; we do not go.
  kSignIn,       ///< It does not accept who we are, or our secret cannot be read.
  kGone,         ///< 404 or 410.
  kStatus,       ///< Another status than success.
  kBadAnswer,    ///< Not what was agreed: another format, cut short, without the fields.
  kChanged,      ///< Its data changed while the pages were fetched.
  kStopped,      ///< We were asked to stop.
};

/// Why nothing was fetched, in words that say what to do. Holds no secret and no query.
struct RemoteFault {
  Problem problem{Problem::kUnreachable};
  Text message;
  bool may_pass{false};  ///< Trying again may help.
};

/// Sends one request and waits for the whole answer, whatever its status. Follows no redirect,
/// tries nothing twice.
class Transport {
 public:
  virtual ~Transport() = default;
  [[nodiscard]] virtual std::variant<HttpAnswer, RemoteFault> send(const HttpRequest& request) = 0;
};

}  // namespace tertil::collectors::remote
