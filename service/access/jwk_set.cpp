#include "service/access/jwk_set.hpp"

#include <cjose/cjose.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "collectors/json.hpp"

namespace tertil::access {
namespace {

using nlohmann::json;

constexpr std::size_t kMostKeys = 64;
constexpr std::size_t kFewestRsaBits = 2048;
constexpr std::array<std::pair<std::string_view, Algorithm>, 3> kAlgorithms{
    {{"RS256", Algorithm::kRs256}, {"PS256", Algorithm::kPs256}, {"ES256", Algorithm::kEs256}}};

struct FreeKey {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
using Handle = std::unique_ptr<cjose_jwk_t, FreeKey>;
struct FreeSignature {
  void operator()(cjose_jws_t* signature) const { cjose_jws_release(signature); }
};

std::string text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool is_strong(const cjose_jwk_t* key) {
  cjose_err fault{};
  switch (cjose_jwk_get_kty(key, &fault)) {
    case CJOSE_JWK_KTY_RSA: return cjose_jwk_get_keysize(key, &fault) >= kFewestRsaBits;
    case CJOSE_JWK_KTY_EC: return cjose_jwk_EC_get_curve(key, &fault) == CJOSE_JWK_EC_P_256;
    case CJOSE_JWK_KTY_OCT: return false;
  }
  return false;
}

}  // namespace

std::optional<Algorithm> algorithm_named(std::string_view name) {
  for (const auto& [known, algorithm] : kAlgorithms)
    if (known == name) return algorithm;
  return std::nullopt;
}

std::string_view to_string(Algorithm algorithm) {
  for (const auto& [name, known] : kAlgorithms)
    if (known == algorithm) return name;
  return {};
}

struct JwkSet::Key {
  std::string kid;
  std::string only_for;  ///< The one algorithm that it may be used with; empty: any it can.
  bool is_rsa{false};
  Handle key;

  [[nodiscard]] bool fits(Algorithm algorithm) const {
    return is_rsa == (algorithm != Algorithm::kEs256) &&
           (only_for.empty() || only_for == to_string(algorithm));
  }
};

JwkSet::JwkSet() : keys_{std::make_shared<const std::vector<Key>>()} {}

std::size_t JwkSet::size() const { return keys_->size(); }

std::optional<JwkSet> JwkSet::parse(std::string_view text) {
  const auto parsed = collectors::parse_json(text);
  const auto* document = std::get_if<json>(&parsed);
  if (document == nullptr || !document->is_object()) return std::nullopt;
  const auto listed = document->find("keys");
  if (listed == document->end() || !listed->is_array()) return std::nullopt;
  std::vector<Key> keys;
  for (const auto& item : *listed) {
    if (keys.size() == kMostKeys) break;
    if (!item.is_object()) continue;
    const auto kind = text_of(item, "kty");
    const auto use = text_of(item, "use");
    if ((kind != "RSA" && kind != "EC") || (!use.empty() && use != "sig")) continue;
    const auto written = item.dump();
    cjose_err fault{};
    Key key{.kid = text_of(item, "kid"),
            .only_for = text_of(item, "alg"),
            .is_rsa = kind == "RSA",
            .key = Handle{cjose_jwk_import(written.data(), written.size(), &fault)}};
    if (key.key && is_strong(key.key.get())) keys.push_back(std::move(key));
  }
  JwkSet set;
  set.keys_ = std::make_shared<const std::vector<Key>>(std::move(keys));
  return set;
}

JwkSet::Verdict JwkSet::verify(const std::string& token, std::string_view kid,
                               Algorithm algorithm) const {
  const Key* chosen = nullptr;
  for (const auto& key : *keys_) {
    if (!key.fits(algorithm) || (!kid.empty() && key.kid != kid)) continue;
    if (chosen != nullptr) return Verdict::kNoSuchKey;  // which one is not ours to guess
    chosen = &key;
  }
  if (chosen == nullptr) return Verdict::kNoSuchKey;
  cjose_err fault{};
  const std::unique_ptr<cjose_jws_t, FreeSignature> signature{
      cjose_jws_import(token.data(), token.size(), &fault)};
  if (!signature) return Verdict::kWrong;
  // The library goes by the header: it must have read there what was judged.
  const char* named = cjose_header_get(cjose_jws_get_protected(signature.get()), "alg", &fault);
  if (named == nullptr || named != to_string(algorithm)) return Verdict::kWrong;
  return cjose_jws_verify(signature.get(), chosen->key.get(), &fault) ? Verdict::kGood
                                                                      : Verdict::kWrong;
}

}  // namespace tertil::access
