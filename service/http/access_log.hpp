/// @file service/http/access_log.hpp
/// @brief One line for each request that is worth one.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace tertil::http {

/// Which requests are told to the log.
enum class AccessLog {
  kNone,
  kNotable,  ///< Everything but 2xx and 304 from the response cache or the static files.
  kAll,
};

/// What is said of a request. No query string, no body, no address: nothing personal.
/// The views live only during the call.
struct AccessLine {
  std::string_view request_id;
  std::string_view method;  ///< "GET"
  std::string_view route;   ///< The route's pattern, "static", or "-" if none was found.
  unsigned status{0};
  double duration_ms{0};   ///< From the last byte of the head to the answer being ready.
  std::string_view where;  ///< Error::where of a failed answer; may be empty.
};

/// Called on the I/O thread: must be quick, must not block, and is called by several threads at
/// once (an asynchronous spdlog logger fits).
using AccessSink = std::function<void(const AccessLine&)>;

/// `{"ts":…,"level":"info","msg":"request","req_id":…,"route":…,"status":…,"dur_ms":…}`; level is
/// "error" for 5xx, "warn" for other refusals with a `where`, else "info". Without line end.
[[nodiscard]] std::string to_json(const AccessLine& line);

}  // namespace tertil::http
