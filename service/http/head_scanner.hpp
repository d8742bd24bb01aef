/// @file service/http/head_scanner.hpp
/// @brief Finds the end of a request's head in bytes that come bit by bit, and minds its limits.
///
/// The parser is only given a whole head: what it then refers to lies in one piece of memory, and
/// a client that sends a byte at a time costs a look at each byte once.
#pragma once
#include <cstddef>
#include <string_view>

#include "service/http/limits.hpp"
#include "service/http/refusal.hpp"

namespace tertil::http {

/// Looks for the empty line. Lines end in CRLF and nothing else (RFC 9112 §2.2 lets us refuse a
/// bare LF, and a bare CR must not be read as an end); a line that begins with a space is an
/// obsolete fold, which a server may refuse (§5.2).
class HeadScanner {
 public:
  enum class State { kMore, kFirstLine, kComplete, kRefused };

  /// @param data all bytes of this head so far; grows from call to call.
  /// @returns kFirstLine once, when the first line has come but the head is not complete;
  /// kComplete when size() bytes are the head; kRefused when refusal() says why.
  State scan(std::string_view data, const Limits& limits);

  [[nodiscard]] std::size_t size() const { return scanned_; }
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }
  void reset() { *this = HeadScanner{}; }

 private:
  State refuse(unsigned status, std::string_view sv, std::string_view en);

  std::size_t scanned_{0};  // all before it are whole lines
  std::size_t looked_{0};   // no line end between scanned_ and here
  std::size_t lines_{0};
  bool told_first_{false};
  Refusal refusal_;
};

}  // namespace tertil::http
