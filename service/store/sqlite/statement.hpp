/// @file service/store/sqlite/statement.hpp
/// @brief A prepared statement: owned by its connection, borrowed for one use, always reset.
#pragma once
#include <sqlite3.h>

#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store::sqlite {

/// A prepared statement in its connection's cache. Not thread-safe: use it on the thread that
/// holds the connection.
class Statement {
 public:
  /// Exactly one statement, whose parameters are named $1, $2, … without gaps.
  [[nodiscard]] static Result<Statement> prepare(sqlite3* db, std::string_view sql);

  /// Binds all parameters, by name: SQLite numbers them in the order it meets them, so $2 may well
  /// be number 1. Text is copied. Refuses another count than the SQL has, and numbers that are not
  /// finite, which SQLite would take for NULL.
  [[nodiscard]] Result<void> bind(std::span<const Value> parameters);

  /// Advances to the next row: true on a row, false when done.
  [[nodiscard]] Result<bool> step();

  /// The current row, copied out. NULL and an empty text stay apart.
  [[nodiscard]] Row row() const;

  /// What the last step or bind gave, as SQLite says it (an extended code).
  [[nodiscard]] int code() const noexcept { return code_; }

  /// Whether it can change nothing in the database.
  [[nodiscard]] bool reads_only() const noexcept;

  /// Out on a lease; a second one would be reset under its user's feet and is refused.
  [[nodiscard]] bool leased() const noexcept { return leased_; }

 private:
  friend class StatementLease;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  explicit Statement(sqlite3_stmt* statement) : stmt_{statement} {}
  /// Ends the implicit read transaction and forgets bound values.
  void reset() noexcept;

  std::unique_ptr<sqlite3_stmt, Finalize> stmt_;
  std::vector<int> slots_;  ///< slots_[n - 1] is SQLite's index of $n.
  int code_{SQLITE_OK};
  bool leased_{false};
};

/// Borrows a cached statement for one use and resets it on every way out, so that a half-read
/// SELECT can never pin the log.
class StatementLease {
 public:
  explicit StatementLease(Statement& statement) : statement_{&statement} {
    statement_->leased_ = true;
  }
  StatementLease(StatementLease&& other) noexcept
      : statement_{std::exchange(other.statement_, nullptr)} {}
  StatementLease& operator=(StatementLease&&) = delete;
  StatementLease(const StatementLease&) = delete;
  StatementLease& operator=(const StatementLease&) = delete;
  ~StatementLease() {
    if (statement_ == nullptr) return;
    statement_->reset();
    statement_->leased_ = false;
  }
  Statement* operator->() const noexcept { return statement_; }

 private:
  Statement* statement_;
};

}  // namespace tertil::store::sqlite
