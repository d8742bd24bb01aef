#include "service/ingest/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

namespace tertil::ingest {
namespace {

constexpr mode_t kFolderMode = 0770;
constexpr mode_t kFileMode = 0660;

/// One component: no way up, down or out.
bool is_plain(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
         name.find('\0') == std::string::npos;
}

ErrorCode code_of(int fault) {
  switch (fault) {
    case ENOSPC:
    case EDQUOT: return ErrorCode::kStoreFull;
    case EEXIST: return ErrorCode::kConflict;
    case ENOENT: return ErrorCode::kNotFound;
    case EACCES:
    case EPERM:
    case EROFS: return ErrorCode::kForbidden;
    default: return ErrorCode::kInternal;
  }
}

Text words_for(int fault, const std::string& what) {
  const auto user = geteuid();
  switch (fault) {
    case EACCES:
    case EPERM:
      return {fmt::format("{} får inte läsas eller flyttas av den här användaren (uid {}). Ge den "
                          "läs- och skrivrätt till mappen.",
                          what, user),
              fmt::format("{} may not be read or moved by this user (uid {}). Give it the right to "
                          "read and write the folder.",
                          what, user)};
    case EROFS:
      return {fmt::format("{} ligger på en skrivskyddad disk.", what),
              fmt::format("{} is on a read-only disk.", what)};
    case ELOOP:
    case ENOTDIR:
      return {fmt::format("{} är en länk eller ingen mapp och används inte.", what),
              fmt::format("{} is a link or no folder and is not used.", what)};
    case EXDEV:
      return {fmt::format("{} ligger på en annan disk än mappen den ska flyttas till. Hela "
                          "släppmappen ska ligga på en och samma disk.",
                          what),
              fmt::format("{} is on another disk than the folder it is to be moved to. The whole "
                          "drop folder must be on one disk.",
                          what)};
    default:
      return {fmt::format("{}: {}", what, std::strerror(fault)),
              fmt::format("{}: {}", what, std::strerror(fault))};
  }
}

}  // namespace

Handle::~Handle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool unchanged(const struct stat& one, const struct stat& other) {
  const auto same = [](const timespec& a, const timespec& b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
  };
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino && one.st_size == other.st_size &&
         same(one.st_mtim, other.st_mtim);
}

tl::unexpected<Error> Folder::failed(int fault, std::string_view name) const {
  const auto what = name.empty() ? path_ : fmt::format("{}/{}", path_, name);
  return fail(code_of(fault), words_for(fault, what),
              fmt::format("ingest/folder: {}: {}", what, std::strerror(fault)));
}

int Folder::open_below(const std::string& name, int flags, mode_t mode) const {
  if (!is_plain(name)) {
    errno = EINVAL;
    return -1;
  }
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC | O_NOFOLLOW);
  how.mode = mode;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const auto opened = ::syscall(SYS_openat2, handle_.get(), name.c_str(), &how, sizeof how);
  if (opened >= 0 || errno != ENOSYS) return static_cast<int>(opened);
  // An older kernel: one component that is not followed stays below as well.
  return ::openat(handle_.get(), name.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, mode);
}

Result<Folder> Folder::open(const std::string& path) {
  std::error_code ignored;
  std::filesystem::create_directories(path, ignored);
  Folder folder{Handle{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)}, path};
  if (folder.handle_.get() < 0) return folder.failed(errno, {});
  return folder;
}

Result<Folder> Folder::below(const std::string& name, bool make) const {
  if (make && is_plain(name) && ::mkdirat(handle_.get(), name.c_str(), kFolderMode) != 0 &&
      errno != EEXIST)
    return failed(errno, name);
  Handle opened{open_below(name, O_RDONLY | O_DIRECTORY)};
  if (opened.get() < 0) return failed(errno, name);
  return Folder{std::move(opened), fmt::format("{}/{}", path_, name)};
}

Result<std::vector<FolderEntry>> Folder::entries() const {
  const int copy = ::openat(handle_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (copy < 0) return failed(errno, {});
  const std::unique_ptr<DIR, int (*)(DIR*)> listing{::fdopendir(copy), ::closedir};
  if (!listing) return failed(errno, {});
  std::vector<FolderEntry> found;
  while (const auto* entry = ::readdir(listing.get())) {
    FolderEntry each{.name = static_cast<const char*>(entry->d_name)};
    if (!is_plain(each.name)) continue;
    if (::fstatat(handle_.get(), each.name.c_str(), &each.found, AT_SYMLINK_NOFOLLOW) == 0)
      found.push_back(std::move(each));  // else it is gone again
  }
  std::ranges::sort(found, {}, &FolderEntry::name);
  return found;
}

Result<Handle> Folder::open_file(const std::string& name) const {
  // O_NONBLOCK: a pipe of that name must not make us wait.
  Handle opened{open_below(name, O_RDONLY | O_NONBLOCK)};
  struct stat found {};
  const bool is_link = opened.get() < 0 && errno == ELOOP;
  if (opened.get() < 0 && !is_link) return failed(errno, name);
  if (is_link || ::fstat(opened.get(), &found) != 0 || !S_ISREG(found.st_mode))
    return fail(ErrorCode::kRefused, {"Det är ingen vanlig fil. Länkar och annat tas inte emot.",
                                      "It is no plain file. Links and the like are not taken."});
  return opened;
}

bool Folder::has(const std::string& name) const {
  struct stat found {};
  return !is_plain(name) ||
         ::fstatat(handle_.get(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0;
}

Result<void> Folder::move(const std::string& name, const Folder& to,
                          const std::string& new_name) const {
  if (!is_plain(name) || !is_plain(new_name)) return failed(EINVAL, name);
  if (::renameat2(handle_.get(), name.c_str(), to.handle_.get(), new_name.c_str(),
                  RENAME_NOREPLACE) == 0)
    return {};
  if (errno != EINVAL) return failed(errno, name);
  // A file system that cannot promise not to replace: we alone hold the lock, so looking will do.
  if (to.has(new_name)) return failed(EEXIST, new_name);
  if (::renameat(handle_.get(), name.c_str(), to.handle_.get(), new_name.c_str()) != 0)
    return failed(errno, name);
  return {};
}

Result<void> Folder::write(const std::string& name, std::string_view bytes) const {
  const auto staged = "." + name.substr(0, 200) + ".part";
  if (is_plain(staged)) ::unlinkat(handle_.get(), staged.c_str(), 0);  // left by a crash
  const Handle file{open_below(staged, O_WRONLY | O_CREAT | O_EXCL, kFileMode)};
  if (file.get() < 0) return failed(errno, name);
  while (!bytes.empty()) {
    const auto done = ::write(file.get(), bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return failed(errno, name);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  if (::fsync(file.get()) != 0) return failed(errno, name);
  if (::renameat(handle_.get(), staged.c_str(), handle_.get(), name.c_str()) != 0)
    return failed(errno, name);
  sync();
  return {};
}

Result<Handle> Folder::lock(const std::string& name, Wait wait) const {
  Handle file{open_below(name, O_RDWR | O_CREAT, kFileMode)};
  if (file.get() < 0) return failed(errno, name);
  const int how = wait == Wait::kNot ? LOCK_EX | LOCK_NB : LOCK_EX;
  int locked = -1;
  do locked = ::flock(file.get(), how);
  while (locked != 0 && errno == EINTR);
  if (locked == 0) return file;
  if (errno == EWOULDBLOCK) return failed(EEXIST, name);
  return failed(errno, name);
}

void Folder::sync() const { ::fsync(handle_.get()); }

struct stat Folder::status() const {
  struct stat found {};
  ::fstat(handle_.get(), &found);
  return found;
}

}  // namespace tertil::ingest
