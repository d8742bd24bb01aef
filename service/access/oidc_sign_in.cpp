#include "service/access/oidc_sign_in.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "collectors/remote/address.hpp"
#include "service/access/base64url.hpp"
#include "service/access/id_token.hpp"
#include "service/access/provider_login.hpp"
#include "service/store/login_attempts.hpp"
#include "service/store/sha256.hpp"

namespace tertil::access {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kLongestPath = 2000;
constexpr std::int64_t kMicroseconds = 1'000'000;
constexpr std::string_view kFrontPage = "/import";

std::string new_secret() {
  if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot start"};
  std::string bytes(kSecretBytes, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return to_base64url(bytes);
}

bool is_secret(std::string_view text) {
  const auto bytes = from_base64url(text);
  return bytes && bytes->size() == kSecretBytes;
}

std::string sha256_base64url(std::string_view text) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return to_base64url(digest);
}

/// A secret of one sign-in in one browser: whoever lacks the cookie cannot make it.
std::string derived(std::string_view what, std::string_view browser, std::string_view state) {
  return sha256_base64url(fmt::format("tertil {}\n{}\n{}", what, browser, state));
}

}  // namespace

bool is_own_page(std::string_view path) {
  const bool begins = path.starts_with('/') && !path.starts_with("//") &&
                      !path.starts_with("/\\") && !path.starts_with("/api/");
  return begins && path.size() <= kLongestPath && std::ranges::none_of(path, [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 0x20 || byte == 0x7F || c == '\\';
         });
}

OidcSignIn::OidcSignIn(OidcSettings settings, OidcProvider::MakeTransport transport,
                       std::function<std::int64_t()> steady)
    : settings_{std::move(settings)},
      provider_{settings_.issuer, std::move(transport), std::move(steady)} {}

OrRefused<OidcStart> OidcSignIn::start(store::Engine& engine, const Clock& clock,
                                       std::string_view till, std::string_view browser) {
  const auto facts = provider_.facts();
  if (!facts) return tl::unexpected{facts.error()};
  OidcStart begun;
  begun.browser = is_secret(browser) ? std::string{browser} : new_secret();
  const auto state = new_secret();
  const auto now = clock.now();
  const store::LoginAttempt attempt{
      .state_sha256 = store::sha256_hex(state),
      .browser_sha256 = store::sha256_hex(begun.browser),
      .till = std::string{is_own_page(till) ? till : kFrontPage},
      .expires_at = {now.microseconds + kAttemptMinutes * 60 * kMicroseconds},
      .used_at = {}};
  const auto written = engine.write([&](store::Writer& writer) {
    writer.leave_published_alone();
    return store::add_login_attempt(writer, attempt, now);
  });
  if (!written) return refuse(SignInFault::kStore, written.error().where);
  const std::array<std::pair<const char*, std::string>, 8> query{
      {{"response_type", "code"},
       {"client_id", settings_.client},
       {"redirect_uri", settings_.public_url + std::string{kOidcCallback}},
       {"scope", fmt::format("{}", fmt::join(settings_.scopes, " "))},
       {"state", state},
       {"nonce", derived("nonce", begun.browser, state)},
       {"code_challenge", sha256_base64url(derived("verifier", begun.browser, state))},
       {"code_challenge_method", "S256"}}};
  begun.location = facts->authorization_endpoint;
  for (const auto& [name, value] : query)
    begun.location +=
        fmt::format("{}{}={}", begun.location.find('?') == std::string::npos ? '?' : '&', name,
                    collectors::remote::percent_encoded(value));
  return begun;
}

OrRefused<std::string> OidcSignIn::attempt_of(store::Engine& engine, const Clock& clock,
                                              const OidcAnswer& answer, std::string& till) {
  if (!is_secret(answer.state)) return refuse(SignInFault::kUnknownState);
  std::optional<store::LoginAttempt> attempt;
  const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    auto found = store::use_login_attempt(writer, store::sha256_hex(answer.state));
    if (!found) return tl::unexpected{std::move(found.error())};
    attempt = std::move(*found);
    return {};
  });
  if (!written) return refuse(SignInFault::kStore, written.error().where);
  if (!attempt) return refuse(SignInFault::kUnknownState);
  if (!same_secret(store::sha256_hex(answer.browser), attempt->browser_sha256))
    return refuse(SignInFault::kOtherBrowser);
  till = attempt->till;
  if (attempt->used_at) return refuse(SignInFault::kAlreadyUsed);
  if (attempt->expires_at <= clock.now()) return refuse(SignInFault::kTooLate);
  return attempt->till;
}

OrRefused<OidcEnd> OidcSignIn::judge(store::Engine& engine, const Clock& clock, People& people,
                                     const OidcAnswer& answer, std::string& till) {
  if (const auto ours = attempt_of(engine, clock, answer, till); !ours)
    return tl::unexpected{ours.error()};
  const auto facts = provider_.facts();
  if (!facts) return tl::unexpected{facts.error()};
  // Before anything of ours is sent to a token endpoint (RFC 9207 §2.4).
  if (answer.issuer.empty() ? facts->names_itself : answer.issuer != settings_.issuer)
    return refuse(SignInFault::kMixedUp);
  if (!answer.error.empty() || answer.code.empty()) return refuse(SignInFault::kDenied);
  const auto token =
      provider_.id_token({.client = settings_.client,
                          .secret = settings_.secret,
                          .code = answer.code,
                          .verifier = derived("verifier", answer.browser, answer.state),
                          .redirect = settings_.public_url + std::string{kOidcCallback}});
  if (!token) return tl::unexpected{token.error()};
  if (const auto good = provider_.check_signature(*token); !good)
    return tl::unexpected{good.error()};
  auto claims = claims_of(*token, {.issuer = settings_.issuer,
                                   .client = settings_.client,
                                   .nonce = derived("nonce", answer.browser, answer.state),
                                   .groups_claim = settings_.groups_claim,
                                   .name_claim = settings_.name_claim,
                                   .email_claim = settings_.email_claim,
                                   .now_seconds = clock.now().microseconds / kMicroseconds});
  if (!claims) return tl::unexpected{claims.error()};
  auto role = role_by_groups(settings_.roles, claims->groups);
  if (!role) return refuse(SignInFault::kNoGroup);
  auto login = people.let_in(engine, clock,
                             {.issuer = settings_.issuer,
                              .subject = std::move(claims->subject),
                              .name = std::move(claims->name),
                              .role = std::move(*role),
                              .way = "oidc",
                              .old_session = answer.old_session,
                              .request = answer.request,
                              .email = std::move(claims->email)});
  if (!login) return tl::unexpected{login.error()};
  return OidcEnd{std::move(*login), till};
}

OrRefused<OidcEnd> OidcSignIn::finish(store::Engine& engine, const Clock& clock, People& people,
                                      const OidcAnswer& answer) {
  std::string till;
  auto end = judge(engine, clock, people, answer, till);
  if (end) return end;
  People::note_refusal(engine, "oidc", end.error(), answer.request);
  end.error().till = till;
  return end;
}

}  // namespace tertil::access
