/// @file service/store/postgresql/silence_watch.hpp
/// @brief Ends connections to a server that has gone silent.
///
/// TCP's own deadlines see a machine that is gone. They do not see one that still acknowledges what
/// it gets and answers nothing: a proxy that has stalled, a server that is stopped. Whoever waits
/// for an answer for five seconds has the server asked by a connection of its own; if that gets no
/// answer either, the waiting one is cut, and its caller goes on as after any lost connection
/// (R33). A statement that merely takes long goes on, until the server's own deadline has passed
/// and still nothing came.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace tertil::store::postgresql {

/// One for the process, with one thread, which sleeps while nobody waits.
class SilenceWatch {
 public:
  SilenceWatch();
  SilenceWatch(const SilenceWatch&) = delete;
  SilenceWatch& operator=(const SilenceWatch&) = delete;
  ~SilenceWatch();

  static SilenceWatch& instance();

  /// From a question to its answer.
  class Waiting {
   public:
    /// @param socket stays open as long as this lives.
    /// @param url for asking the server, as libpq understands it.
    Waiting(int socket, const std::string& url);
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting();

   private:
    std::uint64_t id_;
  };

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Entry {
    int socket{-1};
    const std::string* url{nullptr};
    Time since;
    Time next;  ///< When it is looked at again.
  };

  void run(const std::stop_token& stop);
  /// Addresses of those whose time has come, once each.
  [[nodiscard]] std::vector<std::string> due(Time now) const;
  void judge(const std::string& url, bool answers, Time asked_at);

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::uint64_t, Entry> waiting_;
  std::uint64_t last_{0};
  std::jthread thread_;
};

}  // namespace tertil::store::postgresql
