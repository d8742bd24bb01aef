/// @file service/store/engine.hpp
/// @brief The store's face: SQL that every engine reads, inside transactions that are callbacks.
///
/// Nothing above this folder knows which engine is behind it. Repositories are written once, in
/// SQL that SQLite and PostgreSQL both understand; where a type's name differs, the migrations
/// have a word for it (service/store/migrations.hpp).
#pragma once
#include <chrono>
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
  /// Adds rows to a table in the quickest way the engine has. Their cells stand in the order of
  /// `columns`; a column that is not named gets its default. Table and columns are literals.
  [[nodiscard]] virtual Result<void> add_rows(std::string_view table,
                                              std::span<const std::string_view> columns,
                                              std::span<const Row> rows);
  /// Says that nothing of this write shows in what is published (logins, keys, the audit log): the
  /// change counter then stays as it is, and nobody builds his figures anew for it.
  virtual void leave_published_alone() = 0;
};

/// Who else has what is committed, before whoever wrote it is told so.
enum class Standby {
  kNotApplicable,  ///< The store is a file.
  kNone,           ///< A server alone.
  kAsynchronous,   ///< A copy that may lack the latest: failing over to it can lose what was told.
  kSynchronous,    ///< A copy that has everything told: only then does failing over lose nothing.
  kUnknown         ///< This role may not see it.
};

/// What /readyz and `doctor` say about the store.
struct Health {
  bool writable{false};
  std::int64_t schema{0};      ///< The number of the newest migration applied.
  std::int64_t size_bytes{0};  ///< Of the data, without the log.
  std::int64_t log_bytes{0};   ///< Of the write-ahead log; 0 where there is none.
  std::string engine;          ///< "SQLite 3.40.1".
  std::string reason;          ///< Why it is not writable; empty if it is.
  Standby standby{Standby::kNotApplicable};
};

/// A table as the migrations made it, for whoever copies a whole store.
struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> key;      ///< The primary key's columns.
  std::vector<std::string> parents;  ///< The tables whose rows its rows refer to.
};

/// Blocking: call from the blocking pool, never from an I/O thread. Safe to share.
class Engine {
 public:
  virtual ~Engine() = default;
  /// A connection that turns out to be gone is replaced, and `work` called again from its
  /// beginning, as long as it has been given nothing.
  [[nodiscard]] virtual Result<void> read(const std::function<Result<void>(Reader&)>& work) = 0;
  /// Commits, and syncs, if `work` succeeds; rolls back if it fails or throws. One write at a
  /// time; whoever comes while another writes waits for its turn. `work` may be called again as in
  /// a read. If a connection goes while COMMIT is under way, the error is kBusy and says that
  /// nobody knows what became of it.
  [[nodiscard]] virtual Result<void> write(const std::function<Result<void>(Writer&)>& work) = 0;
  /// A number that changes whenever anybody, this process or another, has committed a write, but
  /// for those that left the published alone.
  [[nodiscard]] virtual Result<std::int64_t> change_counter() = 0;
  /// Waits until another process may have committed, but so long at most. True if it may have: the
  /// counter tells. An engine that nobody tells waits the whole time.
  [[nodiscard]] virtual bool wait_for_change(std::chrono::milliseconds most);
  [[nodiscard]] virtual Result<Health> health() = 0;
  /// Whether the store is a server: then other instances, on other machines and with other data
  /// directories, may be on it too, and whatever one of them needs of another must be in it.
  [[nodiscard]] virtual bool is_shared() const noexcept { return false; }
  /// Every table but the list of migrations, those that others refer to first.
  [[nodiscard]] virtual Result<std::vector<Table>> tables() = 0;
};

/// Opens the store that `url` names ("sqlite:DIR/tertil.db" or "postgresql://…"), brings its schema
/// forward and gives it. Fails with words for the operator, who never reads the password: a newer
/// schema, a network file system, a file that is no store, a server that cannot be reached.
[[nodiscard]] Result<std::unique_ptr<Engine>> open(const std::string& url,
                                                   const Clock& clock = system_clock());

/// Opens without bringing the schema forward or creating anything: for `migrate --plan` and
/// `doctor`.
[[nodiscard]] Result<std::vector<std::string>> pending_migrations(const std::string& url);

}  // namespace tertil::store
