/// @file collectors/remote/page_file.hpp
/// @brief The pages of one pull as one file: the answers as they came, byte for byte.
///
/// One page is that page. Several pages of JSON are a JSON array of them; NDJSON is strung
/// together. The file then takes the same way as any other that is sent.
#pragma once

#include <cstdint>
#include <string_view>

namespace tertil::collectors::remote {

/// Writes to a descriptor that stays the caller's.
class PageFile {
 public:
  explicit PageFile(int fd) : fd_(fd) {}

  /// How pages become one file; before the first.
  void string_together() { strung_ = true; }
  /// @throws std::system_error when the disk is full or fails.
  void add(std::string_view page);
  /// Closes the array, if there is one. Nothing is added after.
  void finish();
  /// Forgets what was added.
  void start_over();

  [[nodiscard]] std::int64_t pages() const { return pages_; }
  [[nodiscard]] std::int64_t bytes() const { return bytes_; }

 private:
  void write(std::string_view text);

  int fd_;
  bool strung_{false};
  std::int64_t pages_{0};
  std::int64_t bytes_{0};
};

}  // namespace tertil::collectors::remote
