/// @file service/store/postgresql/writer.hpp
/// @brief The one connection that writes, and the turn that all processes share.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "service/store/postgresql/connection.hpp"

namespace tertil::store::postgresql {

/// The advisory locks that tell whose turn it is, apart for each schema of a database. Where there
/// is Citus, the transaction first asks it for one connection per node: rows that refer to a batch
/// and the batch itself then meet in one transaction of that node. And for guards of tables that
/// are distributed, which look at nothing but the row they guard.
inline constexpr std::string_view kTakeTurn =
    "SELECT set_config('citus.multi_shard_modify_mode', 'sequential', true), "
    "set_config('citus.enable_unsafe_triggers', 'on', true) "
    "FROM pg_extension WHERE extname = 'citus'; "
    "SELECT pg_advisory_xact_lock(1952805748, hashtext(current_schema()))";

/// One write at a time, in this process by a mutex and among processes by an advisory lock that
/// ends with the transaction. So what a write has read holds until it commits, and times of
/// recording follow each other.
class TurnWriter {
 public:
  TurnWriter(const Address& address, std::unique_ptr<Connection> connection, const Clock& clock)
      : address_{address}, clock_{clock}, connection_{std::move(connection)} {}

  /// Runs `work` when its turn comes. What failed before `work` was given anything, because the
  /// connection was gone or others stood in the way, is tried again a few times. What failed while
  /// COMMIT was under way is told as unknown and never tried again. Refused inside another write.
  [[nodiscard]] Result<void> write(const std::function<Result<void>(Writer&)>& work);

 private:
  struct Attempt {
    Result<void> outcome;
    bool again{false};
  };
  [[nodiscard]] Attempt attempt(const std::function<Result<void>(Writer&)>& work);
  [[nodiscard]] Attempt transact(const std::function<Result<void>(Writer&)>& work);
  [[nodiscard]] Result<void> commit(Instant recorded_at, bool published);

  const Address& address_;
  const Clock& clock_;
  std::mutex turn_;
  std::atomic<std::thread::id> owner_;
  std::unique_ptr<Connection> connection_;  ///< Empty when the last one was lost.
};

}  // namespace tertil::store::postgresql
