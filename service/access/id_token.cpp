#include "service/access/id_token.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "collectors/json.hpp"
#include "service/access/base64url.hpp"

namespace tertil::access {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestToken = std::size_t{64} * 1024;
constexpr std::size_t kLongestSubject = 255;  // OpenID Connect Core 1.0 §2
constexpr std::size_t kLongestName = 100;     // bytes
constexpr std::size_t kMostGroups = 1000;

/// Header, payload, signature, still encoded; nothing if there are not exactly three.
std::optional<std::array<std::string_view, 3>> parts_of(std::string_view token) {
  if (token.size() > kLongestToken) return std::nullopt;
  const auto first = token.find('.');
  const auto second = token.find('.', first == token.npos ? first : first + 1);
  if (second == token.npos || token.find('.', second + 1) != token.npos) return std::nullopt;
  return std::array{token.substr(0, first), token.substr(first + 1, second - first - 1),
                    token.substr(second + 1)};
}

std::optional<json> object_in(std::string_view encoded) {
  const auto text = from_base64url(encoded);
  if (!text) return std::nullopt;
  auto parsed = collectors::parse_json(*text);
  auto* object = std::get_if<json>(&parsed);
  if (object == nullptr || !object->is_object()) return std::nullopt;
  return std::move(*object);
}

std::optional<std::string> text_in(const json& claims, const std::string& name) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

/// Seconds since 1970; providers may write fractions.
std::optional<double> time_in(const json& claims, const char* name) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

/// One text, or a list of them; nothing for anything else.
std::optional<std::vector<std::string>> texts_in(const json& claims, const std::string& name) {
  const auto found = claims.find(name);
  if (found == claims.end()) return std::vector<std::string>{};
  if (found->is_string()) return std::vector{found->get<std::string>()};
  if (!found->is_array() || found->size() > kMostGroups) return std::nullopt;
  std::vector<std::string> texts;
  for (const auto& item : *found) {
    if (!item.is_string()) return std::nullopt;
    texts.push_back(item.get<std::string>());
  }
  return texts;
}

std::optional<SignInFault> fault_in_audience(const json& claims, const std::string& client) {
  const auto audience = texts_in(claims, "aud");
  if (!audience || std::ranges::find(*audience, client) == audience->end())
    return SignInFault::kAudience;
  const auto party = claims.find("azp");
  if (party == claims.end())
    return audience->size() > 1 ? std::optional{SignInFault::kParty} : std::nullopt;
  if (!party->is_string() || party->get<std::string>() != client) return SignInFault::kParty;
  return std::nullopt;
}

std::optional<SignInFault> fault_in_times(const json& claims, std::int64_t now_seconds) {
  const auto now = static_cast<double>(now_seconds);
  constexpr auto kSkew = static_cast<double>(kMostSkewSeconds);
  const auto expires = time_in(claims, "exp");
  const auto issued = time_in(claims, "iat");
  if (!expires || !issued) return SignInFault::kBadToken;
  if (now >= *expires + kSkew) return SignInFault::kExpired;
  if (*issued > now + kSkew) return SignInFault::kNotYet;
  if (claims.contains("nbf")) {
    const auto from = time_in(claims, "nbf");
    if (!from) return SignInFault::kBadToken;
    if (*from > now + kSkew) return SignInFault::kNotYet;
  }
  return std::nullopt;
}

}  // namespace

OrRefused<TokenHead> head_of(std::string_view token, std::span<const Algorithm> allowed) {
  const auto parts = parts_of(token);
  if (!parts) return refuse(SignInFault::kBadToken);
  const auto header = object_in((*parts)[0]);
  if (!header || header->contains("crit")) return refuse(SignInFault::kBadToken);
  const auto algorithm = algorithm_named(text_in(*header, "alg").value_or(""));
  if (!algorithm || std::ranges::find(allowed, *algorithm) == allowed.end())
    return refuse(SignInFault::kAlgorithm);
  if (header->contains("kid") && !header->at("kid").is_string())
    return refuse(SignInFault::kBadToken);
  return TokenHead{*algorithm, text_in(*header, "kid").value_or("")};
}

OrRefused<Claims> claims_of(std::string_view token, const ExpectedClaims& expected) {
  const auto parts = parts_of(token);
  const auto claims = parts ? object_in((*parts)[1]) : std::nullopt;
  if (!claims) return refuse(SignInFault::kBadToken);
  if (text_in(*claims, "iss") != expected.issuer) return refuse(SignInFault::kIssuer);
  if (const auto fault = fault_in_audience(*claims, expected.client)) return refuse(*fault);
  if (const auto fault = fault_in_times(*claims, expected.now_seconds)) return refuse(*fault);
  if (text_in(*claims, "nonce") != expected.nonce) return refuse(SignInFault::kNonce);
  auto subject = text_in(*claims, "sub").value_or("");
  auto groups = texts_in(*claims, expected.groups_claim);
  if (subject.empty() || subject.size() > kLongestSubject || !groups)
    return refuse(SignInFault::kBadToken);
  auto name = shown_name(text_in(*claims, expected.name_claim).value_or(""));
  if (name.empty()) name = shown_name(subject);
  std::string email;
  const bool doubted = claims->contains("email_verified") && claims->at("email_verified") == false;
  if (!expected.email_claim.empty() && !doubted)
    email = text_in(*claims, expected.email_claim).value_or("");
  return Claims{std::move(subject), std::move(name), std::move(*groups), std::move(email)};
}

std::string shown_name(std::string_view name) {
  std::string shown;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) shown += c;
  }
  if (shown.size() <= kLongestName) return shown;
  auto end = kLongestName;
  while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U) --end;
  shown.resize(end);
  return shown;
}

}  // namespace tertil::access
