/// @file service/access/oidc_sign_in.hpp
/// @brief Signing in with an OpenID provider: authorization code with PKCE (OpenID Connect Core
/// 1.0 §3.1, RFC 7636, RFC 9207, RFC 9700).
///
/// The browser holds one random secret in a short-lived cookie. The nonce and the PKCE verifier
/// are digests of it and of the state, so that an answer is worth nothing in another browser and
/// nothing secret lies in the store. Neither access nor refresh tokens are kept, or even read.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/access/group_roles.hpp"
#include "service/access/oidc_provider.hpp"
#include "service/access/people.hpp"
#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::access {

/// How long somebody may take at the provider.
inline constexpr std::int64_t kAttemptMinutes = 10;

/// What an installation agreed with its provider.
struct OidcSettings {
  std::string issuer;  ///< Exactly as in the discovery document.
  std::string name;    ///< What the button calls it.
  std::string client;
  std::string secret;      ///< Empty for a client without one.
  std::string public_url;  ///< Our own address, as browsers know it; without a slash at its end.
  std::vector<std::string> scopes{"openid", "profile"};
  std::string groups_claim{"groups"};
  std::string name_claim{"name"};
  std::string email_claim;  ///< Empty: addresses are not taken.
  std::vector<GroupRole> roles;
};

/// Where the provider sends people back to, on this site.
inline constexpr std::string_view kOidcCallback = "/api/v1/session/oidc/callback";

/// Whether one may be sent there after signing in: a page of this site, no other site's address.
[[nodiscard]] bool is_own_page(std::string_view path);

/// A sign-in that has begun.
struct OidcStart {
  std::string location;  ///< Where the browser is to go.
  std::string browser;   ///< For its cookie.
};

/// What came back. Each is empty if it was not there.
struct OidcAnswer {
  std::string state;
  std::string code;
  std::string issuer;
  std::string error;
  std::string browser;      ///< The cookie's value.
  std::string old_session;  ///< The id the browser had; it ends with the new login.
  std::string request;      ///< For the audit log.
};

struct OidcEnd {
  Login login;
  std::string till;
};

/// Safe to share; blocking.
class OidcSignIn {
 public:
  OidcSignIn(OidcSettings settings, OidcProvider::MakeTransport transport,
             std::function<std::int64_t()> steady);
  [[nodiscard]] const OidcSettings& settings() const { return settings_; }

  /// @param till where to go afterwards; the front page of imports if it is none of ours.
  /// @param browser the cookie of a sign-in that began before, in another tab; may be empty.
  [[nodiscard]] OrRefused<OidcStart> start(store::Engine& engine, const Clock& clock,
                                           std::string_view till, std::string_view browser);

  /// Judges what came back and lets the person in. Writes the audit log either way.
  [[nodiscard]] OrRefused<OidcEnd> finish(store::Engine& engine, const Clock& clock, People& people,
                                          const OidcAnswer& answer);

 private:
  [[nodiscard]] OrRefused<OidcEnd> judge(store::Engine& engine, const Clock& clock, People& people,
                                         const OidcAnswer& answer, std::string& till);
  [[nodiscard]] OrRefused<std::string> attempt_of(store::Engine& engine, const Clock& clock,
                                                  const OidcAnswer& answer, std::string& till);

  OidcSettings settings_;
  OidcProvider provider_;
};

}  // namespace tertil::access
