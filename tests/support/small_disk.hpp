/// @file tests/support/small_disk.hpp
/// @brief A real disk of a few megabytes that a test can fill, empty and make read-only.
#pragma once
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.hpp"

namespace tertil::tests {

/// Mounted as long as it lives, and where temporary directories are made meanwhile. Needs the right
/// to mount: ask is_there() and skip the test without it.
class SmallDisk {
 public:
  explicit SmallDisk(int mebibytes) {
    const auto size = "size=" + std::to_string(mebibytes) + "m";
    mounted_ = ::mount("tmpfs", path().c_str(), "tmpfs", 0, size.c_str()) == 0;
    if (const char* before = std::getenv("TMPDIR")) before_ = before;
    if (mounted_) ::setenv("TMPDIR", path().c_str(), 1);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (!mounted_) return;
    before_.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", before_.c_str(), 1);
    ::umount2(path().c_str(), MNT_DETACH);
  }
  [[nodiscard]] bool is_there() const { return mounted_; }
  [[nodiscard]] const std::filesystem::path& path() const { return place_.path(); }

  /// Leaves room for so many bytes, in whole pages.
  void fill(std::size_t but) {
    const int file = ::open(filler().c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    const std::vector<char> page(4096, 'x');
    off_t size = 0;
    while (::write(file, page.data(), page.size()) == static_cast<ssize_t>(page.size()))
      size += static_cast<off_t>(page.size());
    size -= static_cast<off_t>(but);
    if (size < 0 || ::ftruncate(file, size) != 0) std::abort();
    ::close(file);
  }
  void make_room() { std::filesystem::remove(filler()); }
  /// False while somebody has a file open for writing.
  bool read_only(bool yes) {
    unsigned long how = MS_REMOUNT;
    if (yes) how |= MS_RDONLY;
    return ::mount("tmpfs", path().c_str(), "tmpfs", how, nullptr) == 0;
  }

 private:
  [[nodiscard]] std::filesystem::path filler() const { return path() / "filler"; }
  TemporaryDirectory place_;
  bool mounted_{false};
  std::string before_;
};

}  // namespace tertil::tests
