/// @file service/store/postgresql/transaction.hpp
/// @brief A transaction as its callback sees it.
#pragma once
#include <optional>

#include "service/store/postgresql/connection.hpp"

namespace tertil::store::postgresql {

/// Reads in a transaction that has been begun.
class ReadTransaction final : public Reader {
 public:
  explicit ReadTransaction(Connection& connection) : connection_{connection} {}
  [[nodiscard]] Result<std::vector<Row>> query(std::string_view sql,
                                               std::span<const Value> parameters) override {
    if (failure_) return tl::unexpected{*failure_};
    auto rows = connection_.query(sql, parameters);
    if (rows) {
      answered_ = true;
    } else {
      failure_ = rows.error();
    }
    return rows;
  }
  /// Whether the callback has been given anything. If not, it can be called again.
  [[nodiscard]] bool answered() const { return answered_; }

 private:
  Connection& connection_;
  std::optional<Error> failure_;
  bool answered_{false};
};

/// Reads and writes in a transaction that has been begun. After a statement has failed every
/// further one fails too, and so does the transaction.
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
  [[nodiscard]] Result<void> add_rows(std::string_view table,
                                      std::span<const std::string_view> columns,
                                      std::span<const Row> rows) override {
    if (failure_) return tl::unexpected{*failure_};
    auto added = connection_.copy_in(table, columns, rows);
    if (added) added = connection_.continue_numbers(table, columns);
    return remember(std::move(added));
  }
  void leave_published_alone() override { published_ = false; }
  /// Whether the change counter is to tell of it.
  [[nodiscard]] bool changes_published() const { return published_; }
  /// Why the transaction cannot be committed, if a statement has failed.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
  /// Whether the callback has been given anything. If not, it can be called again.
  [[nodiscard]] bool answered() const { return answered_; }

 private:
  template <class T>
  Result<T> remember(Result<T> result) {
    if (result) {
      answered_ = true;
    } else {
      failure_ = result.error();
    }
    return result;
  }

  Connection& connection_;
  Instant recorded_at_;
  std::optional<Error> failure_;
  bool published_{true};
  bool answered_{false};
};

}  // namespace tertil::store::postgresql
