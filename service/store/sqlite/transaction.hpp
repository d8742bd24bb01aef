/// @file service/store/sqlite/transaction.hpp
/// @brief A transaction as its callback sees it.
#pragma once
#include <optional>

#include "service/store/sqlite/connection.hpp"

namespace tertil::store::sqlite {

/// Reads in a transaction that the reader pool has begun.
class ReadTransaction final : public Reader {
 public:
  explicit ReadTransaction(Connection& connection) : connection_{connection} {}
  [[nodiscard]] Result<std::vector<Row>> query(std::string_view sql,
                                               std::span<const Value> parameters) override {
    return connection_.query(sql, parameters);
  }

 private:
  Connection& connection_;
};

/// Reads and writes in a transaction that the writer thread has begun. After a statement has
/// failed every further one fails too, and so does the transaction: PostgreSQL works that way,
/// and both engines must agree.
class WriteTransaction final : public Writer {
 public:
  WriteTransaction(Connection& connection, Instant recorded_at)
      : connection_{connection}, recorded_at_{recorded_at} {}
  [[nodiscard]] Instant recorded_at() const override { return recorded_at_; }
  [[nodiscard]] Result<std::vector<Row>> query(std::string_view sql,
                                               std::span<const Value> parameters) override {
    if (failure_) return tl::unexpected{*failure_};
    return remember(connection_.query(sql, parameters));
  }
  [[nodiscard]] Result<std::int64_t> execute(std::string_view sql,
                                             std::span<const Value> parameters) override {
    if (failure_) return tl::unexpected{*failure_};
    return remember(connection_.execute(sql, parameters));
  }
  void leave_published_alone() override { published_ = false; }
  /// Whether the change counter is to tell of it.
  [[nodiscard]] bool changes_published() const { return published_; }
  /// Why the transaction cannot be committed, if a statement has failed.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  template <class T>
  Result<T> remember(Result<T> result) {
    if (!result) failure_ = result.error();
    return result;
  }

  Connection& connection_;
  Instant recorded_at_;
  std::optional<Error> failure_;
  bool published_{true};
};

}  // namespace tertil::store::sqlite
