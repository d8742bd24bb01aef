/// @file service/store/postgresql/change_watch.hpp
/// @brief Hearing of other processes' commits the moment they happen.
#pragma once
#include <chrono>
#include <memory>
#include <mutex>

#include "service/store/postgresql/connection.hpp"

namespace tertil::store::postgresql {

/// What a commit notifies of. Whoever hears it asks the change counter.
inline constexpr std::string_view kChangedChannel = "tertil_changed";

/// A connection that listens. For one waiting thread at a time; others wait for it.
class ChangeWatch {
 public:
  explicit ChangeWatch(const Address& address) : address_{address} {}

  /// True as soon as somebody has committed; false if nobody has for so long. Where nothing can be
  /// heard, it waits and says true, and so it does once after the connection has been made anew:
  /// something may have been missed.
  [[nodiscard]] bool wait(std::chrono::milliseconds most);

 private:
  [[nodiscard]] bool listen();

  const Address& address_;
  std::mutex mutex_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace tertil::store::postgresql
