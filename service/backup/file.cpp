#include "service/backup/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tertil::backup {

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

tl::unexpected<Error> file_error(const std::filesystem::path& path) {
  const int code = errno;
  if (code == ENOSPC || code == EDQUOT)
    return fail(ErrorCode::kStoreFull,
                {fmt::format("disken är full: {} rymdes inte", path.string()),
                 fmt::format("the disk is full: there was no room for {}", path.string())});
  return fail(ErrorCode::kInternal, {fmt::format("{}: {}", path.string(), std::strerror(code)),
                                     fmt::format("{}: {}", path.string(), std::strerror(code))});
}

Result<File> open_to_read(const std::filesystem::path& path) {
  File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file) return file_error(path);
  return file;
}

Result<File> create_new(const std::filesystem::path& path) {
  File file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (!file) return file_error(path);
  return file;
}

Result<void> write_all(const File& file, std::string_view bytes,
                       const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const auto written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return file_error(path);
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const File opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!opened || ::fsync(opened.get()) != 0) return file_error(folder);
  return {};
}

}  // namespace tertil::backup
