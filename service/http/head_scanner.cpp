#include "service/http/head_scanner.hpp"

#include <cstring>

namespace tertil::http {

HeadScanner::State HeadScanner::refuse(unsigned status, std::string_view sv, std::string_view en) {
  refusal_ = {status, sv, en};
  return State::kRefused;
}

HeadScanner::State HeadScanner::scan(std::string_view data, const Limits& limits) {
  const auto limit = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  for (;;) {
    const auto* from = data.data() + looked_;
    const auto* end = static_cast<const char*>(std::memchr(from, '\n', data.size() - looked_));
    const auto line_end =
        end == nullptr ? data.size() : static_cast<std::size_t>(end - data.data());
    const auto length = line_end - scanned_ - (end != nullptr && line_end > scanned_ ? 1 : 0);
    if (lines_ == 0 && length > limit(limits.request_line_bytes))
      return refuse(414, "Begärans första rad är för lång.", "The request line is too long.");
    if (lines_ > 0 && length > limit(limits.header_line_bytes))
      return refuse(431, "En rad i huvudet är för lång.", "A header line is too long.");
    if (line_end > limit(limits.header_bytes))
      return refuse(431, "Huvudet är för stort.", "The header is too large.");
    if (end == nullptr) {
      looked_ = data.size();
      if (lines_ == 0 || told_first_) return State::kMore;
      told_first_ = true;
      return State::kFirstLine;
    }
    if (line_end == scanned_ || data[line_end - 1] != '\r')
      return refuse(400, "En rad slutar inte med CRLF.", "A line does not end in CRLF.");
    if (lines_ > 0 && length > 0 && (data[scanned_] == ' ' || data[scanned_] == '\t'))
      return refuse(400, "Huvudet har en radbruten rad.", "The header has a folded line.");
    scanned_ = looked_ = line_end + 1;
    if (length == 0) return State::kComplete;
    if (lines_++ > limit(limits.header_count))
      return refuse(431, "Huvudet har för många rader.", "The header has too many lines.");
  }
}

}  // namespace tertil::http
