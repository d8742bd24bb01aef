/// @file collectors/remote/address.hpp
/// @brief Where we may go: origins that are listed, and no address that none of them may have.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tertil::collectors::remote {

/// The parts of an http or https address that decide whether it may be asked.
struct Address {
  std::string scheme;  ///< "https" or "http".
  std::string host;    ///< Small letters; an IPv6 address without brackets.
  int port{0};
  std::string path;  ///< With its slash, without query.

  /// "https://api.kolada.se/v3/kpi": for messages and logs. Never the query, which may be long.
  [[nodiscard]] std::string shown() const;
};

/// Nothing for text that is no such address, or that holds a user name or password.
[[nodiscard]] std::optional<Address> parse_address(std::string_view url);

/// Whether `url` is at one of the origins ("https://api.kolada.se", "http://10.1.2.3:8080"): the
/// same scheme, host and port.
[[nodiscard]] bool is_listed(const Address& url, const std::vector<std::string>& origins);

/// Whether a host may have that IP address. Loopback and link-local addresses (127/8, ::1,
/// 169.254/16, fe80::/10) only if `host` is that very address, or "localhost" for loopback: a name
/// that somebody else controls must not lead to our own machine. Unspecified and multicast ones
/// never.
[[nodiscard]] bool may_connect(std::string_view host, const sockaddr& address);

/// `url` with `?name=value` added for each, both percent-encoded.
[[nodiscard]] std::string with_query(std::string url,
                                     const std::vector<std::pair<std::string, std::string>>& query);

/// Percent-encodes all but letters, digits and `-._~`, and those of `kept`.
[[nodiscard]] std::string percent_encoded(std::string_view text, std::string_view kept = {});

/// What `link` means on the page at `base`; nothing if it is no address at all.
[[nodiscard]] std::optional<std::string> resolved(const std::string& base, const std::string& link);

}  // namespace tertil::collectors::remote
