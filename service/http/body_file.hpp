/// @file service/http/body_file.hpp
/// @brief A large body as pages of memory that the kernel can send without copying them.
#pragma once
#include <cstddef>
#include <string_view>

namespace tertil::http {

/// Bodies from this size on are sent from a file in memory (memfd) by sendfile: below it the copy
/// costs less than the second system call.
inline constexpr std::size_t kSmallestBodyFile = std::size_t{32} * 1024;

/// Immutable after construction, so any number of connections may send from it.
class BodyFile {
 public:
  explicit BodyFile(std::string_view body);
  BodyFile(const BodyFile&) = delete;
  BodyFile& operator=(const BodyFile&) = delete;
  ~BodyFile();

  /// Below 0 if the kernel refused one (no descriptor left): the bytes are then sent as usual.
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_{-1};
};

}  // namespace tertil::http
