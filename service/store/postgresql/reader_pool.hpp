/// @file service/store/postgresql/reader_pool.hpp
/// @brief Reading connections, opened as they are needed.
#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "service/store/postgresql/connection.hpp"

namespace tertil::store::postgresql {

/// At most `kMost` connections. Whoever comes when all are out waits, so a read must not start
/// another one inside itself.
class ReaderPool {
 public:
  static constexpr std::size_t kMost = 8;

  explicit ReaderPool(const Address& address) : address_{address} {}

  /// Runs `work` in one read-only transaction, and so on one snapshot. A connection that turns out
  /// to be gone is replaced and the read begun again, once, unless `work` has been given something.
  [[nodiscard]] Result<void> read(const std::function<Result<void>(Reader&)>& work);

 private:
  class Loan;
  struct Attempt {
    Result<void> outcome;
    bool again{false};
  };
  [[nodiscard]] Attempt attempt(const std::function<Result<void>(Reader&)>& work);
  [[nodiscard]] Result<std::unique_ptr<Connection>> take();
  void give_back(std::unique_ptr<Connection> connection);
  /// Those that nobody uses are as old as the one that was lost.
  void close_idle();

  const Address& address_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t open_{0};
};

}  // namespace tertil::store::postgresql
