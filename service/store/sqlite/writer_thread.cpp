#include "service/store/sqlite/writer_thread.hpp"

#include <algorithm>
#include <chrono>

#include "service/store/sqlite/transaction.hpp"

namespace tertil::store::sqlite {
namespace {

constexpr auto kIdle = std::chrono::seconds{1};
constexpr int kPagesToMove = 1000;    // 4 MB
constexpr int kPagesAtMost = 12'000;  // 48 MB; the log stays below its 64 MB
constexpr auto kDoorClosed =
    "a sync failed; restart needed / en synkning till disk misslyckades, omstart krävs";

Error door_closed() {
  return {ErrorCode::kBusy,
          {"Disken svarade med fel och inget mer sparas förrän den har kontrollerats och "
           "programmet startats om.",
           "The disk answered with an error. Nothing more is stored until it has been checked and "
           "the program restarted."},
          std::string{"store/sqlite: "} + kDoorClosed};
}

/// Undoes whatever is left of a transaction, on every way out.
class Rollback {
 public:
  explicit Rollback(Connection& connection) : connection_{connection} {}
  Rollback(const Rollback&) = delete;
  Rollback& operator=(const Rollback&) = delete;
  ~Rollback() {
    if (connection_.in_transaction()) (void)connection_.execute("ROLLBACK");
  }

 private:
  Connection& connection_;
};

}  // namespace

WriterThread::WriterThread(Connection connection, const Clock& clock)
    : connection_{std::move(connection)}, clock_{clock}, thread_{[this] { run(); }} {}

WriterThread::~WriterThread() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

Result<void> WriterThread::write(const std::function<Result<void>(Writer&)>& work) {
  if (std::this_thread::get_id() == thread_.get_id()) {
    return fail(ErrorCode::kInternal,
                {"Databasen kunde inte utföra det. Felet finns i loggen.",
                 "The store could not do it. The log says why."},
                "store/sqlite: a write inside a write");
  }
  Turn turn{.work = work};
  {
    std::unique_lock lock{mutex_};
    queue_.push_back(&turn);
    arrived_.notify_one();
    finished_.wait(lock, [&] { return turn.done; });
  }
  if (turn.thrown) std::rethrow_exception(turn.thrown);
  return std::move(turn.outcome);
}

std::string WriterThread::closed_reason() const {
  const std::lock_guard lock{mutex_};
  return closed_reason_;
}

void WriterThread::run() {
  std::unique_lock lock{mutex_};
  for (;;) {
    const bool work = arrived_.wait_for(lock, kIdle, [&] { return stopping_ || !queue_.empty(); });
    if (!queue_.empty()) {
      Turn& turn = *queue_.front();
      queue_.pop_front();
      lock.unlock();
      take(turn);
      close_door_if_sync_failed();
      lock.lock();
      turn.done = true;
      finished_.notify_all();
      lock.unlock();
      tidy(false);  // after the answer: nobody waits for it
    } else {
      lock.unlock();
      tidy(true);
      if (work) break;  // stopping, and nobody waits
    }
    close_door_if_sync_failed();
    lock.lock();
  }
}

void WriterThread::take(Turn& turn) {
  if (connection_.sync_failed()) {
    turn.outcome = tl::unexpected{door_closed()};
    return;
  }
  try {
    turn.outcome = transact(turn.work);
  } catch (...) {
    turn.thrown = std::current_exception();
  }
}

Result<void> WriterThread::transact(const std::function<Result<void>(Writer&)>& work) {
  // IMMEDIATE: a transaction that reads first and then writes would fail at once when another
  // process has written in between, however long the timeout.
  if (auto begun = connection_.execute("BEGIN IMMEDIATE"); !begun) {
    return tl::unexpected{begun.error()};
  }
  const Rollback rollback{connection_};
  const auto last = connection_.query("SELECT last FROM clock");
  if (!last) return tl::unexpected{last.error()};
  const Instant recorded_at{
      std::max(clock_.now().microseconds, std::get<std::int64_t>(last->at(0).at(0)) + 1)};
  const std::int64_t before = connection_.total_changes();
  WriteTransaction transaction{connection_, recorded_at};
  if (auto worked = work(transaction); !worked) return worked;
  if (transaction.failure()) return tl::unexpected{*transaction.failure()};
  const bool changed = connection_.total_changes() != before;
  log_to_empty_ = log_to_empty_ || changed;
  return commit(recorded_at, changed && transaction.changes_published());
}

Result<void> WriterThread::commit(Instant recorded_at, bool changed) {
  if (changed) {  // a write that changed nothing leaves no trace, not even a time
    const Value last{recorded_at.microseconds};
    if (auto set = connection_.execute("UPDATE clock SET last = $1", {&last, 1}); !set) {
      return tl::unexpected{set.error()};
    }
  }
  if (auto committed = connection_.execute("COMMIT"); !committed) {
    return tl::unexpected{committed.error()};
  }
  return {};
}

void WriterThread::tidy(bool idle) {
  if (connection_.sync_failed()) return;
  // A checkpoint that a reader hinders is tried again; one that the disk hinders shows at the
  // next write, or has closed the door.
  if (idle && log_to_empty_) {
    log_to_empty_ = !connection_.checkpoint(Connection::Checkpoint::kTruncate).has_value();
    connection_.release_memory();
  } else if (connection_.log_pages() > kPagesAtMost) {
    (void)connection_.checkpoint(Connection::Checkpoint::kTruncate);
  } else if (connection_.log_pages() > kPagesToMove) {
    (void)connection_.checkpoint(Connection::Checkpoint::kPassive);
  }
}

void WriterThread::close_door_if_sync_failed() {
  if (!connection_.sync_failed()) return;
  connection_.leave_log_alone();
  const std::lock_guard lock{mutex_};
  closed_reason_ = kDoorClosed;
}

}  // namespace tertil::store::sqlite
