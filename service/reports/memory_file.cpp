#include "service/reports/memory_file.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tertil::reports {
namespace {

tl::unexpected<Error> unreadable() {
  return fail(ErrorCode::kInternal,
              {"Arbetsboken kunde inte skapas.", "The workbook could not be made."},
              "reports: memory file");
}

}  // namespace

MemoryFile::MemoryFile() : descriptor_{memfd_create("tertil-report", MFD_CLOEXEC)} {}

MemoryFile::~MemoryFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

std::string MemoryFile::path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

Result<std::string> MemoryFile::bytes() const {
  struct stat about {};
  if (fstat(descriptor_, &about) != 0) return unreadable();
  std::string read(static_cast<std::size_t>(about.st_size), '\0');
  std::size_t done = 0;
  while (done < read.size()) {
    const auto n =
        pread(descriptor_, read.data() + done, read.size() - done, static_cast<off_t>(done));
    if (n <= 0) return unreadable();
    done += static_cast<std::size_t>(n);
  }
  return read;
}

}  // namespace tertil::reports
