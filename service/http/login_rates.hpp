/// @file service/http/login_rates.hpp
/// @brief How often signing in may be tried: for one name and from one address.
#pragma once
#include <cstdint>

#include "service/http/exchange.hpp"
#include "service/http/peer_limits.hpp"

namespace tertil::http {

/// Only failed sign-ins count, whatever the way. One that begins at another system counts in
/// `starts` until it has ended well, and there twelve times as many are allowed: a whole office
/// may be on its way through the same address.
struct LoginRates {
  explicit LoginRates(std::int64_t per_minute);
  TokenBuckets names;
  TokenBuckets addresses;
  TokenBuckets starts;
  std::int64_t seconds_for_one;  ///< Until one more may be tried.
};

/// 429 with Retry-After.
[[nodiscard]] Response too_many_logins(const Request& request, const LoginRates& rates);

}  // namespace tertil::http
