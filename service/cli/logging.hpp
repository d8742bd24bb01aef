/// @file service/cli/logging.hpp
/// @brief The log: one JSON object per line on standard output, for journald and `jq`.
///
///     {"ts":"2026-11-22T13:08:00.25Z","level":"info","msg":"started","threads":4}
///
/// Whatever the text holds, a line stays one line of valid JSON: line breaks, control characters
/// and bytes that are no UTF-8 are escaped or replaced, so nobody can forge a line. Keys of
/// machines are masked. A reader that has stopped reading never stops the service: lines that
/// find no room are dropped and counted.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "service/domain/instant.hpp"

namespace tertil::cli::log {

enum class Level { kDebug, kInfo, kWarn, kError };

/// "debug", "info", "warn" or "error"; anything else is kInfo.
[[nodiscard]] Level parse_level(std::string_view name);

using FieldValue = std::variant<bool, std::int64_t, double, std::string_view>;

/// What a line tells beside its message. Names are snake_case words of ours; the views must live
/// during the call only.
struct Field {
  Field(std::string_view field, bool given) : name{field}, value{given} {}
  Field(std::string_view field, int given) : name{field}, value{std::int64_t{given}} {}
  Field(std::string_view field, std::int64_t given) : name{field}, value{given} {}
  Field(std::string_view field, double given) : name{field}, value{given} {}
  Field(std::string_view field, std::string_view given) : name{field}, value{given} {}
  Field(std::string_view field, const char* given) : Field{field, std::string_view{given}} {}
  Field(std::string_view field, const std::string& given) : Field{field, std::string_view{given}} {}
  std::string_view name;
  FieldValue value;
};

using Fields = std::initializer_list<Field>;

/// Lines below this level are not written. Any thread, any time (SIGHUP). At first kInfo.
void set_level(Level level);

/// Writes one line. Any thread; lines never mix.
void write(Level level, std::string_view message, Fields fields = {});

inline void debug(std::string_view message, Fields fields = {}) {
  write(Level::kDebug, message, fields);
}
inline void info(std::string_view message, Fields fields = {}) {
  write(Level::kInfo, message, fields);
}
inline void warn(std::string_view message, Fields fields = {}) {
  write(Level::kWarn, message, fields);
}
inline void error(std::string_view message, Fields fields = {}) {
  write(Level::kError, message, fields);
}

/// The line that `write` would write, without its end.
[[nodiscard]] std::string to_line(Instant at, Level level, std::string_view message, Fields fields);

/// The text as a JSON string with its quotation marks.
[[nodiscard]] std::string to_json_string(std::string_view text);

/// Sends the log to another descriptor than standard output; for tests.
void write_to(int descriptor);

}  // namespace tertil::cli::log
