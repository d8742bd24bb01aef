/// @file service/store/sqlite/connection.hpp
/// @brief One connection with its settings, its statements and its errors in our words.
#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "service/store/engine.hpp"
#include "service/store/sqlite/statement.hpp"

namespace tertil::store::sqlite {

/// What a connection is for.
enum class Access {
  kWriting,    ///< The one that writes. The file must exist.
  kReading,    ///< Cannot write, whatever SQL it is given.
  kUnchanging  ///< Reading a file that nobody can write: no locks, no log.
};

/// A connection to one database file. Belongs to one thread at a time.
class Connection {
 public:
  [[nodiscard]] static Result<Connection> open(const std::string& path, Access access);

  /// Runs one statement with values for $1, $2, … and gives all its rows.
  [[nodiscard]] Result<std::vector<Row>> query(std::string_view sql,
                                               std::span<const Value> parameters = {});
  /// Runs one statement and gives the number of rows it added or changed.
  [[nodiscard]] Result<std::int64_t> execute(std::string_view sql,
                                             std::span<const Value> parameters = {});
  /// Runs a script of our own: many statements, no parameters, rows dropped.
  [[nodiscard]] Result<void> run(const std::string& script);

  /// How many rows this connection has added, changed or removed since it was opened.
  [[nodiscard]] std::int64_t total_changes() const noexcept;
  /// Whether a transaction is open.
  [[nodiscard]] bool in_transaction() const noexcept;
  /// Pages in the write-ahead log after the latest commit.
  [[nodiscard]] int log_pages() const noexcept { return *log_pages_; }

  /// Moves the log's pages into the database as far as readers allow; kTruncate also empties the
  /// log's file when none of them is in the way. Waits for nobody.
  enum class Checkpoint { kPassive, kTruncate };
  [[nodiscard]] Result<void> checkpoint(Checkpoint how);

  /// Whether a sync has failed on this connection. Nothing more may be written with it then.
  [[nodiscard]] bool sync_failed() const noexcept { return sync_failed_; }
  /// Closing shall leave the log as it is.
  void leave_log_alone() noexcept;
  /// Gives back memory that the cache can spare.
  void release_memory() noexcept;

 private:
  struct Close {
    void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
  };
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  explicit Connection(std::unique_ptr<sqlite3, Close> db) : db_{std::move(db)} {}
  [[nodiscard]] Result<void> configure(Access access);
  [[nodiscard]] Result<StatementLease> use(std::string_view sql);
  [[nodiscard]] Result<bool> step(StatementLease& statement);
  tl::unexpected<Error> failed(int code, std::string_view doing);

  // The order matters: statements go before the connection they belong to.
  std::unique_ptr<sqlite3, Close> db_;
  std::unique_ptr<int> log_pages_{std::make_unique<int>(0)};  ///< SQLite keeps its address.
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
  bool sync_failed_{false};
};

}  // namespace tertil::store::sqlite
