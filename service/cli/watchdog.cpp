#include "service/cli/watchdog.hpp"

#include <unistd.h>

#include <charconv>
#include <condition_variable>
#include <mutex>

#include "service/cli/service_manager.hpp"

namespace tertil::cli {
namespace {

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::chrono::microseconds> watchdog_limit(const Environment& environment) {
  const auto limit = number_in(value_of(environment, "WATCHDOG_USEC"));
  const auto pid = value_of(environment, "WATCHDOG_PID");
  if (!limit || *limit <= 0 || (!pid.empty() && number_in(pid) != std::int64_t{getpid()}))
    return std::nullopt;
  return std::chrono::microseconds{*limit};
}

void keep_watchdog_content(const Environment& environment,
                           const std::function<bool(std::chrono::milliseconds)>& answers,
                           const std::stop_token& stop) {
  const auto limit = watchdog_limit(environment);
  if (!limit) return;
  const auto half = std::chrono::duration_cast<std::chrono::milliseconds>(*limit / 2);
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock{mutex};
  while (!stop.stop_requested()) {
    if (answers(half)) notify_service_manager(environment, "WATCHDOG=1");
    stopped.wait_for(lock, stop, half, [] { return false; });
  }
}

}  // namespace tertil::cli
