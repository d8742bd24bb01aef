#include "collectors/byte_source.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace tertil::collectors {

std::size_t ByteSource::read(std::span<char> into, std::uint64_t offset) const {
  const std::size_t got = read_at(into, offset);
  if (end_ != nullptr) *end_ = offset + got;
  return got;
}

std::size_t ByteSource::read_at(std::span<char> into, std::uint64_t offset) const {
  if (fd_ < 0) {
    if (offset >= bytes_.size()) return 0;
    const auto part = bytes_.substr(static_cast<std::size_t>(offset), into.size());
    std::copy(part.begin(), part.end(), into.begin());
    return part.size();
  }
  std::size_t got = 0;
  while (got < into.size()) {
    const ssize_t n =
        ::pread(fd_, into.data() + got, into.size() - got, static_cast<off_t>(offset + got));
    if (n == 0) break;
    if (n > 0) {
      got += static_cast<std::size_t>(n);
    } else if (errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "reading an upload");
    }
  }
  return got;
}

}  // namespace tertil::collectors
