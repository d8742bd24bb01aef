/// @file service/store/postgresql/connection.hpp
/// @brief One connection with its settings, its transaction, its statements and its errors.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/engine.hpp"
#include "service/store/postgresql/address.hpp"
#include "service/store/postgresql/error.hpp"

namespace tertil::store::postgresql {

/// What a transaction is for.
enum class Access {
  kReading,  ///< One snapshot; cannot write, whatever SQL it is given.
  kWriting   ///< Each statement sees what is committed; the turn (writer.hpp) keeps others away.
};

/// A connection to one database. Belongs to one thread at a time, and is thrown away once it is
/// `lost`: libpqxx would connect anew in silence, without settings and in the midst of a
/// transaction.
class Connection {
 public:
  /// Connects and settles what every connection needs. The error's `where` is libpq's own text
  /// without the password.
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const Address& address);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] Result<void> begin(Access access);
  /// Ends the transaction. When the connection goes meanwhile, or the server says that a standby
  /// has not got it, the error is that nobody knows.
  [[nodiscard]] Result<void> commit();
  void rollback() noexcept;

  /// Runs one statement with values for $1, $2, … and gives all its rows.
  [[nodiscard]] Result<std::vector<Row>> query(std::string_view sql,
                                               std::span<const Value> parameters = {});
  /// Runs one statement and gives the number of rows it added or changed.
  [[nodiscard]] Result<std::int64_t> execute(std::string_view sql,
                                             std::span<const Value> parameters = {});
  /// Runs a script of our own: many statements, no parameters; gives the rows of the last.
  [[nodiscard]] Result<std::vector<Row>> run(const std::string& script);

  /// Adds rows to a table by COPY: much faster than one statement a row.
  [[nodiscard]] Result<void> copy_in(std::string_view table,
                                     std::span<const std::string_view> columns,
                                     std::span<const Row> rows);

  /// Lets the numbers that a table gives its rows go on after those that were copied with theirs.
  [[nodiscard]] Result<void> continue_numbers(std::string_view table,
                                              std::span<const std::string_view> columns);

  /// Whether the connection is gone.
  [[nodiscard]] bool lost() const noexcept { return lost_; }
  /// Whether what failed last failed because others were in the way.
  [[nodiscard]] bool may_do_better() const noexcept { return again_; }
  /// "150020".
  [[nodiscard]] int server_version() const noexcept;
  /// How many rows were added, changed or removed since `begin`.
  [[nodiscard]] std::int64_t changes() const noexcept { return changes_; }
  /// Waits at most so long for a notification on a channel listened to; false if none came.
  [[nodiscard]] bool wait_for_notice(int milliseconds);

 private:
  struct Inside;  ///< What is libpqxx's.
  explicit Connection(std::unique_ptr<Inside> inside);
  [[nodiscard]] Result<void> settle();
  tl::unexpected<Error> failed(const std::exception& thrown, std::string_view doing);

  std::unique_ptr<Inside> inside_;
  bool lost_{false};
  bool again_{false};
  std::int64_t changes_{0};
};

}  // namespace tertil::store::postgresql
