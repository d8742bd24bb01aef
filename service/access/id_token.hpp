/// @file service/access/id_token.hpp
/// @brief Reading and judging an ID token (OpenID Connect Core 1.0 §2, §3.1.3.7).
///
/// In two steps, because the header says which key is needed, and a key may have to be fetched:
/// read the header and judge it; check the signature (jwk_set.hpp); judge the claims. Nothing of
/// the claims is looked at before.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/access/jwk_set.hpp"
#include "service/access/sign_in_fault.hpp"

namespace tertil::access {

/// How far the provider's clock may be from ours.
inline constexpr std::int64_t kMostSkewSeconds = 60;

/// What the header asks for, and we allow.
struct TokenHead {
  Algorithm algorithm{Algorithm::kRs256};
  std::string kid;  ///< Empty if it names no key.
};

/// kBadToken if it is no compact JWS or has a critical extension; kAlgorithm if the algorithm is
/// not one of `allowed`.
[[nodiscard]] OrRefused<TokenHead> head_of(std::string_view token,
                                           std::span<const Algorithm> allowed);

/// What the claims must be, and where the groups and the name are found.
struct ExpectedClaims {
  std::string issuer;
  std::string client;
  std::string nonce;
  std::string groups_claim{"groups"};
  std::string name_claim{"name"};
  std::string email_claim;      ///< Empty: no address is taken.
  std::int64_t now_seconds{0};  ///< Since 1970.
};

/// All that is taken from a token.
struct Claims {
  std::string subject;
  std::string name;  ///< The subject if the token has no name.
  std::vector<std::string> groups;
  std::string email;  ///< As it stands; empty if none is taken, or `email_verified` is false.
};

/// Judges the claims of a token whose signature has been found right.
[[nodiscard]] OrRefused<Claims> claims_of(std::string_view token, const ExpectedClaims& expected);

/// The name without control characters, cut to what a page shows; empty if nothing is left.
[[nodiscard]] std::string shown_name(std::string_view name);

}  // namespace tertil::access
