#include "service/ingest/scratch_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

namespace tertil::ingest {
namespace {

[[noreturn]] void give_up(const char* doing) {
  throw std::system_error{errno, std::generic_category(), doing};
}

int open_in(const std::string& directory) {
  const int unnamed = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (unnamed >= 0) return unnamed;
  auto pattern = directory + "/tertil-XXXXXX";
  const int named = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(pattern.c_str());
  return named;
}

int open_scratch() {
  const auto* chosen = std::getenv("TMPDIR");
  if (chosen != nullptr && *chosen != '\0')
    if (const int opened = open_in(chosen); opened >= 0) return opened;
  for (const auto* directory : {"/var/tmp", "/tmp"})
    if (const int opened = open_in(directory); opened >= 0) return opened;
  give_up("scratch file");
}

}  // namespace

ScratchFile::ScratchFile(ScratchFile&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)}, size_{std::exchange(other.size_, 0)} {}

ScratchFile& ScratchFile::operator=(ScratchFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  return *this;
}

ScratchFile::~ScratchFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void ScratchFile::append(std::span<const std::byte> bytes) {
  if (descriptor_ < 0) descriptor_ = open_scratch();
  while (!bytes.empty()) {
    const auto written = ::pwrite(descriptor_, bytes.data(), bytes.size(), size_);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) give_up("write scratch file");
    size_ += written;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

std::size_t ScratchFile::read(std::span<std::byte> into, std::int64_t offset) const {
  std::size_t filled = 0;
  while (filled < into.size() && offset < size_) {
    const auto got = ::pread(descriptor_, into.data() + filled, into.size() - filled, offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) give_up("read scratch file");
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    offset += got;
  }
  return filled;
}

int ScratchFile::synced_descriptor() const {
  if (descriptor_ >= 0 && ::fdatasync(descriptor_) != 0) give_up("sync scratch file");
  return descriptor_;
}

void ScratchFile::truncate(std::int64_t size) {
  if (size >= size_) return;
  if (::ftruncate(descriptor_, size) != 0) give_up("truncate scratch file");
  size_ = size;
}

}  // namespace tertil::ingest
