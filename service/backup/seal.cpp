#include "service/backup/seal.hpp"

namespace tertil::backup {
namespace {

// Zstandard (RFC 8878) 3.1.2: a skippable frame has this magic number and four bytes of length,
// the lowest byte first.
constexpr std::string_view kHead{"\x5D\x2A\x4D\x18\x4E\0\0\0tertil sha256 ", 22};
static_assert(kHead.size() + 64 == kSealBytes && kHead[4] == 14 + 64);

}  // namespace

std::string seal_of(std::string_view sha256) { return std::string{kHead}.append(sha256); }

std::optional<std::string> digest_in(std::string_view seal) {
  if (seal.size() != kSealBytes || !seal.starts_with(kHead)) return std::nullopt;
  return std::string{seal.substr(kHead.size())};
}

}  // namespace tertil::backup
