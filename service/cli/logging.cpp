#include "service/cli/logging.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <spdlog/formatter.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <memory>
#include <mutex>

#include "service/http/machine_key.hpp"

namespace tertil::cli::log {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

/// How long a line waits for a slow reader; one that has just made a line wait in vain gets none.
constexpr int kPatienceMs = 50;

std::string_view name_of(Level level) {
  switch (level) {
    case Level::kDebug: return "debug";
    case Level::kInfo: return "info";
    case Level::kWarn: return "warn";
    case Level::kError: return "error";
  }
  return "info";
}

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::kDebug: return spdlog::level::debug;
    case Level::kInfo: return spdlog::level::info;
    case Level::kWarn: return spdlog::level::warn;
    case Level::kError: return spdlog::level::err;
  }
  return spdlog::level::info;
}

/// The bytes of the well-formed UTF-8 sequence that `text` begins with; 0 if it begins with none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : std::string{"null"};
}

struct JsonOf {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return number(value); }
  std::string operator()(std::string_view value) const {
    return to_json_string(http::mask_machine_keys(value));
  }
};

/// Everything after the time: what does not depend on when the line is written.
std::string body_of(Level level, std::string_view message, Fields fields) {
  auto body = fmt::format(R"("level":"{}","msg":{})", name_of(level), JsonOf{}(message));
  for (const auto& field : fields)
    body += fmt::format(",{}:{}", to_json_string(field.name), std::visit(JsonOf{}, field.value));
  return body + '}';
}

std::string with_time(Instant at, std::string_view body) {
  return fmt::format(R"({{"ts":"{}",{})", to_rfc3339(at), body);
}

/// Writes whole lines to a descriptor and never waits long for whoever reads them.
class DescriptorSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  void write_to(int descriptor) {
    const std::lock_guard lock{mutex_};
    descriptor_ = descriptor;
  }

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const Instant at{duration_cast<microseconds>(message.time.time_since_epoch()).count()};
    if (!has_room()) {
      ++dropped_;
      return;
    }
    if (dropped_ > 0) {
      const auto count = static_cast<std::int64_t>(dropped_);
      put(to_line(at, Level::kWarn, "log lines dropped", {{"count", count}}) + '\n');
      dropped_ = 0;
    }
    put(with_time(at, {message.payload.data(), message.payload.size()}) + '\n');
  }

  void flush_() override {}

  [[nodiscard]] bool has_room() const {
    pollfd descriptor{descriptor_, POLLOUT, 0};
    const int ready = poll(&descriptor, 1, dropped_ > 0 ? 0 : kPatienceMs);
    return ready > 0 && (descriptor.revents & POLLOUT) != 0;
  }

  void put(std::string_view line) const {
    while (!line.empty()) {
      const auto written = ::write(descriptor_, line.data(), line.size());
      if (written <= 0) return;  // nobody is there to tell
      line.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  int descriptor_{STDOUT_FILENO};
  std::uint64_t dropped_{0};
};

struct Log {
  std::shared_ptr<DescriptorSink> sink{std::make_shared<DescriptorSink>()};
  spdlog::logger logger{"tertil", sink};
};

Log& the_log() {
  static Log log;
  return log;
}

}  // namespace

Level parse_level(std::string_view name) {
  for (const auto level : {Level::kDebug, Level::kInfo, Level::kWarn, Level::kError})
    if (name_of(level) == name) return level;
  return Level::kInfo;
}

void set_level(Level level) { the_log().logger.set_level(spdlog_level(level)); }

void write(Level level, std::string_view message, Fields fields) {
  auto& logger = the_log().logger;
  if (!logger.should_log(spdlog_level(level))) return;
  logger.log(spdlog_level(level), spdlog::string_view_t{body_of(level, message, fields)});
}

std::string to_line(Instant at, Level level, std::string_view message, Fields fields) {
  return with_time(at, body_of(level, message, fields));
}

std::string to_json_string(std::string_view text) {
  std::string result{'"'};
  while (!text.empty()) {
    const auto length = sequence_length(text);
    const auto first = static_cast<unsigned char>(text.front());
    if (length == 0) {
      result += "\\ufffd";
    } else if (first == '"' || first == '\\') {
      (result += '\\') += text.front();
    } else if (first < 0x20 || first == 0x7F) {
      result += fmt::format("\\u{:04x}", unsigned{first});
    } else if (first == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0) {
      // U+0080 to U+009F: a terminal may take them for commands.
      result += fmt::format("\\u{:04x}", unsigned{static_cast<unsigned char>(text[1])});
    } else {
      result += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result + '"';
}

void write_to(int descriptor) { the_log().sink->write_to(descriptor); }

}  // namespace tertil::cli::log
