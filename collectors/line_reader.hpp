/// @file collectors/line_reader.hpp
/// @brief Reads a text line by line in bounded memory; for formats with one record a line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "collectors/encoding.hpp"
#include "collectors/finding.hpp"

namespace tertil::collectors {

/// How much is read at a time.
inline constexpr std::size_t kChunkOfLines = std::size_t{64} * 1024;

/// Reads lines, however they end, of at most `limit` bytes; of a longer one only its beginning.
class LineReader {
 public:
  LineReader(TextReader text, std::size_t limit) : text_(std::move(text)), limit_(limit) {}

  struct Line {
    std::int64_t number{0};
    std::string_view text;  ///< Until the next call.
    bool too_long{false};
  };

  bool next(Line& line) {
    line.number = ++number_;
    line.too_long = false;
    kept_.clear();
    for (;;) {
      const std::size_t end = buffer_.find_first_of("\r\n", begin_);
      const bool whole = end != std::string::npos && (end + 1 < buffer_.size() || ended_);
      if (whole || ended_) {
        if (!whole && begin_ == buffer_.size() && !line.too_long) return false;
        const std::size_t stop = whole ? end : buffer_.size();
        line.text = std::string_view(buffer_).substr(begin_, stop - begin_);
        if (line.text.size() > limit_) line.too_long = true;
        if (line.too_long && !kept_.empty()) line.text = kept_;
        begin_ = stop;
        if (whole) begin_ += buffer_.compare(end, 2, "\r\n") == 0 ? 2 : 1;
        return true;
      }
      if (buffer_.size() - begin_ > limit_ && end == std::string::npos) {
        line.too_long = true;
        if (kept_.empty()) kept_ = shortened(std::string_view(buffer_).substr(begin_), 8192);
        begin_ = buffer_.size();
      }
      buffer_.erase(0, begin_);
      begin_ = 0;
      if (!text_.read(buffer_, std::max(kChunkOfLines, buffer_.size()))) ended_ = true;
    }
  }

 private:
  TextReader text_;
  std::size_t limit_;
  std::string buffer_;
  std::string kept_;
  std::size_t begin_{0};
  std::int64_t number_{0};
  bool ended_{false};
};

}  // namespace tertil::collectors
