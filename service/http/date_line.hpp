/// @file service/http/date_line.hpp
/// @brief The Date field, written once a second.
#pragma once
#include <ctime>
#include <string>
#include <string_view>

namespace tertil::http {

/// "Date: Sun, 22 Nov 2026 13:27:45 GMT\r\n", made anew when the second has changed.
/// Thread safety: none; each I/O thread has its own.
class DateLine {
 public:
  /// Valid until the next call. Reads the coarse system clock (a few ns, right to about 4 ms).
  [[nodiscard]] std::string_view now();

 private:
  std::time_t second_{-1};
  std::string line_;
};

/// "Sun, 22 Nov 2026 13:27:45 GMT" (RFC 9110 §5.6.7).
[[nodiscard]] std::string imf_fixdate(std::time_t time);

}  // namespace tertil::http
