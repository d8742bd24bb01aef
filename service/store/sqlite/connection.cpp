#include "service/store/sqlite/connection.hpp"

#include <fmt/format.h>

#include "service/store/sqlite/error.hpp"

namespace tertil::store::sqlite {
namespace {

constexpr std::size_t kMostStatements = 64;
constexpr int kBusyTimeout = 5000;  // ms; BEGIN IMMEDIATE waits this long for another process

constexpr auto kEveryConnection =
    "PRAGMA foreign_keys = ON;"        // off by default, per connection
    "PRAGMA recursive_triggers = ON;"  // so that REPLACE is seen by the triggers on DELETE
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA cache_size = -512;";  // KiB; nine connections must fit in a small server's memory
constexpr auto kWriterOnly =
    "PRAGMA cache_size = -2048;"
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"              // an acknowledged import survives power loss
    "PRAGMA journal_size_limit = 67108864;";  // bytes; shrink the log after a checkpoint

/// SQLite makes the tables that describe tables when they are first used, and asks the authorizer
/// as if it were to change the file.
constexpr auto kDescriptions =
    "SELECT 1 FROM pragma_table_info('clock'); SELECT 1 FROM pragma_foreign_key_list('clock')";

/// What a reading connection may do: nothing that reaches another file or changes this one. Of the
/// pragmas it may use those that describe a table.
int allow_reading(void*, int action, const char* name, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_PRAGMA: {
      const std::string_view pragma{name != nullptr ? name : ""};
      return pragma == "table_info" || pragma == "foreign_key_list" ? SQLITE_OK : SQLITE_DENY;
    }
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_FUNCTION: return SQLITE_OK;
    default: return SQLITE_DENY;
  }
}

int note_log_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

/// As a URI, where `?`, `#` and `%` mean something.
std::string unchanging(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%') {
      uri += fmt::format("%{:02X}", static_cast<int>(c));
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

Result<Connection> Connection::open(const std::string& path, Access access) {
  const int flags = SQLITE_OPEN_NOMUTEX |
                    (access == Access::kWriting ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
                    (access == Access::kUnchanging ? SQLITE_OPEN_URI : 0);
  const std::string name = access == Access::kUnchanging ? unchanging(path) : path;
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags, nullptr);
  Connection connection{std::unique_ptr<sqlite3, Close>{raw}};  // given even when it failed
  if (code != SQLITE_OK) return connection.failed(code, "open " + path);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, kBusyTimeout);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (auto set = connection.configure(access); !set) return tl::unexpected{set.error()};
  return connection;
}

Result<void> Connection::configure(Access access) {
  if (auto set = run(kEveryConnection); !set) return set;
  if (access != Access::kWriting) {
    if (auto told = run(kDescriptions); !told) return told;
    sqlite3_set_authorizer(db_.get(), &allow_reading, nullptr);
    return {};
  }
  if (auto set = run(kWriterOnly); !set) return set;
  // Our own checkpoints: SQLite's automatic one drops the error of a failed sync.
  sqlite3_wal_hook(db_.get(), &note_log_pages, log_pages_.get());
  const auto mode = query("PRAGMA journal_mode");
  const auto sync = query("PRAGMA synchronous");
  if (!mode) return tl::unexpected{mode.error()};
  if (!sync) return tl::unexpected{sync.error()};
  if (mode->at(0).at(0) != Value{"wal"} || sync->at(0).at(0) != Value{std::int64_t{2}}) {
    return fail(ErrorCode::kInternal,
                {"Databasens disk klarar inte det som krävs för att inget ska gå förlorat (WAL). "
                 "Lägg databasen på en lokal disk.",
                 "The store's disk cannot do what it takes to lose nothing (WAL). Put the store "
                 "on a local disk."},
                "store/sqlite: journal_mode, synchronous");
  }
  return {};
}

Result<std::vector<Row>> Connection::query(std::string_view sql,
                                           std::span<const Value> parameters) {
  auto statement = use(sql);
  if (!statement) return tl::unexpected{statement.error()};
  if (auto bound = (*statement)->bind(parameters); !bound) return tl::unexpected{bound.error()};
  std::vector<Row> rows;
  for (;;) {
    const auto more = step(*statement);
    if (!more) return tl::unexpected{more.error()};
    if (!*more) return rows;
    rows.push_back((*statement)->row());
  }
}

Result<std::int64_t> Connection::execute(std::string_view sql, std::span<const Value> parameters) {
  auto statement = use(sql);
  if (!statement) return tl::unexpected{statement.error()};
  if (auto bound = (*statement)->bind(parameters); !bound) return tl::unexpected{bound.error()};
  for (;;) {
    const auto more = step(*statement);
    if (!more) return tl::unexpected{more.error()};
    if (*more) continue;
    return (*statement)->reads_only() ? 0 : std::int64_t{sqlite3_changes64(db_.get())};
  }
}

Result<void> Connection::run(const std::string& script) {
  const int code = sqlite3_exec(db_.get(), script.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failed(code, "run " + script.substr(0, 80));
  return {};
}

Result<StatementLease> Connection::use(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    auto prepared = Statement::prepare(db_.get(), sql);
    if (!prepared) return tl::unexpected{prepared.error()};
    if (statements_.size() >= kMostStatements) {
      std::erase_if(statements_, [](const auto& entry) { return !entry.second.leased(); });
    }
    found = statements_.emplace(std::string{sql}, std::move(*prepared)).first;
  }
  if (found->second.leased()) return failed(SQLITE_MISUSE, "a statement inside itself");
  return StatementLease{found->second};
}

Result<bool> Connection::step(StatementLease& statement) {
  auto more = statement->step();
  sync_failed_ = sync_failed_ || is_sync_failure(statement->code());
  return more;
}

tl::unexpected<Error> Connection::failed(int code, std::string_view doing) {
  sync_failed_ = sync_failed_ || is_sync_failure(code);
  return tl::unexpected{make_error(db_.get(), code, doing)};
}

std::int64_t Connection::total_changes() const noexcept {
  return sqlite3_total_changes64(db_.get());
}

bool Connection::in_transaction() const noexcept { return sqlite3_get_autocommit(db_.get()) == 0; }

Result<void> Connection::checkpoint(Checkpoint how) {
  sqlite3_busy_timeout(db_.get(), 0);  // a slow reader shall not hold up the writers
  int in_log = 0;
  int moved = 0;
  const int code = sqlite3_wal_checkpoint_v2(
      db_.get(), nullptr,
      how == Checkpoint::kPassive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE, &in_log,
      &moved);
  sqlite3_busy_timeout(db_.get(), kBusyTimeout);
  if (code != SQLITE_OK) return failed(code, "checkpoint");
  if (how == Checkpoint::kTruncate) *log_pages_ = 0;
  return {};
}

void Connection::leave_log_alone() noexcept {
  sqlite3_db_config(db_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Connection::release_memory() noexcept { sqlite3_db_release_memory(db_.get()); }

}  // namespace tertil::store::sqlite
