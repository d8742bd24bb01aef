#include "service/store/postgresql/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "service/store/postgresql/change_watch.hpp"
#include "service/store/postgresql/transaction.hpp"

namespace tertil::store::postgresql {
namespace {

constexpr int kMostAttempts = 5;
constexpr auto kFirstPause = std::chrono::milliseconds{20};

/// Longer each time, and not the same for two that met.
void pause(int attempt) {
  static thread_local std::minstd_rand random{std::random_device{}()};
  const auto most = kFirstPause * (1 << attempt);
  std::uniform_int_distribution<std::int64_t> part{most.count() / 2, most.count()};
  std::this_thread::sleep_for(std::chrono::milliseconds{part(random)});
}

/// Whose turn it is, for as long as it is.
class Owner {
 public:
  explicit Owner(std::atomic<std::thread::id>& owner) : owner_{owner} {
    owner_ = std::this_thread::get_id();
  }
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;
  ~Owner() { owner_ = std::thread::id{}; }

 private:
  std::atomic<std::thread::id>& owner_;
};

/// Undoes whatever is left of a transaction, on every way out, and throws a lost connection away.
class Rollback {
 public:
  explicit Rollback(std::unique_ptr<Connection>& connection) : connection_{connection} {}
  Rollback(const Rollback&) = delete;
  Rollback& operator=(const Rollback&) = delete;
  ~Rollback() {
    connection_->rollback();
    if (connection_->lost()) connection_.reset();
  }

 private:
  std::unique_ptr<Connection>& connection_;
};

}  // namespace

Result<void> TurnWriter::write(const std::function<Result<void>(Writer&)>& work) {
  if (owner_.load() == std::this_thread::get_id()) {
    return fail(ErrorCode::kInternal,
                {"Databasen kunde inte utföra det. Felet finns i loggen.",
                 "The store could not do it. The log says why."},
                "store/postgresql: a write inside a write");
  }
  const std::lock_guard lock{turn_};
  const Owner owner{owner_};
  for (int tried = 0;; ++tried) {
    auto done = attempt(work);
    if (!done.again || tried + 1 == kMostAttempts) return std::move(done.outcome);
    pause(tried);
  }
}

TurnWriter::Attempt TurnWriter::attempt(const std::function<Result<void>(Writer&)>& work) {
  if (!connection_) {
    auto opened = Connection::open(address_);
    if (!opened) return {tl::unexpected{opened.error()}};
    connection_ = std::move(*opened);
  }
  const Rollback rollback{connection_};
  return transact(work);
}

TurnWriter::Attempt TurnWriter::transact(const std::function<Result<void>(Writer&)>& work) {
  const auto may_be_tried_again = [&] {
    return connection_->lost() || connection_->may_do_better();
  };
  if (auto begun = connection_->begin(Access::kWriting); !begun) {
    return {begun, may_be_tried_again()};
  }
  // Two statements in one message: the second one's snapshot is taken when the turn has come.
  const auto last = connection_->run(std::string{kTakeTurn} + "; SELECT last FROM clock");
  if (!last) return {tl::unexpected{last.error()}, may_be_tried_again()};
  const Instant recorded_at{
      std::max(clock_.now().microseconds, std::get<std::int64_t>(last->at(0).at(0)) + 1)};
  WriteTransaction transaction{*connection_, recorded_at};
  auto worked = work(transaction);
  if (transaction.failure() || !worked) {
    const bool again = transaction.failure() && !transaction.answered() && may_be_tried_again();
    return {worked ? tl::unexpected{*transaction.failure()} : std::move(worked), again};
  }
  return {commit(recorded_at, transaction.changes_published())};
}

Result<void> TurnWriter::commit(Instant recorded_at, bool published) {
  if (published && connection_->changes() > 0) {  // what changed nothing leaves not even a time
    const auto note = fmt::format("UPDATE clock SET last = {}; NOTIFY {}", recorded_at.microseconds,
                                  kChangedChannel);
    if (auto set = connection_->run(note); !set) return tl::unexpected{set.error()};
  }
  return connection_->commit();
}

}  // namespace tertil::store::postgresql
