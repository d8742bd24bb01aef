#include "service/http/blocking_pool.hpp"

#include <utility>

namespace tertil::http {

BlockingPool::BlockingPool(std::size_t threads, std::size_t queue_limit) : limit_{queue_limit} {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

BlockingPool::~BlockingPool() { join(); }

bool BlockingPool::try_post(Job job) {
  {
    const std::lock_guard lock{mutex_};
    if (joining_ || queue_.size() >= limit_) return false;
    queue_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

bool BlockingPool::post_step(Job job) {
  {
    const std::lock_guard lock{mutex_};
    if (joining_) return false;
    queue_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

void BlockingPool::join() {
  {
    const std::lock_guard lock{mutex_};
    joining_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::size_t BlockingPool::waiting() const {
  const std::lock_guard lock{mutex_};
  return queue_.size();
}

void BlockingPool::work() {
  std::unique_lock lock{mutex_};
  for (;;) {
    changed_.wait(lock, [this] { return joining_ || !queue_.empty(); });
    if (queue_.empty()) return;
    {
      const auto job = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      job();
    }
    lock.lock();
  }
}

}  // namespace tertil::http
