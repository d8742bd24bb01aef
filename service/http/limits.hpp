/// @file service/http/limits.hpp
/// @brief Every limit that the HTTP layer knows, in one table that code, configuration, docs and
/// tests read alike.
///
/// A limit is a whole number in the unit its name ends with (`_bytes`, `_ms`) or that its entry
/// names. Configuration calls it `limits.<name>`, the environment `TERTIL_LIMITS__<NAME>`.
/// "At the limit" is always accepted; one more is not.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "service/domain/result.hpp"
#include "service/domain/text.hpp"

namespace tertil::http {

/// The values in force. Each field has its entry in limit_table(), which says what it means.
struct Limits {
  std::int64_t upload_bytes{std::int64_t{1} << 30};
  std::int64_t body_bytes{std::int64_t{1} << 20};
  std::int64_t request_line_bytes{8192};
  std::int64_t header_line_bytes{8192};
  std::int64_t header_count{64};
  std::int64_t header_bytes{32768};
  std::int64_t connections{12000};
  std::int64_t connections_per_address{200};
  std::int64_t pipelined_answers{8};
  std::int64_t header_deadline_ms{10'000};
  std::int64_t body_deadline_ms{10'000};
  std::int64_t write_deadline_ms{10'000};
  std::int64_t bytes_per_second{1024};
  std::int64_t idle_deadline_ms{60'000};
  std::int64_t handler_deadline_ms{30'000};
  std::int64_t drain_ms{10'000};
  std::int64_t reads_per_second{200};
  std::int64_t reads_burst{400};
  std::int64_t imports_per_minute{60};
  std::int64_t imports_in_flight{2};
  std::int64_t logins_per_minute{5};
  std::int64_t password_hashes{2};
  std::int64_t queued_jobs{256};
  std::int64_t cache_bytes{std::int64_t{16} << 20};
};

/// One row of the table.
struct Limit {
  std::string_view name;        ///< "connections_per_address"
  std::int64_t Limits::*field;  ///< Where its value lives.
  std::int64_t smallest;        ///< Configuration below this is refused.
  std::int64_t largest;         ///< … and above this.
  std::string_view unit;        ///< "bytes", "ms", "connections", "per second" …
  unsigned status;              ///< What going over answers; 0: the connection is closed or waits.
  Text description;             ///< One sentence in each language.

  /// What holds when nobody has said anything else.
  [[nodiscard]] std::int64_t default_value() const { return Limits{}.*field; }
};

/// All limits, in the order the documentation lists them.
[[nodiscard]] std::span<const Limit> limit_table();

/// The entry of that name; null if there is none.
[[nodiscard]] const Limit* find_limit(std::string_view name);

/// Sets one limit by its name. kInvalidInput names the limit and the range if the name is unknown
/// or the value lies outside; `limits` is then unchanged.
[[nodiscard]] Result<void> set_limit(Limits& limits, std::string_view name, std::int64_t value);

}  // namespace tertil::http
