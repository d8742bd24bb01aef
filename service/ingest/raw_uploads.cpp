#include "service/ingest/raw_uploads.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "service/store/sha256.hpp"

namespace tertil::ingest {
namespace {

constexpr std::size_t kChunk = 256 * 1024;

tl::unexpected<Error> disk_error(std::string_view doing, int error) {
  const auto where = fmt::format("raw uploads: {}: {}", doing, std::strerror(error));
  if (error == ENOSPC || error == EDQUOT)
    return fail(ErrorCode::kStoreFull,
                {"Disken är full. Inget har sparats; frigör utrymme och försök igen.",
                 "The disk is full. Nothing was stored; free some space and try again."},
                where);
  if (error == EROFS || error == EACCES)
    return fail(ErrorCode::kBusy,
                {"Datakatalogen går inte att skriva i. Inget har sparats.",
                 "The data directory cannot be written. Nothing was stored."},
                where);
  return fail(ErrorCode::kInternal, {"Filen kunde inte sparas.", "The file could not be kept."},
              where);
}

/// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_{value} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  [[nodiscard]] int get() const { return value_; }
  [[nodiscard]] int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

/// An unnamed file, or one that lost its name at once where the file system has no such thing.
int open_unnamed(const std::filesystem::path& directory) {
  const int unnamed = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (unnamed >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return unnamed;
  auto pattern = (directory / "upload-XXXXXX").string();
  const int named = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(pattern.c_str());
  return named;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Hands each chunk of `from`, read from its start, to `take`; false with errno when one fails.
template <class Take>
bool each_chunk(int from, Take take) {
  const auto buffer = std::make_unique<std::array<char, kChunk>>();
  off_t offset = 0;
  for (;;) {
    const auto read = ::pread(from, buffer->data(), buffer->size(), offset);
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) return false;
    if (read == 0) return true;
    if (!take(std::string_view{buffer->data(), static_cast<std::size_t>(read)})) return false;
    offset += read;
  }
}

bool sync_directory(const std::filesystem::path& directory) {
  const Descriptor opened{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return opened.get() >= 0 && ::fsync(opened.get()) == 0;
}

}  // namespace

UnnamedFile::UnnamedFile(UnnamedFile&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)},
      bytes_{other.bytes_},
      sha256_{std::move(other.sha256_)} {}

UnnamedFile::~UnnamedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

RawUploads::RawUploads(std::filesystem::path directory) : directory_{std::move(directory)} {
  if (std::filesystem::create_directories(directory_))
    std::filesystem::permissions(directory_, std::filesystem::perms::owner_all);
}

Result<UnnamedFile> RawUploads::take_in(const std::filesystem::path& path) const {
  const Descriptor from{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat status {};
  if (from.get() < 0 || ::fstat(from.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    const std::string reason = from.get() < 0 ? std::strerror(errno) : "not a regular file";
    return fail(ErrorCode::kInvalidInput,
                {fmt::format("Filen ”{}” kan inte läsas: {}.", path.string(), reason),
                 fmt::format("The file “{}” cannot be read: {}.", path.string(), reason)});
  }
  Descriptor to{open_unnamed(directory_)};
  if (to.get() < 0) return disk_error("open", errno);
  store::Sha256 digest;
  std::int64_t bytes = 0;
  const bool copied = each_chunk(from.get(), [&](std::string_view chunk) {
    digest.update(chunk);
    bytes += static_cast<std::int64_t>(chunk.size());
    return write_all(to.get(), chunk);
  });
  if (!copied) return disk_error("copy", errno);
  if (::fdatasync(to.get()) != 0) return disk_error("sync", errno);
  return UnnamedFile{to.release(), bytes, digest.hex()};
}

Result<UnnamedFile> RawUploads::take_in(std::string_view bytes) const {
  Descriptor to{open_unnamed(directory_)};
  if (to.get() < 0) return disk_error("open", errno);
  store::Sha256 digest;
  digest.update(bytes);
  if (!write_all(to.get(), bytes)) return disk_error("write", errno);
  if (::fdatasync(to.get()) != 0) return disk_error("sync", errno);
  return UnnamedFile{to.release(), static_cast<std::int64_t>(bytes.size()), digest.hex()};
}

Result<bool> RawUploads::keep(int descriptor, const std::string& sha256) const {
  const auto name = directory_ / sha256;
  const auto unnamed = fmt::format("/proc/self/fd/{}", descriptor);
  if (::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0)
    return sync_directory(directory_) ? Result<bool>{true} : disk_error("sync folder", errno);
  if (errno == EEXIST) return false;

  const auto staged = directory_ / (sha256 + ".part");
  const Descriptor to{::open(staged.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
  if (to.get() < 0) return disk_error("open", errno);
  const bool copied =
      each_chunk(descriptor, [&](std::string_view chunk) { return write_all(to.get(), chunk); });
  if (!copied || ::fdatasync(to.get()) != 0 || ::rename(staged.c_str(), name.c_str()) != 0 ||
      !sync_directory(directory_)) {
    const int error = errno;
    ::unlink(staged.c_str());
    return disk_error("keep", error);
  }
  return true;
}

void RawUploads::forget(const std::string& sha256) const {
  std::error_code ignored;  // an orphan is found by its digest and costs only room
  std::filesystem::remove(directory_ / sha256, ignored);
}

}  // namespace tertil::ingest
