/// @file service/access/sign_in_fault.hpp
/// @brief Why somebody whom another system sent was not let in.
#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tertil::access {

enum class SignInFault {
  kUnreachable,   ///< The provider did not answer, or not in time.
  kDiscovery,     ///< Its discovery document is another issuer's, or lacks what we need.
  kBadAnswer,     ///< It answered something else than was agreed.
  kUnknownState,  ///< The state is none of ours.
  kOtherBrowser,  ///< Another browser began this sign-in.
  kAlreadyUsed,   ///< The answer has been used before.
  kTooLate,       ///< The sign-in took longer than kAttemptMinutes.
  kMixedUp,       ///< The answer is another provider's (RFC 9207).
  kDenied,        ///< The provider, or the person, said no.
  kCodeRefused,   ///< The provider does not accept the code.
  kBadToken,      ///< The token cannot be read.
  kAlgorithm,     ///< Signed in a way that we or the provider's own document do not allow.
  kUnknownKey,    ///< Signed with a key that the provider does not publish.
  kSignature,     ///< The signature is wrong.
  kIssuer,        ///< The token is another issuer's.
  kAudience,      ///< The token is for somebody else.
  kParty,         ///< The token was given to somebody else (azp).
  kExpired,       ///< The token is too old.
  kNotYet,        ///< The token is from the future.
  kNonce,         ///< The token belongs to another sign-in.
  kNoGroup,       ///< No group of the person's gives a role.
  kBlocked,       ///< The account has been removed here.
  kWrongSecret,   ///< The proxy's secret is missing or wrong.
  kNobody,        ///< The proxy names nobody.
  kBusy,          ///< Too many sign-ins at once.
  kStore,         ///< The store cannot be read or written.
};

/// "wrong-nonce": as the audit log has it. Each fault has its own.
[[nodiscard]] std::string_view code_of(SignInFault fault);

/// As the sign-in page is told, in its address: "again", "cancelled", "no-group", "blocked",
/// "busy", "provider" or, for all that may be an attack, "untrusted".
[[nodiscard]] std::string_view page_code_of(SignInFault fault);

/// A fault, and what an operator needs to mend it. Holds no secret.
struct Refused {
  SignInFault fault{SignInFault::kStore};
  std::string detail{};  ///< May be empty.
  std::string till{};    ///< Where the person wanted to go, if that is known.
};

/// A `T`, or why nobody is let in.
template <class T>
using OrRefused = tl::expected<T, Refused>;

/// The refused branch: `return refuse(SignInFault::kNonce);`
[[nodiscard]] inline tl::unexpected<Refused> refuse(SignInFault fault, std::string detail = {}) {
  return tl::unexpected<Refused>{Refused{fault, std::move(detail), {}}};
}

}  // namespace tertil::access
