#include "service/store/postgresql/reader_pool.hpp"

#include "service/store/postgresql/transaction.hpp"

namespace tertil::store::postgresql {

/// A connection out of the pool; it goes back without a transaction, or not at all.
class ReaderPool::Loan {
 public:
  Loan(ReaderPool& pool, std::unique_ptr<Connection> connection)
      : pool_{pool}, connection_{std::move(connection)} {}
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;
  ~Loan() {
    connection_->rollback();
    const bool lost = connection_->lost();
    if (lost) connection_.reset();
    pool_.give_back(std::move(connection_));
    if (lost) pool_.close_idle();
  }
  Connection& operator*() const noexcept { return *connection_; }
  Connection* operator->() const noexcept { return connection_.get(); }

 private:
  ReaderPool& pool_;
  std::unique_ptr<Connection> connection_;
};

Result<void> ReaderPool::read(const std::function<Result<void>(Reader&)>& work) {
  auto first = attempt(work);
  return first.again ? attempt(work).outcome : std::move(first.outcome);
}

ReaderPool::Attempt ReaderPool::attempt(const std::function<Result<void>(Reader&)>& work) {
  auto taken = take();
  if (!taken) return {tl::unexpected{taken.error()}};
  const Loan connection{*this, std::move(*taken)};
  if (auto begun = connection->begin(Access::kReading); !begun) return {begun, connection->lost()};
  ReadTransaction transaction{*connection};
  auto worked = work(transaction);
  const bool again =
      !worked && !transaction.answered() && (connection->lost() || connection->may_do_better());
  return {std::move(worked), again};
}

void ReaderPool::close_idle() {
  const std::lock_guard lock{mutex_};
  open_ -= idle_.size();
  idle_.clear();
}

Result<std::unique_ptr<Connection>> ReaderPool::take() {
  {
    std::unique_lock lock{mutex_};
    returned_.wait(lock, [&] { return !idle_.empty() || open_ < kMost; });
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    ++open_;
  }
  auto opened = Connection::open(address_);
  if (!opened) give_back(nullptr);
  return opened;
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock{mutex_};
  if (connection) {
    idle_.push_back(std::move(connection));
  } else {
    --open_;
  }
  returned_.notify_one();
}

}  // namespace tertil::store::postgresql
