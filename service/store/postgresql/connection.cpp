#include "service/store/postgresql/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pqxx/connection>
#include <pqxx/errorhandler>
#include <pqxx/nontransaction>
#include <pqxx/prepared_statement>
#include <pqxx/transaction>
#include <unordered_map>

#include "service/store/postgresql/cells.hpp"
#include "service/store/postgresql/copy.hpp"
#include "service/store/postgresql/silence_watch.hpp"
#include "service/store/postgresql/statement_text.hpp"

namespace tertil::store::postgresql {
namespace {

constexpr std::size_t kMostStatements = 256;
constexpr std::size_t kMostOfStatement = 160;  ///< Of its text, in an error.

/// Times in milliseconds, keepalives in seconds. A writer whose machine died must not keep its turn
/// for hours, so the server is to look for it. A plan made for an empty table is not kept while a
/// batch fills it. Whoever set a stronger synchronous_commit keeps it.
constexpr auto kSettings =
    "SET standard_conforming_strings = on;"
    "SET bytea_output = 'hex';"
    "SET extra_float_digits = 1;"
    "SET client_min_messages = warning;"
    "SET statement_timeout = 60000;"
    "SET lock_timeout = 30000;"
    "SET tcp_keepalives_idle = 10;"
    "SET tcp_keepalives_interval = 5;"
    "SET tcp_keepalives_count = 3;"
    "SET jit = off;"
    "SET plan_cache_mode = force_custom_plan;"
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') <> 'remote_apply'";

/// Catches what libpqxx would print. A warning that comes with COMMIT says that a standby does not
/// have what was committed, in whatever language the server speaks.
class Warnings final : public pqxx::errorhandler {
 public:
  using errorhandler::errorhandler;
  bool operator()(const char text[]) noexcept override {
    try {
      latest_ = text;
    } catch (...) {  // out of memory: that there was one is what counts
      latest_.assign(1, '?');
    }
    return false;
  }
  std::string take() { return std::exchange(latest_, {}); }

 private:
  std::string latest_;
};

/// A change is told from a look by what the server says it did.
bool counts_as_change(const pqxx::result& result) { return result.columns() == 0; }

}  // namespace

struct Connection::Inside {
  explicit Inside(std::string address)
      : url{std::move(address)}, connection{url}, warnings{connection} {
    connection.set_verbosity(pqxx::connection_base::terse);  // details repeat what was stored
  }
  std::string url;
  pqxx::connection connection;
  Warnings warnings;
  std::unique_ptr<pqxx::transaction_base> transaction;
  std::unordered_map<std::string, std::string> prepared;

  pqxx::result exec(std::string_view sql, std::span<const Value> parameters,
                    const std::vector<std::string>& texts, const std::string& written) {
    auto key = kinds_of(parameters) + std::string{sql};
    auto found = prepared.find(key);
    if (found == prepared.end()) {
      if (prepared.size() >= kMostStatements) forget_all();
      const auto name = "s" + std::to_string(prepared.size());
      connection.prepare(name, written);
      found = prepared.emplace(std::move(key), name).first;
    }
    return transaction->exec_prepared(found->second, pqxx::prepare::make_dynamic_params(texts));
  }

  [[nodiscard]] SilenceWatch::Waiting waiting() const {
    return SilenceWatch::Waiting{connection.sock(), url};
  }

  void forget_all() {
    for (const auto& [key, name] : prepared) connection.unprepare(name);
    prepared.clear();
  }
};

Connection::Connection(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {}

Connection::~Connection() { rollback(); }

Result<std::unique_ptr<Connection>> Connection::open(const Address& address) {
  try {
    std::unique_ptr<Connection> connection{
        new Connection{std::make_unique<Inside>(address.to_connect())}};
    if (auto settled = connection->settle(); !settled) return tl::unexpected{settled.error()};
    return connection;
  } catch (const std::exception& thrown) {
    auto failure = failure_of(thrown, "connect");
    failure.error.where = address.without_secrets(std::move(failure.error.where));
    return tl::unexpected{std::move(failure.error)};
  }
}

Result<void> Connection::settle() {
  if (auto set = run(kSettings); !set) return tl::unexpected{set.error()};
  return {};
}

int Connection::server_version() const noexcept { return inside_->connection.server_version(); }

Result<void> Connection::begin(Access access) {
  changes_ = 0;
  again_ = false;
  const auto waiting = inside_->waiting();
  try {
    if (access == Access::kReading) {
      inside_->transaction =
          std::make_unique<pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>>(
              inside_->connection);
    } else {
      inside_->transaction = std::make_unique<pqxx::work>(inside_->connection);
    }
    return {};
  } catch (const std::exception& thrown) {
    return failed(thrown, "begin");
  }
}

Result<void> Connection::commit() {
  (void)inside_->warnings.take();
  const auto waiting = inside_->waiting();
  try {
    inside_->transaction->commit();
    inside_->transaction.reset();
  } catch (const std::exception& thrown) {
    auto failure = failed(thrown, "commit");
    if (lost_) return tl::unexpected{unknown_outcome(std::move(failure.value().where))};
    return failure;
  }
  if (const auto warning = inside_->warnings.take(); !warning.empty()) {
    return tl::unexpected{unknown_outcome("store/postgresql: commit: " + warning)};
  }
  return {};
}

void Connection::rollback() noexcept {
  try {
    const auto waiting = inside_->waiting();
    inside_->transaction.reset();  // libpqxx sends ROLLBACK
  } catch (const std::exception&) {
    lost_ = true;
  }
  lost_ = lost_ || !inside_->connection.is_open();
}

Result<std::vector<Row>> Connection::query(std::string_view sql,
                                           std::span<const Value> parameters) {
  const auto texts = as_texts(parameters);
  if (!texts) return tl::unexpected{texts.error()};
  const auto written = typed(sql, parameters);
  if (!written) return tl::unexpected{written.error()};
  const auto waiting = inside_->waiting();
  try {
    const auto result = inside_->exec(sql, parameters, *texts, *written);
    if (counts_as_change(result)) changes_ += static_cast<std::int64_t>(result.affected_rows());
    return rows_in(result);
  } catch (const std::exception& thrown) {
    return failed(thrown, sql);
  }
}

Result<std::int64_t> Connection::execute(std::string_view sql, std::span<const Value> parameters) {
  const auto texts = as_texts(parameters);
  if (!texts) return tl::unexpected{texts.error()};
  const auto written = typed(sql, parameters);
  if (!written) return tl::unexpected{written.error()};
  const auto waiting = inside_->waiting();
  try {
    const auto result = inside_->exec(sql, parameters, *texts, *written);
    if (!counts_as_change(result)) return 0;
    const auto rows = static_cast<std::int64_t>(result.affected_rows());
    changes_ += rows;
    return rows;
  } catch (const std::exception& thrown) {
    return failed(thrown, sql);
  }
}

Result<std::vector<Row>> Connection::run(const std::string& script) {
  const auto waiting = inside_->waiting();
  try {
    if (inside_->transaction) return rows_in(inside_->transaction->exec(script));
    pqxx::nontransaction alone{inside_->connection};
    return rows_in(alone.exec(script));
  } catch (const std::exception& thrown) {
    return failed(thrown, "run " + script.substr(0, 80));
  }
}

tl::unexpected<Error> Connection::failed(const std::exception& thrown, std::string_view doing) {
  auto failure = failure_of(thrown, doing.substr(0, kMostOfStatement));
  lost_ = lost_ || failure.lost || !inside_->connection.is_open();
  again_ = failure.again;
  if (lost_ && failure.error.code == ErrorCode::kInternal)
    failure.error = unreachable(std::move(failure.error.where));
  return tl::unexpected{std::move(failure.error)};
}

Result<void> Connection::copy_in(std::string_view table, std::span<const std::string_view> columns,
                                 std::span<const Row> rows) {
  const auto waiting = inside_->waiting();
  try {
    if (auto copied = copy_rows(*inside_->transaction, table, columns, rows); !copied)
      return copied;
    changes_ += static_cast<std::int64_t>(rows.size());
    return {};
  } catch (const std::exception& thrown) {
    return failed(thrown, "copy into " + std::string{table});
  }
}

Result<void> Connection::continue_numbers(std::string_view table,
                                          std::span<const std::string_view> columns) {
  const Value name{std::string{table}};
  const auto numbered = query(
      "SELECT attname::text FROM pg_attribute WHERE attrelid = $1::regclass AND attidentity <> ''",
      {&name, 1});
  if (!numbered) return tl::unexpected{numbered.error()};
  for (const auto& row : *numbered) {
    const auto& column = std::get<std::string>(row[0]);
    if (std::ranges::find(columns, column) == columns.end()) continue;
    const auto set = run(fmt::format(
        "SELECT setval(pg_get_serial_sequence('{0}', '{1}'), max({1})) FROM {0}", table, column));
    if (!set) return tl::unexpected{set.error()};
  }
  return {};
}

bool Connection::wait_for_notice(int milliseconds) {
  try {
    return inside_->connection.await_notification(milliseconds / 1000,
                                                  (milliseconds % 1000) * 1000) > 0;
  } catch (const std::exception&) {
    lost_ = true;
    return false;
  }
}

}  // namespace tertil::store::postgresql
