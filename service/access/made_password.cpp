#include "service/access/made_password.hpp"

#include <sodium.h>

#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace tertil::access {
namespace {

constexpr std::string_view kCharacters = "abcdefghjkmnpqrstuvwxyz23456789";
constexpr int kGroups = 4;
constexpr int kInGroup = 4;

}  // namespace

std::string make_password() {
  if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot start"};
  std::string made;
  for (int i = 0; i < kGroups * kInGroup; ++i) {
    if (i > 0 && i % kInGroup == 0) made += '-';
    made += kCharacters[randombytes_uniform(static_cast<std::uint32_t>(kCharacters.size()))];
  }
  return made;
}

}  // namespace tertil::access
