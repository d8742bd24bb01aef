#include "collectors/remote/page_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace tertil::collectors::remote {

namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

void PageFile::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::pwrite(fd_, text.data(), text.size(), bytes_);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("a fetched page cannot be written");
    text.remove_prefix(static_cast<std::size_t>(n));
    bytes_ += n;
  }
}

/// The first page lies a byte in, so that a bracket can be put before it should a second one come.
void PageFile::add(std::string_view page) {
  if (strung_) {
    write(page);
    if (!page.empty() && page.back() != '\n') write("\n");
  } else {
    write(pages_ == 0 ? " " : ",\n");
    write(page);
  }
  ++pages_;
}

void PageFile::finish() {
  if (strung_ || pages_ == 0) return;
  if (pages_ > 1) {
    write("]");
    if (::pwrite(fd_, "[", 1, 0) != 1) fail("a fetched page cannot be written");
    return;
  }
  // One page alone is kept as it came, without the byte before it.
  std::string chunk(std::size_t{256} * 1024, '\0');
  std::int64_t to = 0;
  for (;;) {
    const ssize_t n = ::pread(fd_, chunk.data(), chunk.size(), to + 1);
    if (n < 0) fail("a fetched page cannot be read");
    if (n == 0) break;
    if (::pwrite(fd_, chunk.data(), static_cast<std::size_t>(n), to) != n) {
      fail("a fetched page cannot be written");
    }
    to += n;
  }
  if (::ftruncate(fd_, to) != 0) fail("a fetched page cannot be written");
  bytes_ = to;
}

void PageFile::start_over() {
  if (::ftruncate(fd_, 0) != 0) fail("a fetched page cannot be written");
  pages_ = 0;
  bytes_ = 0;
}

}  // namespace tertil::collectors::remote
