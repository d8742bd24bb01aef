/// @file collectors/remote/pace.hpp
/// @brief Time, waiting and chance, as pulls need them; tests put their own in.
#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>

namespace tertil::collectors::remote {

class Pace {
 public:
  virtual ~Pace() = default;
  /// Since some moment in the past; never goes back.
  [[nodiscard]] virtual std::chrono::milliseconds now() = 0;
  /// Seconds since 1970 in UTC, for dates in requests.
  [[nodiscard]] virtual std::int64_t wall_clock() = 0;
  /// Waits; false when we were asked to stop meanwhile.
  [[nodiscard]] virtual bool wait(std::chrono::milliseconds time) = 0;
  /// A number from 0 up to but not including 1, so that many installations do not ask at once.
  [[nodiscard]] virtual double chance() = 0;
};

/// The real ones. Waiting ends early when `stop` is requested.
class SystemPace final : public Pace {
 public:
  explicit SystemPace(std::stop_token stop = {}) : stop_(std::move(stop)) {}
  [[nodiscard]] std::chrono::milliseconds now() override;
  [[nodiscard]] std::int64_t wall_clock() override;
  [[nodiscard]] bool wait(std::chrono::milliseconds time) override;
  [[nodiscard]] double chance() override;

 private:
  std::stop_token stop_;
};

}  // namespace tertil::collectors::remote
