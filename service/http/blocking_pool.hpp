/// @file service/http/blocking_pool.hpp
/// @brief A fixed number of threads for what blocks: the store, parsers, files.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tertil::http {

/// Runs jobs in the order they come. The queue is bounded, and full means refused at once: a
/// client that gets 503 can retry, one that waits forever cannot.
///
/// Thread safety: every member may be called from any thread, except the destructor.
class BlockingPool {
 public:
  using Job = std::function<void()>;  ///< Must not throw; what it captures dies on the pool.

  BlockingPool(std::size_t threads, std::size_t queue_limit);
  BlockingPool(const BlockingPool&) = delete;
  BlockingPool& operator=(const BlockingPool&) = delete;
  ~BlockingPool();  ///< join().

  /// Queues a job; false when `queue_limit` jobs wait already or the pool has been joined.
  [[nodiscard]] bool try_post(Job job);

  /// Queues the next step of something already admitted, past the bound (one at a time for each
  /// connection, so the queue stays bounded by their number); false only after join().
  [[nodiscard]] bool post_step(Job job);

  /// Finishes what is queued, then ends the threads. Safe to call twice.
  void join();

  /// Jobs that wait for a thread right now.
  [[nodiscard]] std::size_t waiting() const;

 private:
  void work();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> queue_;
  std::size_t limit_;
  bool joining_{false};
  std::vector<std::thread> threads_;
};

}  // namespace tertil::http
