/// @file tests/service/access/provider_double.hpp
/// @brief An OpenID provider on loopback that can forge whatever a test wants. It signs with
/// OpenSSL alone, so that what it writes does not come from the library that reads it.
#pragma once
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/replay_server.hpp"

namespace tertil::tests {

inline std::string base64url(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kVariant);
  text.pop_back();
  return text;
}

/// A key pair, and what is published of it.
class SigningKey {
 public:
  enum class Kind { kRsa, kSmallRsa, kP256, kP384 };

  explicit SigningKey(std::string kid, Kind kind = Kind::kRsa)
      : kid_{std::move(kid)}, kind_{kind}, key_{made(kind), EVP_PKEY_free} {}

  [[nodiscard]] const std::string& kid() const { return kid_; }
  [[nodiscard]] nlohmann::json published() const {
    if (kind_ == Kind::kP256 || kind_ == Kind::kP384)
      return {{"kty", "EC"},
              {"kid", kid_},
              {"use", "sig"},
              {"crv", kind_ == Kind::kP256 ? "P-256" : "P-384"},
              {"x", number(OSSL_PKEY_PARAM_EC_PUB_X)},
              {"y", number(OSSL_PKEY_PARAM_EC_PUB_Y)}};
    return {{"kty", "RSA"},
            {"kid", kid_},
            {"use", "sig"},
            {"n", number(OSSL_PKEY_PARAM_RSA_N)},
            {"e", number(OSSL_PKEY_PARAM_RSA_E)}};
  }
  /// The token of this header and these claims, signed as `algorithm` asks.
  [[nodiscard]] std::string sign(const nlohmann::json& header, const nlohmann::json& claims,
                                 std::string_view algorithm) const {
    const auto text = base64url(header.dump()) + '.' + base64url(claims.dump());
    if (algorithm == "none") return text + '.';
    if (algorithm == "HS256") {  // with what everybody may read as its secret
      const auto secret = published().dump();
      unsigned size = 0;
      std::string mac(32, '\0');
      HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           reinterpret_cast<unsigned char*>(mac.data()), &size);
      return text + '.' + base64url(mac);
    }
    return text + '.' + base64url(signature(text, algorithm));
  }

 private:
  static EVP_PKEY* made(Kind kind) {
    switch (kind) {
      case Kind::kRsa: return EVP_RSA_gen(2048U);
      case Kind::kSmallRsa: return EVP_RSA_gen(1024U);
      case Kind::kP256: return EVP_EC_gen("P-256");
      case Kind::kP384: return EVP_EC_gen("P-384");
    }
    return nullptr;
  }
  [[nodiscard]] std::string number(const char* name) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &value);
    const int coordinate = kind_ == Kind::kP384 ? 48 : 32;
    const bool is_ec = kind_ == Kind::kP256 || kind_ == Kind::kP384;
    std::string bytes(static_cast<std::size_t>(is_ec ? coordinate : BN_num_bytes(value)), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()),
                 static_cast<int>(bytes.size()));
    BN_free(value);
    return base64url(bytes);
  }
  [[nodiscard]] std::string signature(std::string_view text, std::string_view algorithm) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                          EVP_MD_CTX_free};
    EVP_PKEY_CTX* how = nullptr;
    EVP_DigestSignInit(context.get(), &how, EVP_sha256(), nullptr, key_.get());
    if (algorithm == "PS256") {
      EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(how, RSA_PSS_SALTLEN_DIGEST);
    }
    std::size_t size = 1024;
    std::string made(size, '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(made.data()), &size,
                   reinterpret_cast<const unsigned char*>(text.data()), text.size());
    made.resize(size);
    if (kind_ != Kind::kP256 && kind_ != Kind::kP384) return made;
    const auto* der = reinterpret_cast<const unsigned char*>(made.data());
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair{
        d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(size)), ECDSA_SIG_free};
    const int half = kind_ == Kind::kP256 ? 32 : 48;
    std::string raw(static_cast<std::size_t>(2 * half), '\0');
    auto* out = reinterpret_cast<unsigned char*>(raw.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, half);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + half, half);
    return raw;
  }

  std::string kid_;
  Kind kind_;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
};

/// What the provider does. A test changes what it wants to be wrong.
struct ProviderManners {
  std::function<void(nlohmann::json& document)> discovery;
  std::function<void(nlohmann::json& header, nlohmann::json& claims)> token;
  std::string algorithm{"RS256"};
  std::vector<const SigningKey*> keys;    ///< Published.
  const SigningKey* signs_with{nullptr};  ///< Null: the first published.
  int code_status{200};
};

class ProviderDouble {
 public:
  ProviderDouble() : server_{[this](const SeenRequest& request) { return answer(request); }} {
    manners.keys = {&key()};
  }

  /// Change them only while nobody asks.
  ProviderManners manners;
  std::string nonce;  ///< Of the sign-in under way: goes into the token.

  [[nodiscard]] std::string issuer() const { return server_.url(); }
  /// Made once: it takes a third of a second.
  [[nodiscard]] static const SigningKey& key() {
    static const SigningKey made{"k1"};
    return made;
  }
  [[nodiscard]] std::vector<SeenRequest> seen() const { return server_.seen(); }
  [[nodiscard]] int asked_for(std::string_view path) const {
    int times = 0;
    for (const auto& request : seen()) times += request.target == path ? 1 : 0;
    return times;
  }

  static constexpr const char* kClient = "tertil";
  std::int64_t now{0};  ///< Seconds; what the token's times are set by.

 private:
  Reply answer(const SeenRequest& request) {
    using nlohmann::json;
    if (request.target == "/.well-known/openid-configuration") {
      json document{{"issuer", issuer()},
                    {"authorization_endpoint", issuer() + "/authorize"},
                    {"token_endpoint", issuer() + "/token"},
                    {"jwks_uri", issuer() + "/keys"},
                    {"id_token_signing_alg_values_supported", {"RS256", "PS256", "ES256", "none"}},
                    {"code_challenge_methods_supported", {"S256"}},
                    {"authorization_response_iss_parameter_supported", true}};
      if (manners.discovery) manners.discovery(document);
      return {.body = document.dump()};
    }
    if (request.target == "/keys") {
      json keys = json::array();
      for (const auto* each : manners.keys) keys.push_back(each->published());
      return {.body = json{{"keys", keys}}.dump()};
    }
    if (request.target != "/token") return {.status = 404};
    if (manners.code_status != 200)
      return {.status = manners.code_status, .body = R"({"error":"invalid_grant"})"};
    const auto& signer = manners.signs_with != nullptr ? *manners.signs_with : *manners.keys[0];
    json header{{"alg", manners.algorithm}, {"kid", signer.kid()}, {"typ", "JWT"}};
    json claims{{"iss", issuer()},  {"aud", kClient},       {"sub", "anna.andersson"},
                {"nonce", nonce},   {"exp", now + 300},     {"iat", now},
                {"name", "Anna Å"}, {"groups", {"klimat"}}, {"email", "anna@exempel.se"}};
    if (manners.token) manners.token(header, claims);
    return {.body = json{{"access_token", "hemlig-a"},
                         {"refresh_token", "hemlig-r"},
                         {"token_type", "Bearer"},
                         {"id_token", signer.sign(header, claims, manners.algorithm)}}
                        .dump()};
  }

  ReplayServer server_;
};

}  // namespace tertil::tests
