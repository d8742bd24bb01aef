#include "service/ingest/pseudonym_key.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <fstream>

namespace tertil::ingest {
namespace {

constexpr std::size_t kHexDigits = 64;

std::string read_key(const std::filesystem::path& path) {
  std::ifstream stream{path};
  std::string key;
  std::getline(stream, key);
  return key;
}

/// False when another process was first.
bool write_key(const std::filesystem::path& path) {
  std::array<unsigned char, kHexDigits / 2> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text;
  for (const auto byte : bytes) text += fmt::format("{:02x}", byte);
  text += '\n';
  const auto fresh = path.string() + fmt::format(".{}", getpid());
  const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       fsync(file) == 0;
  close(file);
  // A link fails where the name is taken, so that two that start at once agree on one key.
  const bool linked = written && link(fresh.c_str(), path.c_str()) == 0;
  unlink(fresh.c_str());
  return linked;
}

}  // namespace

Result<std::string> pseudonym_key(const std::filesystem::path& directory) {
  const auto path = directory / "pseudonym.key";
  auto key = read_key(path);
  if (key.empty()) {
    static_cast<void>(write_key(path));
    key = read_key(path);
  }
  if (key.size() == kHexDigits) return key;
  return fail(ErrorCode::kInternal,
              {"Installationens nyckel för koder (pseudonym.key) kan inte läsas eller skapas.",
               "The installation's key for codes (pseudonym.key) cannot be read or made."},
              "ingest/pseudonym_key: " + path.string());
}

}  // namespace tertil::ingest
