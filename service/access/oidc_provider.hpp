/// @file service/access/oidc_provider.hpp
/// @brief An OpenID provider as seen from here: its discovery document, its keys, its token
/// endpoint.
///
/// What it publishes is kept for an hour, and when it cannot be asked again, for a day. A token
/// signed with a key that is not known yet has the keys fetched anew, once a minute for each key
/// id, so that a rotated key works at once and nobody can make us ask without end. Only https,
/// except where the configured issuer itself is on loopback.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/remote/transport.hpp"
#include "service/access/jwk_set.hpp"
#include "service/access/sign_in_fault.hpp"

namespace tertil::access {

/// What we need of a discovery document (OpenID Connect Discovery 1.0 §3).
struct ProviderFacts {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  std::vector<Algorithm> algorithms;  ///< Those of ours that it signs with; never none.
  bool names_itself{false};           ///< Answers must carry `iss` (RFC 9207).
  bool secret_in_body{false};         ///< It takes the client's secret only there.
};

/// Whether an address may be asked or led to: https, or http on loopback if the issuer is there.
[[nodiscard]] bool is_safe_address(std::string_view url, std::string_view issuer);

/// Reads a discovery document. kDiscovery if it is not exactly that issuer's, lacks something, or
/// has an address that is not safe.
[[nodiscard]] OrRefused<ProviderFacts> provider_facts(std::string_view document,
                                                      std::string_view issuer);

/// What is sent for a code.
struct CodeExchange {
  std::string client;
  std::string secret;  ///< Empty for a client without one.
  std::string code;
  std::string verifier;  ///< PKCE (RFC 7636).
  std::string redirect;
};

/// Safe to share; blocking, five seconds at most for each question.
class OidcProvider {
 public:
  using MakeTransport = std::function<std::unique_ptr<collectors::remote::Transport>()>;

  OidcProvider(std::string issuer, MakeTransport transport, std::function<std::int64_t()> steady)
      : issuer_{std::move(issuer)}, transport_{std::move(transport)}, steady_{std::move(steady)} {}

  [[nodiscard]] const std::string& issuer() const { return issuer_; }
  [[nodiscard]] OrRefused<ProviderFacts> facts();
  /// The ID token that the provider gives for the code; whatever else it gives is dropped.
  [[nodiscard]] OrRefused<std::string> id_token(const CodeExchange& exchange);
  /// Judges the header and the signature, and fetches keys if need be.
  [[nodiscard]] OrRefused<void> check_signature(const std::string& token);

 private:
  /// At most two questions at a time, so that a provider that hangs does not take all workers.
  static constexpr std::ptrdiff_t kMostQuestions = 2;

  [[nodiscard]] OrRefused<std::string> ask(const collectors::remote::HttpRequest& request);
  [[nodiscard]] OrRefused<JwkSet> keys(const ProviderFacts& facts);
  [[nodiscard]] OrRefused<JwkSet> fetch_keys(const ProviderFacts& facts);
  [[nodiscard]] bool may_reload_for(const std::string& kid);

  struct KeptFacts {
    ProviderFacts value;
    std::int64_t at_ms{0};
  };
  struct KeptKeys {
    JwkSet value;
    std::int64_t at_ms{0};
  };

  std::string issuer_;
  MakeTransport transport_;
  std::function<std::int64_t()> steady_;
  std::counting_semaphore<kMostQuestions> questions_{kMostQuestions};
  std::mutex mutex_;
  std::optional<KeptFacts> facts_;
  std::optional<KeptKeys> keys_;
  std::map<std::string, std::int64_t> reloads_;  ///< By key id, of the last minute.
};

}  // namespace tertil::access
