#include "service/http/machine_key.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

namespace tertil::http {
namespace {

constexpr std::string_view kDigits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kChecksumLength = 8;
constexpr std::size_t kSecretBytes = 32;

bool is_base62(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return kDigits.find(c) != kDigits.npos; });
}

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot start"};
}

/// The bytes as one big-endian number in base 62, always 43 digits: 62^43 > 2^256.
std::string to_base62(std::array<unsigned char, kSecretBytes> bytes) {
  std::string digits(kMachineKeySecretLength, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    unsigned rest = 0;
    for (auto& byte : bytes) {
      const unsigned dividend = (rest << 8U) | byte;
      byte = static_cast<unsigned char>(dividend / kDigits.size());
      rest = dividend % kDigits.size();
    }
    *digit = kDigits[rest];
  }
  return digits;
}

std::string checksum(std::string_view text) {
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size());
  return fmt::format("{:08x}", crc);
}

std::string without_checksum(const MachineKey& key) {
  return fmt::format("{}{}_{}", kMachineKeyPrefix, key.id, key.secret);
}

/// How many characters at the front are base62 or the underscores between a key's parts.
std::size_t key_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && (text[length] == '_' || is_base62(text.substr(length, 1))))
    ++length;
  return length;
}

}  // namespace

MachineKey::MachineKey(std::string id_given, std::string secret_given)
    : id{std::move(id_given)}, secret{std::move(secret_given)} {}

MachineKey::~MachineKey() { sodium_memzero(secret.data(), secret.size()); }

MachineKey make_machine_key() {
  start_sodium();
  std::string id;
  for (std::size_t i = 0; i < kMachineKeyIdLength; ++i)
    id += kDigits[randombytes_uniform(static_cast<std::uint32_t>(kDigits.size()))];
  std::array<unsigned char, kSecretBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  const MachineKey key{std::move(id), to_base62(bytes)};
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

std::string to_string(const MachineKey& key) {
  const auto body = without_checksum(key);
  return body + '_' + checksum(body);
}

std::optional<MachineKey> parse_machine_key(std::string_view text) {
  constexpr auto kIdAt = kMachineKeyPrefix.size();
  constexpr auto kSecretAt = kIdAt + kMachineKeyIdLength + 1;
  constexpr auto kChecksumAt = kSecretAt + kMachineKeySecretLength + 1;
  if (text.size() != kChecksumAt + kChecksumLength || !text.starts_with(kMachineKeyPrefix) ||
      text[kSecretAt - 1] != '_' || text[kChecksumAt - 1] != '_')
    return std::nullopt;
  const auto id = text.substr(kIdAt, kMachineKeyIdLength);
  const auto secret = text.substr(kSecretAt, kMachineKeySecretLength);
  if (!is_base62(id) || !is_base62(secret)) return std::nullopt;
  if (checksum(text.substr(0, kChecksumAt - 1)) != text.substr(kChecksumAt)) return std::nullopt;
  return MachineKey{std::string{id}, std::string{secret}};
}

std::string secret_hash(const MachineKey& key) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(key.secret.data()),
                     key.secret.size());
  std::string hex(2 * hash.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

bool has_secret(const MachineKey& key, std::string_view stored_hash) {
  const auto hash = secret_hash(key);
  return stored_hash.size() == hash.size() &&
         sodium_memcmp(hash.data(), stored_hash.data(), hash.size()) == 0;
}

std::string mask_machine_keys(std::string_view text) {
  constexpr auto kKept = kMachineKeyPrefix.size() + kMachineKeyIdLength + 1;
  std::string result;
  while (!text.empty()) {
    const auto found = std::min(text.find(kMachineKeyPrefix), text.size());
    result += text.substr(0, found);
    text.remove_prefix(found);
    const auto length = key_length(text);
    const bool is_key = length > kKept && text[kKept - 1] == '_' &&
                        is_base62(text.substr(kMachineKeyPrefix.size(), kMachineKeyIdLength));
    if (is_key) {
      (result += text.substr(0, kKept)) += "***";
      text.remove_prefix(length);
    } else {
      const auto kept = std::min(kMachineKeyPrefix.size(), text.size());
      result += text.substr(0, kept);
      text.remove_prefix(kept);
    }
  }
  return result;
}

}  // namespace tertil::http
