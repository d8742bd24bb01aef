#include "collectors/remote/pace.hpp"

#include <condition_variable>
#include <mutex>
#include <random>

namespace tertil::collectors::remote {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

milliseconds SystemPace::now() {
  return duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

std::int64_t SystemPace::wall_clock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return duration_cast<std::chrono::seconds>(now).count();
}

bool SystemPace::wait(milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait_for(lock, stop_, time, [] { return false; });
  return !stop_.stop_requested();
}

double SystemPace::chance() {
  thread_local std::minstd_rand source{std::random_device{}()};
  return std::uniform_real_distribution<double>{0.0, 1.0}(source);
}

}  // namespace tertil::collectors::remote
