/// @file service/store/sqlite/writer_thread.hpp
/// @brief The one thread that writes, and the queue before it.
#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "service/store/sqlite/connection.hpp"

namespace tertil::store::sqlite {

/// Owns the only writing connection. Turns are taken in order of arrival; each is one transaction
/// that is synced before its caller goes on. Between turns the thread keeps the log short: it
/// moves pages back when the log has grown, and empties it when nobody has written for a second.
///
/// A failed sync closes the door for good (promises, R8): from then on every turn fails.
class WriterThread {
 public:
  WriterThread(Connection connection, const Clock& clock);
  WriterThread(const WriterThread&) = delete;
  WriterThread& operator=(const WriterThread&) = delete;
  /// Takes the turns that wait, empties the log and closes the connection.
  ~WriterThread();

  /// Waits for its turn, runs `work` on the writer's thread and gives what became of it. An
  /// exception rolls back and comes out here. Refused inside another write.
  [[nodiscard]] Result<void> write(const std::function<Result<void>(Writer&)>& work);

  /// Why nothing more is written; empty while all is well.
  [[nodiscard]] std::string closed_reason() const;

 private:
  struct Turn {
    const std::function<Result<void>(Writer&)>& work;
    Result<void> outcome{};
    std::exception_ptr thrown{};
    bool done{false};
  };
  void run();
  void take(Turn& turn);
  [[nodiscard]] Result<void> transact(const std::function<Result<void>(Writer&)>& work);
  [[nodiscard]] Result<void> commit(Instant recorded_at, bool changed);
  void tidy(bool idle);
  void close_door_if_sync_failed();

  Connection connection_;  ///< Touched by the thread alone once it runs.
  const Clock& clock_;
  bool log_to_empty_{true};  ///< The thread's own.
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::condition_variable finished_;
  std::deque<Turn*> queue_;
  bool stopping_{false};
  std::string closed_reason_;
  std::thread thread_;  ///< Last: it starts when the rest is there.
};

}  // namespace tertil::store::sqlite
