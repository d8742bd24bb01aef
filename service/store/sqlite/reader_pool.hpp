/// @file service/store/sqlite/reader_pool.hpp
/// @brief Reading connections, opened as they are needed.
#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "service/store/sqlite/connection.hpp"

namespace tertil::store::sqlite {

/// At most `kMost` connections that cannot write. Whoever comes when all are out waits, so a
/// read must not start another one inside itself.
class ReaderPool {
 public:
  static constexpr std::size_t kMost = 8;

  /// `access` is kReading or kUnchanging.
  ReaderPool(std::string path, Access access) : path_{std::move(path)}, access_{access} {}

  /// Runs `work` in one transaction, and so on one snapshot.
  [[nodiscard]] Result<void> read(const std::function<Result<void>(Reader&)>& work);

  /// Closes those that nobody uses.
  void close_idle();

 private:
  class Loan;
  [[nodiscard]] Result<std::unique_ptr<Connection>> take();
  void give_back(std::unique_ptr<Connection> connection);

  std::string path_;
  Access access_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t open_{0};
};

}  // namespace tertil::store::sqlite
