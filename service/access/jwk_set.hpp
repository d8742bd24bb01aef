/// @file service/access/jwk_set.hpp
/// @brief A provider's public keys (RFC 7517), and signatures checked with them (RFC 7515).
///
/// libcjose does the cryptography and nothing else: it would verify whatever algorithm a token's
/// header names, with any key that can. Here the algorithm is one of three, the key must be of
/// that algorithm's kind and strength, and secret keys ("oct") are never taken, so that no token
/// can be signed with what everybody may read.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tertil::access {

/// The ways of signing that are accepted.
enum class Algorithm { kRs256, kPs256, kEs256 };

/// "RS256" and so on; nothing for any other.
[[nodiscard]] std::optional<Algorithm> algorithm_named(std::string_view name);
[[nodiscard]] std::string_view to_string(Algorithm algorithm);

/// Immutable; copies share the keys. Safe to share between threads.
class JwkSet {
 public:
  /// What looking for a key and trying it gave.
  enum class Verdict { kGood, kNoSuchKey, kWrong };

  JwkSet();  ///< No keys.
  /// The keys of a set that we can use: RSA of at least 2048 bits, or P-256, for signatures. The
  /// others are passed over. Nothing if the text is no set of keys.
  [[nodiscard]] static std::optional<JwkSet> parse(std::string_view json);

  /// Checks a compact JWS. `kid` and `algorithm` come from a header that has been judged; without
  /// a `kid` there must be exactly one key for the algorithm.
  [[nodiscard]] Verdict verify(const std::string& token, std::string_view kid,
                               Algorithm algorithm) const;
  [[nodiscard]] std::size_t size() const;

 private:
  struct Key;
  std::shared_ptr<const std::vector<Key>> keys_;
};

}  // namespace tertil::access
