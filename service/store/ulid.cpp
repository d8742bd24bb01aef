#include "service/store/ulid.hpp"

#include <sodium.h>

#include <algorithm>
#include <string_view>

namespace tertil::store {

std::string ulid(Instant instant, const Entropy& entropy) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string text(26, '0');
  auto milliseconds =
      static_cast<std::uint64_t>(std::max<std::int64_t>(0, instant.microseconds / 1000));
  for (std::size_t i = 10; i-- > 0; milliseconds >>= 5U) text[i] = kDigits[milliseconds & 31U];
  for (std::size_t digit = 0; digit < 16; ++digit) {
    unsigned int value = 0;
    for (std::size_t bit = digit * 5; bit < digit * 5 + 5; ++bit) {
      value = value << 1U | ((entropy.at(bit / 8) >> (7 - bit % 8)) & 1U);
    }
    text[10 + digit] = kDigits[value];
  }
  return text;
}

std::string ulid(Instant instant) {
  Entropy entropy{};
  randombytes_buf(entropy.data(), entropy.size());
  return ulid(instant, entropy);
}

}  // namespace tertil::store
