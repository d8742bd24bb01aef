#include "service/http/body_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

namespace tertil::http {

BodyFile::BodyFile(std::string_view body) : descriptor_{::memfd_create("body", MFD_CLOEXEC)} {
  while (descriptor_ >= 0 && !body.empty()) {
    const auto written = ::write(descriptor_, body.data(), body.size());
    if (written > 0) {
      body.remove_prefix(static_cast<std::size_t>(written));
    } else {
      ::close(descriptor_);
      descriptor_ = -1;
    }
  }
}

BodyFile::~BodyFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace tertil::http
