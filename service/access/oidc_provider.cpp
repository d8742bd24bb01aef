#include "service/access/oidc_provider.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "collectors/remote/address.hpp"
#include "service/access/base64url.hpp"
#include "service/access/id_token.hpp"

namespace tertil::access {
namespace {

namespace remote = collectors::remote;
using nlohmann::json;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kFresh = 60 * kMinute;
constexpr std::int64_t kUsable = 24 * kFresh;
constexpr std::size_t kMostReloads = 16;  ///< Key ids a minute.
constexpr std::int64_t kMostBytes = std::int64_t{256} * 1024;
constexpr auto kPatience = std::chrono::milliseconds{5000};
constexpr auto kWaitForTurn = std::chrono::seconds{2};

bool is_loopback(const remote::Address& address) {
  return address.host == "localhost" || address.host == "127.0.0.1" || address.host == "::1";
}

std::optional<json> object_in(std::string_view text) {
  auto parsed = collectors::parse_json(text);
  auto* object = std::get_if<json>(&parsed);
  if (object == nullptr || !object->is_object()) return std::nullopt;
  return std::move(*object);
}

std::string text_in(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::vector<std::string> texts_in(const json& object, const char* name) {
  std::vector<std::string> texts;
  if (const auto found = object.find(name); found != object.end() && found->is_array())
    for (const auto& item : *found)
      if (item.is_string()) texts.push_back(item.get<std::string>());
  return texts;
}

bool has(const std::vector<std::string>& texts, std::string_view text) {
  return std::ranges::find(texts, text) != texts.end();
}

remote::HttpRequest asking_for(std::string url) {
  remote::HttpRequest request;
  request.url = std::move(url);
  request.headers = {{"Accept", "application/json"}};
  request.timeout = kPatience;
  request.max_bytes = kMostBytes;
  return request;
}

}  // namespace

bool is_safe_address(std::string_view url, std::string_view issuer) {
  const auto address = remote::parse_address(url);
  if (!address) return false;
  if (address->scheme == "https") return true;
  const auto home = remote::parse_address(issuer);
  return home && home->scheme == "http" && is_loopback(*home) && is_loopback(*address);
}

OrRefused<ProviderFacts> provider_facts(std::string_view document, std::string_view issuer) {
  const auto read = object_in(document);
  if (!read) return refuse(SignInFault::kDiscovery, "no JSON object");
  if (text_in(*read, "issuer") != issuer) return refuse(SignInFault::kDiscovery, "another issuer");
  ProviderFacts facts{.authorization_endpoint = text_in(*read, "authorization_endpoint"),
                      .token_endpoint = text_in(*read, "token_endpoint"),
                      .jwks_uri = text_in(*read, "jwks_uri"),
                      .algorithms = {}};
  for (const auto* address :
       {&facts.authorization_endpoint, &facts.token_endpoint, &facts.jwks_uri})
    if (!is_safe_address(*address, issuer))
      return refuse(SignInFault::kDiscovery, "an address is missing or not https");
  for (const auto& name : texts_in(*read, "id_token_signing_alg_values_supported"))
    if (const auto algorithm = algorithm_named(name)) facts.algorithms.push_back(*algorithm);
  if (facts.algorithms.empty())
    return refuse(SignInFault::kDiscovery, "it signs with none of RS256, PS256, ES256");
  // Some providers do PKCE and do not say so; one that names other ways alone does not.
  const auto challenges = texts_in(*read, "code_challenge_methods_supported");
  if (!challenges.empty() && !has(challenges, "S256"))
    return refuse(SignInFault::kDiscovery, "it has no PKCE with S256");
  const auto ways = texts_in(*read, "token_endpoint_auth_methods_supported");
  facts.secret_in_body = has(ways, "client_secret_post") && !has(ways, "client_secret_basic");
  const auto names_itself = read->find("authorization_response_iss_parameter_supported");
  facts.names_itself =
      names_itself != read->end() && names_itself->is_boolean() && names_itself->get<bool>();
  return facts;
}

OrRefused<std::string> OidcProvider::ask(const remote::HttpRequest& request) {
  if (!questions_.try_acquire_for(kWaitForTurn)) return refuse(SignInFault::kBusy);
  const auto transport = transport_();
  auto outcome = transport->send(request);
  questions_.release();
  if (const auto* fault = std::get_if<remote::RemoteFault>(&outcome))
    return refuse(SignInFault::kUnreachable, fault->message.en);
  auto& answer = std::get<remote::HttpAnswer>(outcome);
  if (answer.status == 200) return std::move(answer.body);
  // RFC 6749 §5.2: of the words only our own list is repeated.
  const auto said = object_in(answer.body);
  if (said && text_in(*said, "error") == "invalid_grant") return refuse(SignInFault::kCodeRefused);
  const bool unknown_client = said && text_in(*said, "error") == "invalid_client";
  return refuse(SignInFault::kBadAnswer, fmt::format("status {}{}", answer.status,
                                                     unknown_client ? ", invalid_client" : ""));
}

OrRefused<ProviderFacts> OidcProvider::facts() {
  const auto now = steady_();
  {
    const std::lock_guard lock{mutex_};
    if (facts_ && now - facts_->at_ms < kFresh) return facts_->value;
  }
  const auto base = issuer_.ends_with('/') ? issuer_.substr(0, issuer_.size() - 1) : issuer_;
  const auto document = ask(asking_for(base + "/.well-known/openid-configuration"));
  auto found = document ? provider_facts(*document, issuer_)
                        : OrRefused<ProviderFacts>{tl::unexpected{document.error()}};
  const std::lock_guard lock{mutex_};
  if (found) {
    facts_ = {*found, now};
  } else if (facts_ && !document && now - facts_->at_ms < kUsable) {
    return facts_->value;
  }
  return found;
}

OrRefused<JwkSet> OidcProvider::fetch_keys(const ProviderFacts& facts) {
  const auto document = ask(asking_for(facts.jwks_uri));
  if (!document) return tl::unexpected{document.error()};
  auto set = JwkSet::parse(*document);
  if (!set) return refuse(SignInFault::kBadAnswer, "the keys cannot be read");
  const std::lock_guard lock{mutex_};
  keys_ = {*set, steady_()};
  return std::move(*set);
}

OrRefused<JwkSet> OidcProvider::keys(const ProviderFacts& facts) {
  std::optional<JwkSet> old;
  {
    const std::lock_guard lock{mutex_};
    const auto age = keys_ ? steady_() - keys_->at_ms : kUsable;
    if (age < kFresh) return keys_->value;
    if (age < kUsable) old = keys_->value;
  }
  auto fresh = fetch_keys(facts);
  if (!fresh && old) return std::move(*old);
  return fresh;
}

bool OidcProvider::may_reload_for(const std::string& kid) {
  const std::lock_guard lock{mutex_};
  const auto now = steady_();
  std::erase_if(reloads_, [now](const auto& each) { return now - each.second >= kMinute; });
  return reloads_.size() < kMostReloads && reloads_.emplace(kid, now).second;
}

OrRefused<void> OidcProvider::check_signature(const std::string& token) {
  const auto provider = facts();
  if (!provider) return tl::unexpected{provider.error()};
  const auto head = head_of(token, provider->algorithms);
  if (!head) return tl::unexpected{head.error()};
  auto set = keys(*provider);
  if (!set) return tl::unexpected{set.error()};
  auto verdict = set->verify(token, head->kid, head->algorithm);
  if (verdict == JwkSet::Verdict::kNoSuchKey && may_reload_for(head->kid)) {
    set = fetch_keys(*provider);
    if (!set) return tl::unexpected{set.error()};
    verdict = set->verify(token, head->kid, head->algorithm);
  }
  if (verdict == JwkSet::Verdict::kNoSuchKey) return refuse(SignInFault::kUnknownKey);
  if (verdict == JwkSet::Verdict::kWrong) return refuse(SignInFault::kSignature);
  return {};
}

OrRefused<std::string> OidcProvider::id_token(const CodeExchange& exchange) {
  const auto provider = facts();
  if (!provider) return tl::unexpected{provider.error()};
  auto request = asking_for(provider->token_endpoint);
  request.method = "POST";
  request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  const auto add = [&request](const char* name, std::string_view value) {
    request.body += fmt::format("{}{}={}", request.body.empty() ? "" : "&", name,
                                remote::percent_encoded(value));
  };
  add("grant_type", "authorization_code");
  add("code", exchange.code);
  add("redirect_uri", exchange.redirect);
  add("code_verifier", exchange.verifier);
  if (exchange.secret.empty() || provider->secret_in_body) add("client_id", exchange.client);
  if (!exchange.secret.empty()) {
    if (provider->secret_in_body)
      add("client_secret", exchange.secret);
    else  // RFC 6749 §2.3.1
      request.headers.emplace_back(
          "Authorization", "Basic " + to_base64(remote::percent_encoded(exchange.client) + ':' +
                                                remote::percent_encoded(exchange.secret)));
  }
  const auto answer = ask(request);
  if (!answer) return tl::unexpected{answer.error()};
  const auto read = object_in(*answer);
  auto token = read ? text_in(*read, "id_token") : std::string{};
  if (token.empty()) return refuse(SignInFault::kBadAnswer, "no id_token");
  return token;
}

}  // namespace tertil::access
