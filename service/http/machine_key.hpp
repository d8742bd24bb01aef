/// @file service/http/machine_key.hpp
/// @brief The keys that other systems log in with: how they look, and how a secret is compared.
///
///     tertil_<id, 12>_<secret, 43>_<checksum, 8>
///
/// The id and the secret are base62 (0-9 A-Z a-z); the secret is 32 random bytes; the checksum is
/// the CRC-32, in lower-case hex, of all that stands before its underscore. The prefix lets
/// scanners find a leaked key, the checksum tells a typing error from a wrong key. The store keeps
/// the id and the secret's SHA-256 only: a secret of 256 random bits needs no slow hash.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tertil::http {

inline constexpr std::string_view kMachineKeyPrefix = "tertil_";
inline constexpr std::size_t kMachineKeyIdLength = 12;
inline constexpr std::size_t kMachineKeySecretLength = 43;

/// A key as its owner has it. The secret is wiped when the object goes.
struct MachineKey {
  std::string id;
  std::string secret;

  MachineKey(std::string id_given, std::string secret_given);
  MachineKey(const MachineKey&) = default;
  MachineKey& operator=(const MachineKey&) = default;
  ~MachineKey();
};

/// A new key from the system's randomness.
/// @throws std::runtime_error if libsodium cannot start.
[[nodiscard]] MachineKey make_machine_key();

/// The whole key, to be shown once.
[[nodiscard]] std::string to_string(const MachineKey& key);

/// Reads a key. Empty if its form or its checksum is wrong: it was never one of ours, and nobody
/// needs to be asked.
[[nodiscard]] std::optional<MachineKey> parse_machine_key(std::string_view text);

/// SHA-256 of the secret as 64 lower-case hex digits: what the store keeps.
[[nodiscard]] std::string secret_hash(const MachineKey& key);

/// True if the stored hash is that of the key's secret. Takes as long whether or not they differ,
/// and wherever they do.
[[nodiscard]] bool has_secret(const MachineKey& key, std::string_view stored_hash);

/// The text with every key's secret and checksum replaced by ***, even in keys that are cut off:
/// "tertil_0aB3cD4eF5gH_***". For logs and messages.
[[nodiscard]] std::string mask_machine_keys(std::string_view text);

}  // namespace tertil::http
