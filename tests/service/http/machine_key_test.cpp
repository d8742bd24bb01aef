#include "service/http/machine_key.hpp"

#include <gmock/gmock.h>
#include <openssl/sha.h>

#include <regex>
#include <set>

namespace tertil::http {
namespace {

/// SHA-256 by another library.
std::string sha256_by_openssl(const std::string& text) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash);
  std::string hex;
  for (const unsigned byte : hash) {
    hex += "0123456789abcdef"[byte / 16];
    hex += "0123456789abcdef"[byte % 16];
  }
  return hex;
}

/// CRC-32 (IEEE) bit by bit.
std::string crc32_by_hand(const std::string& text) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  char hex[9];
  std::snprintf(hex, sizeof hex, "%08x", ~crc);
  return hex;
}

TEST(MachineKey, LooksAsPromised) {
  const auto text = to_string(make_machine_key());
  EXPECT_TRUE(
      std::regex_match(text, std::regex{"tertil_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9a-f]{8}"}))
      << text;
  EXPECT_EQ(text.substr(64), crc32_by_hand(text.substr(0, 63)));
}

TEST(MachineKey, IsReadBackAsItWas) {
  for (int i = 0; i < 200; ++i) {
    const auto key = make_machine_key();
    const auto read = parse_machine_key(to_string(key));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->id, key.id);
    EXPECT_EQ(read->secret, key.secret);
  }
}

TEST(MachineKey, IsNeverMadeTwice) {
  std::set<std::string> ids;
  std::set<std::string> secrets;
  std::set<char> first_digits;
  for (int i = 0; i < 500; ++i) {
    const auto key = make_machine_key();
    ids.insert(key.id);
    secrets.insert(key.secret);
    first_digits.insert(key.id.front());
  }
  EXPECT_EQ(ids.size(), 500U);
  EXPECT_EQ(secrets.size(), 500U);
  EXPECT_GT(first_digits.size(), 50U);
}

TEST(MachineKey, IsRefusedWhenAnyOneCharacterIsWrong) {
  const auto text = to_string(make_machine_key());
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto tampered = text;
    tampered[i] = tampered[i] == '1' ? '2' : '1';
    EXPECT_FALSE(parse_machine_key(tampered)) << i;
  }
}

TEST(MachineKey, IsRefusedInAnyOtherForm) {
  const auto text = to_string(make_machine_key());
  for (const auto& other : {std::string{}, std::string{"tertil_"}, text + " ", ' ' + text,
                            text.substr(1), text.substr(0, text.size() - 1), text + text,
                            std::string(text.size(), '_'), std::string(text.size(), '\0')})
    EXPECT_FALSE(parse_machine_key(other)) << other;
}

TEST(MachineKey, IsKnownByTheHashOfItsSecretAlone) {
  const auto key = make_machine_key();
  EXPECT_EQ(secret_hash(key), sha256_by_openssl(key.secret));
  EXPECT_TRUE(has_secret(key, secret_hash(key)));
  EXPECT_FALSE(has_secret(make_machine_key(), secret_hash(key)));
  EXPECT_FALSE(has_secret(key, ""));
  EXPECT_FALSE(has_secret(key, secret_hash(key).substr(1)));
}

TEST(MachineKey, IsMaskedWhereverItStands) {
  const auto key = make_machine_key();
  const auto text = to_string(key);
  const auto masked = "tertil_" + key.id + "_***";
  EXPECT_EQ(mask_machine_keys(text), masked);
  EXPECT_EQ(mask_machine_keys("a " + text + ", b " + text), "a " + masked + ", b " + masked);
  EXPECT_EQ(mask_machine_keys(text.substr(0, 40)), masked);
  EXPECT_EQ(mask_machine_keys("tertil_http_requests_total 1"), "tertil_http_requests_total 1");
  EXPECT_EQ(mask_machine_keys("tertil_"), "tertil_");
  EXPECT_EQ(mask_machine_keys(""), "");
}

}  // namespace
}  // namespace tertil::http
