/// @file service/store/engine.hpp
/// @brief The store's face: SQL that every engine reads, inside transactions that are callbacks.
///
/// Nothing above this folder knows which engine is behind it. Repositories are written once, in
/// SQL that SQLite and PostgreSQL both understand; where a type's name differs, the migrations
/// have a word for it (service/store/migrations.hpp).
#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/domain/result.hpp"

namespace tertil::store {

/// Bytes that are no text, as blocks of readings are kept.
struct Bytes {
  std::string bytes;
  friend auto operator<=>(const Bytes&, const Bytes&) = default;
};

/// One cell. `monostate` is NULL; an empty string is an empty string.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;
using Row = std::vector<Value>;

/// Reads inside one snapshot: two queries on the same Reader see the same data.
class Reader {
 public:
  virtual ~Reader() = default;
  /// The rows in the order SQL gives them, copied out; empty if there are none. `sql` is a string
  /// that no user has touched and names its parameters $1, $2, …; every engine understands that.
  [[nodiscard]] virtual Result<std::vector<Row>> query(std::string_view sql,
                                                       std::span<const Value> parameters) = 0;
};

/// Reads and writes inside one transaction.
class Writer : public Reader {
 public:
  /// When this write is recorded, the same for all its rows: max(clock, last + 1 µs).
  [[nodiscard]] virtual Instant recorded_at() const = 0;
  /// Runs one statement and gives the number of rows it added or changed.
  [[nodiscard]] virtual Result<std::int64_t> execute(std::string_view sql,
                                                     std::span<const Value> parameters) = 0;
  /// Says that nothing of this write shows in what is published (logins, keys, the audit log): the
  /// change counter then stays as it is, and nobody builds his figures anew for it.
  virtual void leave_published_alone() = 0;
};

/// What /readyz and `doctor` say about the store.
struct Health {
  bool writable{false};
  std::int64_t schema{0};      ///< The number of the newest migration applied.
  std::int64_t size_bytes{0};  ///< Of the data, without the log.
  std::int64_t log_bytes{0};   ///< Of the write-ahead log; 0 where there is none.
  std::string engine;          ///< "SQLite 3.40.1".
  std::string reason;          ///< Why it is not writable; empty if it is.
};

/// Blocking: call from the blocking pool, never from an I/O thread. Safe to share.
class Engine {
 public:
  virtual ~Engine() = default;
  [[nodiscard]] virtual Result<void> read(const std::function<Result<void>(Reader&)>& work) = 0;
  /// Commits, and syncs, if `work` succeeds; rolls back if it fails or throws. One write at a
  /// time; whoever comes while another writes waits for its turn.
  [[nodiscard]] virtual Result<void> write(const std::function<Result<void>(Writer&)>& work) = 0;
  /// A number that changes whenever anybody, this process or another, has committed a write, but
  /// for those that left the published alone.
  [[nodiscard]] virtual Result<std::int64_t> change_counter() = 0;
  [[nodiscard]] virtual Result<Health> health() = 0;
};

/// Opens the store that `url` names ("sqlite:DIR/tertil.db"; "postgresql://…" follows), brings its
/// schema forward and gives it. Fails with words for the operator: a newer schema, a network file
/// system, a file that is no store.
[[nodiscard]] Result<std::unique_ptr<Engine>> open(const std::string& url,
                                                   const Clock& clock = system_clock());

/// Opens without bringing the schema forward or creating anything: for `migrate --plan` and
/// `doctor`.
[[nodiscard]] Result<std::vector<std::string>> pending_migrations(const std::string& url);

}  // namespace tertil::store
