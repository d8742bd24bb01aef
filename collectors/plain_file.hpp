/// @file collectors/plain_file.hpp
/// @brief A text read line by line in large chunks, with room behind each line to look ahead.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "collectors/byte_source.hpp"
#include "collectors/reading_lines.hpp"

namespace tertil::collectors {

/// The whole of a file that its own headers make plain, in chunks that end with a line.
class PlainFile {
 public:
  static constexpr std::size_t kChunk = std::size_t{1} << 20U;

  explicit PlainFile(ByteSource bytes) : bytes_(bytes) {
    buffer_.resize(kChunk + ReadingLines::kSlack);
    fill();
  }

  /// The next line without its end; nothing at the end of the file or when a line is too long.
  [[nodiscard]] std::optional<std::string_view> line() {
    if (at_ >= end_ && !more()) return std::nullopt;
    const auto* found = static_cast<const char*>(std::memchr(at(), '\n', end_ - at_));
    if (found == nullptr) return std::nullopt;
    return std::string_view{at(), static_cast<std::size_t>(found - at())};
  }
  [[nodiscard]] const char* at() const { return buffer_.data() + at_; }
  [[nodiscard]] bool has_lines() const { return at_ < end_; }
  void move_to(const char* place) { at_ = static_cast<std::size_t>(place - buffer_.data()); }
  [[nodiscard]] bool too_long() const { return too_long_; }
  [[nodiscard]] std::int64_t bytes_read() const {
    return static_cast<std::int64_t>(offset_ - (filled_ - at_));
  }

  /// Makes more whole lines readable; false at the end, and when a line is longer than a chunk.
  bool more() {
    if (ended_) return false;
    std::memmove(buffer_.data(), buffer_.data() + at_, filled_ - at_);
    filled_ -= at_;
    at_ = 0;
    fill();
    return at_ < end_;
  }

 private:
  void fill() {
    const std::size_t wanted = kChunk - filled_;
    const std::size_t got = bytes_.read({buffer_.data() + filled_, wanted}, offset_);
    filled_ += got;
    offset_ += got;
    ended_ = got < wanted;
    if (ended_ && filled_ > 0 && buffer_[filled_ - 1] != '\n') buffer_[filled_++] = '\n';
    end_ = filled_;
    while (end_ > 0 && buffer_[end_ - 1] != '\n') --end_;
    too_long_ = end_ == 0 && filled_ > 0;
    std::memset(buffer_.data() + filled_, 0, buffer_.size() - filled_);
  }

  ByteSource bytes_;
  std::string buffer_;
  std::size_t at_{0};
  std::size_t end_{0};     ///< Behind the last whole line.
  std::size_t filled_{0};  ///< Behind the last byte.
  std::uint64_t offset_{0};
  bool ended_{false};
  bool too_long_{false};
};

}  // namespace tertil::collectors
