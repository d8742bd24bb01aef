#include "service/store/sqlite/place.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tertil::store::sqlite {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kFuse = 0x65735546;  // also virtiofs

tl::unexpected<Error> from_errno(ErrorCode code, Text message, const std::string& path) {
  return fail(code, std::move(message), "store/sqlite: " + path + ": " + std::strerror(errno));
}

/// The folder that `path` is in, or the nearest one above it that exists.
fs::path nearest_folder(const std::string& path) {
  std::error_code ignored;
  fs::path folder = fs::absolute(path, ignored).parent_path();
  while (folder.has_relative_path() && !fs::exists(folder, ignored)) folder = folder.parent_path();
  return folder;
}

/// The kernel's name for the file system that holds `path`; empty if it cannot be found out.
std::string mount_type(const fs::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return {};
  const std::string device =
      std::to_string(major(info.st_dev)) + ":" + std::to_string(minor(info.st_dev));
  std::ifstream mounts{"/proc/self/mountinfo"};
  for (std::string line; std::getline(mounts, line);) {
    std::istringstream fields{line};
    std::string id;
    std::string parent;
    std::string of;
    fields >> id >> parent >> of;
    const auto dash = line.find(" - ");
    if (of != device || dash == std::string::npos) continue;
    const auto type = line.substr(dash + 3);
    return type.substr(0, type.find(' '));
  }
  return {};
}

Result<void> sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const auto error = from_errno(ErrorCode::kInternal,
                                {"Mappen kunde inte sparas på disk: " + folder.string(),
                                 "The folder could not be synced to disk: " + folder.string()},
                                folder.string());
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) return error;
  return {};
}

Result<void> make_folders(const fs::path& folder) {
  std::error_code ignored;
  if (folder.empty() || fs::exists(folder, ignored)) return {};
  if (auto above = make_folders(folder.parent_path()); !above) return above;
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return from_errno(ErrorCode::kRefused,
                      {"Mappen kan inte skapas: " + folder.string(),
                       "The folder cannot be created: " + folder.string()},
                      folder.string());
  }
  return sync_folder(folder.parent_path());
}

}  // namespace

bool is_network(std::int64_t magic, std::string_view mount_type) {
  // statfs(2): NFS, SMB, CIFS, SMB2, 9P, Ceph, AFS (two), Coda, GFS2, OCFS2, Lustre.
  constexpr std::array<std::int64_t, 12> kNetwork = {
      0x6969,     0x517B,     0xFF534D42, 0xFE534D42, 0x01021997, 0x00C36400,
      0x5346414F, 0x6B414653, 0x73757245, 0x01161970, 0x7461636F, 0x0BD00BD0};
  constexpr std::array<std::string_view, 9> kFuseNetwork = {
      "virtiofs",  "fuse.sshfs",  "fuse.glusterfs", "fuse.ceph",     "fuse.ceph-fuse",
      "fuse.s3fs", "fuse.rclone", "fuse.davfs2",    "fuse.curlftpfs"};
  const std::int64_t unsigned_magic = magic & 0xFFFFFFFF;  // f_type's sign differs by machine
  if (unsigned_magic == kFuse) return std::ranges::count(kFuseNetwork, mount_type) > 0;
  return std::ranges::count(kNetwork, unsigned_magic) > 0;
}

Result<Place> look(const std::string& path) {
  const fs::path folder = nearest_folder(path);
  struct statfs system {};
  if (::statfs(folder.c_str(), &system) != 0) {
    return from_errno(ErrorCode::kRefused,
                      {"Mappen kan inte läsas: " + folder.string(),
                       "The folder cannot be read: " + folder.string()},
                      folder.string());
  }
  const std::string type = system.f_type == kFuse ? mount_type(folder) : std::string{};
  if (is_network(system.f_type, type)) {
    return fail(ErrorCode::kRefused,
                {"Databasen får inte ligga på en nätverksdisk, där den kan skadas: " +
                     folder.string() + ". Lägg den på en lokal disk.",
                 "The store must not lie on a network file system, where it can be damaged: " +
                     folder.string() + ". Put it on a local disk."},
                "store/sqlite: network file system");
  }
  Place place;
  std::error_code ignored;
  place.exists = fs::exists(path, ignored);
  struct statvfs mount {};
  const bool mounted_read_only =
      ::statvfs(folder.c_str(), &mount) == 0 && (mount.f_flag & ST_RDONLY) != 0;
  if (mounted_read_only) {
    place.reason = "read-only file system / skrivskyddat filsystem";
  } else if (::access(folder.c_str(), W_OK) != 0 ||
             (place.exists && ::access(path.c_str(), W_OK) != 0)) {
    place.reason = std::string{"not writable / inte skrivbar: "} + std::strerror(errno);
  }
  place.writable = place.reason.empty();
  return place;
}

Result<void> create(const std::string& path) {
  std::error_code ignored;
  const fs::path folder = fs::absolute(path, ignored).parent_path();
  if (auto made = make_folders(folder); !made) return made;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return from_errno(
        errno == ENOSPC || errno == EDQUOT ? ErrorCode::kStoreFull : ErrorCode::kRefused,
        {"Databasen kan inte skapas: " + path, "The store cannot be created: " + path}, path);
  }
  ::close(descriptor);
  return sync_folder(folder);
}

std::int64_t file_size(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? std::int64_t{info.st_size} : 0;
}

}  // namespace tertil::store::sqlite
