#include "service/ingest/raw_uploads.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "service/store/sha256.hpp"

namespace tertil::ingest {
namespace {

constexpr std::size_t kChunk = 256 * 1024;
constexpr std::size_t kStretch = std::size_t{16} << 20U;  ///< Copied at once, and sent to disk.

tl::unexpected<Error> disk_error(std::string_view doing, int error) {
  const auto where = fmt::format("raw uploads: {}: {}", doing, std::strerror(error));
  if (error == ENOSPC || error == EDQUOT)
    return fail(ErrorCode::kStoreFull,
                {"Disken är full. Inget har sparats; frigör utrymme och försök igen.",
                 "The disk is full. Nothing was stored; free some space and try again."},
                where);
  if (error == EROFS || error == EACCES)
    return fail(
        ErrorCode::kBusy,
        {"Datamappen går inte att skriva i. Inget har sparats; gör den skrivbar och försök igen.",
         "The data directory cannot be written. Nothing was stored; make it writable and try "
         "again."},
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

/// How far a file has been filled, told to the one who reads behind.
class Filling {
 public:
  void reach(off_t end) { tell(end, false); }
  void finish() { tell(0, true); }
  /// Waits until there are bytes behind `from`; gives where they end, `from` itself at the end.
  off_t wait_beyond(off_t from) {
    std::unique_lock lock{mutex_};
    moved_.wait(lock, [&] { return end_ > from || finished_; });
    return end_;
  }

 private:
  void tell(off_t end, bool finished) {
    {
      const std::lock_guard lock{mutex_};
      end_ = std::max(end_, end);
      finished_ = finished_ || finished;
    }
    moved_.notify_one();
  }
  std::mutex mutex_;
  std::condition_variable moved_;
  off_t end_{0};
  bool finished_{false};
};

/// Copies by whatever the kernel has that is cheaper than reading and writing: shared blocks where
/// the file system can, else a copy that stays in the kernel. False with errno when it fails.
bool copy_file(int from, int to, off_t size, Filling& filling) {
  if (::ioctl(to, FICLONE, from) == 0) {
    struct stat cloned {};
    if (::fstat(to, &cloned) != 0) return false;
    filling.reach(cloned.st_size);
    return true;
  }
  off_t done = 0;
  bool in_kernel = true;
  for (;;) {
    ssize_t copied = 0;
    if (in_kernel) {
      off_t in = done;
      off_t out = done;
      copied = ::copy_file_range(from, &in, to, &out, kStretch, 0);
      in_kernel = copied > 0 || (copied == 0 && done >= size);
      if (!in_kernel) continue;  // another file system, or one that cannot: the plain way
    } else {
      const auto buffer = std::make_unique<std::array<char, kChunk>>();
      copied = ::pread(from, buffer->data(), buffer->size(), done);
      if (copied < 0 && errno == EINTR) continue;
      if (copied < 0) return false;
      if (copied > 0 &&
          ::pwrite(to, buffer->data(), static_cast<std::size_t>(copied), done) != copied)
        return false;
    }
    if (copied == 0) return true;
    // What is on its way to the disk now need not be waited for later.
    ::sync_file_range(to, done, copied, SYNC_FILE_RANGE_WRITE);
    done += copied;
    filling.reach(done);
  }
}

/// SHA-256 of a file's bytes, while they are still being written; how many there were.
struct Digested {
  std::string sha256;
  std::int64_t bytes{0};
  int error{0};
};
Digested digest_behind(int descriptor, Filling& filling) {
  store::Sha256 digest;
  Digested result;
  const auto buffer = std::make_unique<std::array<char, kChunk>>();
  off_t at = 0;
  for (off_t end = filling.wait_beyond(at); end > at; end = filling.wait_beyond(at)) {
    while (at < end) {
      const auto wanted = std::min<off_t>(end - at, static_cast<off_t>(buffer->size()));
      const auto read = ::pread(descriptor, buffer->data(), static_cast<std::size_t>(wanted), at);
      if (read < 0 && errno == EINTR) continue;
      if (read <= 0) {
        result.error = read < 0 ? errno : EIO;
        return result;
      }
      digest.update({buffer->data(), static_cast<std::size_t>(read)});
      at += read;
    }
  }
  result.bytes = at;
  result.sha256 = digest.hex();
  return result;
}

/// Copies and digests side by side; the digest is of the copy.
Result<Digested> copy_and_digest(int from, int to, off_t size) {
  Filling filling;
  bool copied = false;
  int error = 0;
  Digested digested;
  const auto copy = [&] {
    copied = copy_file(from, to, size, filling);
    error = errno;
    filling.finish();
  };
  if (size < static_cast<off_t>(kStretch)) {
    copy();
    if (copied) digested = digest_behind(to, filling);
  } else {
    std::jthread copier{copy};
    digested = digest_behind(to, filling);
  }
  if (!copied) return disk_error("copy", error);
  if (digested.error != 0) return disk_error("read", digested.error);
  return digested;
}

bool sync_directory(const std::filesystem::path& directory) {
  const Descriptor opened{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return opened.get() >= 0 && ::fsync(opened.get()) == 0;
}

}  // namespace

Result<void> each_piece(int descriptor, const std::function<Result<void>(std::string_view)>& take) {
  Result<void> taken;
  const bool read = each_chunk(descriptor, [&](std::string_view piece) {
    taken = take(piece);
    return taken.has_value();
  });
  if (!taken) return taken;
  if (!read) return disk_error("read", errno);
  return {};
}

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
  if (auto kept = kept_already(from.get(), status.st_size)) return std::move(*kept);
  Descriptor to{open_unnamed(directory_)};
  if (to.get() < 0) return disk_error("open", errno);
  auto digested = copy_and_digest(from.get(), to.get(), status.st_size);
  if (!digested) return tl::unexpected{digested.error()};
  return UnnamedFile{to.release(), digested->bytes, std::move(digested->sha256)};
}

/// The kept file with these bytes, if there is one: nothing is copied then.
std::optional<UnnamedFile> RawUploads::kept_already(int from, std::int64_t bytes) const {
  std::error_code error;
  bool of_that_size = false;
  for (const auto& entry : std::filesystem::directory_iterator{directory_, error})
    of_that_size = of_that_size || entry.file_size(error) == static_cast<std::uintmax_t>(bytes);
  if (!of_that_size) return std::nullopt;
  store::Sha256 digest;
  std::int64_t read = 0;
  const bool whole = each_chunk(from, [&](std::string_view chunk) {
    digest.update(chunk);
    read += static_cast<std::int64_t>(chunk.size());
    return true;
  });
  if (!whole || read != bytes) return std::nullopt;
  auto name = digest.hex();
  Descriptor kept{::open((directory_ / name).c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat status {};
  if (kept.get() < 0 || ::fstat(kept.get(), &status) != 0 || status.st_size != bytes)
    return std::nullopt;
  return UnnamedFile{kept.release(), bytes, std::move(name)};
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
  if (::fdatasync(descriptor) != 0) return disk_error("sync", errno);
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
