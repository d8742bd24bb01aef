#include "service/ingest/pseudonym_key.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "service/store/settings.hpp"
#include "service/store/sha256.hpp"

namespace tertil::ingest {
namespace {

constexpr std::size_t kHexDigits = 64;
constexpr std::string_view kMark = "pseudonym-key-sha256";

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

tl::unexpected<Error> another_key(const std::filesystem::path& path) {
  return fail(ErrorCode::kRefused,
              {"Den här instansen har inte installationens nyckel för koder. Kopiera pseudonym.key "
               "från datamappen hos den instans som först läste in källan.",
               "This instance does not have the installation's key for codes. Copy pseudonym.key "
               "from the data directory of the instance that first imported the source."},
              "ingest/pseudonym_key: " + path.string());
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

Result<std::string> pseudonym_key(store::Engine& engine, const std::filesystem::path& directory) {
  if (!engine.is_shared()) return pseudonym_key(directory);
  std::optional<std::string> known;
  const auto look = [&](store::Reader& reader) -> Result<void> {
    auto mark = store::setting(reader, kMark);
    if (!mark) return tl::unexpected{mark.error()};
    known = std::move(*mark);
    return {};
  };
  if (auto read = engine.read(look); !read) return tl::unexpected{read.error()};
  const auto path = directory / "pseudonym.key";
  if (known && read_key(path).empty()) return another_key(path);
  auto key = pseudonym_key(directory);
  if (!key) return key;
  const auto mark = store::sha256_hex("tertil pseudonym key\n" + *key);
  if (!known) {
    const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
      writer.leave_published_alone();
      if (auto looked = look(writer); !looked || known) return looked;  // another was first
      known = mark;
      return store::put_setting(writer, kMark, mark);
    });
    if (!written) return tl::unexpected{written.error()};
  }
  if (*known != mark) return another_key(path);
  return key;
}

}  // namespace tertil::ingest
