#include "service/store/postgresql/engine.hpp"

#include <fmt/format.h>

#include "service/store/postgresql/catalog.hpp"
#include "service/store/postgresql/change_watch.hpp"
#include "service/store/postgresql/citus_setup.hpp"
#include "service/store/postgresql/reader_pool.hpp"
#include "service/store/postgresql/schema.hpp"
#include "service/store/postgresql/server_state.hpp"
#include "service/store/postgresql/writer.hpp"
#include "service/store/table_order.hpp"

namespace tertil::store::postgresql {
namespace {

constexpr int kOldestServer = 150'000;

class PostgresqlEngine final : public Engine {
 public:
  PostgresqlEngine(Address address, std::unique_ptr<Connection> connection, const Clock& clock)
      : address_{std::move(address)},
        readers_{address_},
        watch_{address_},
        writer_{address_, std::move(connection), clock} {}

  Result<void> read(const std::function<Result<void>(Reader&)>& work) override {
    return readers_.read(work);
  }

  Result<void> write(const std::function<Result<void>(Writer&)>& work) override {
    return writer_.write(work);
  }

  Result<std::int64_t> change_counter() override {
    std::int64_t last = 0;
    auto asked = read([&](Reader& reader) -> Result<void> {
      const auto rows = reader.query("SELECT last FROM clock", {});
      if (!rows) return tl::unexpected{rows.error()};
      last = std::get<std::int64_t>(rows->at(0).at(0));
      return {};
    });
    if (!asked) return tl::unexpected{asked.error()};
    return last;
  }

  bool wait_for_change(std::chrono::milliseconds most) override { return watch_.wait(most); }

  bool is_shared() const noexcept override { return true; }

  Result<Health> health() override {
    Health health;
    auto asked = read([&](Reader& reader) -> Result<void> {
      auto state = server_state(reader);
      if (!state) return tl::unexpected{state.error()};
      health = std::move(*state);
      return {};
    });
    if (!asked) return tl::unexpected{asked.error()};
    return health;
  }

  Result<std::vector<Table>> tables() override {
    std::vector<Table> found;
    auto asked = read([&](Reader& reader) -> Result<void> {
      auto tables = tables_in(reader);
      if (!tables) return tl::unexpected{tables.error()};
      found = std::move(*tables);
      return {};
    });
    if (!asked) return tl::unexpected{asked.error()};
    return parents_first(std::move(found));
  }

 private:
  Address address_;
  ReaderPool readers_;
  ChangeWatch watch_;
  TurnWriter writer_;
};

/// An error of opening, in words for whoever gave the address.
Error cannot_open(const Address& address, const Error& error) {
  if (error.code == ErrorCode::kRefused) return error;
  return {error.code,
          {fmt::format("Databasen {} kan inte öppnas: {}", address.shown(), error.where),
           fmt::format("The store {} cannot be opened: {}", address.shown(), error.where)},
          error.where};
}

Result<void> check_server(Connection& connection) {
  const auto encoding = connection.query("SHOW server_encoding");
  if (!encoding) return tl::unexpected{encoding.error()};
  const auto& name = std::get<std::string>(encoding->at(0).at(0));
  if (name != "UTF8") {
    return fail(ErrorCode::kRefused,
                {fmt::format("Databasen har teckenkodningen {}; den måste ha UTF8. Skapa den med: "
                             "createdb --encoding=UTF8 --template=template0 NAMN",
                             name),
                 fmt::format("The database's encoding is {}; it must be UTF8. Make it with: "
                             "createdb --encoding=UTF8 --template=template0 NAME",
                             name)},
                "store/postgresql: server_encoding");
  }
  return {};
}

Result<std::unique_ptr<Connection>> connect(const Address& address) {
  auto connection = Connection::open(address);
  if (!connection) return tl::unexpected{cannot_open(address, connection.error())};
  if ((*connection)->server_version() < kOldestServer) {
    const int found = (*connection)->server_version() / 10'000;
    return fail(ErrorCode::kRefused,
                {fmt::format("PostgreSQL 15 eller senare behövs; servern har {}.", found),
                 fmt::format("PostgreSQL 15 or later is needed; the server has {}.", found)},
                "store/postgresql: server version");
  }
  return connection;
}

/// What is asked in a reading transaction of its own.
template <class T>
Result<T> asked(Connection& connection, const std::function<Result<T>(Connection&)>& question) {
  if (auto begun = connection.begin(Access::kReading); !begun) {
    return tl::unexpected{begun.error()};
  }
  auto answer = question(connection);
  connection.rollback();
  return answer;
}

/// Whether the server can be written to, with the database's encoding looked at.
Result<bool> takes_writes(Connection& connection) {
  return asked<bool>(connection, [](Connection& asking) -> Result<bool> {
    if (auto checked = check_server(asking); !checked) return tl::unexpected{checked.error()};
    const auto rows = asking.query(
        "SELECT NOT pg_is_in_recovery() AND "
        "current_setting('default_transaction_read_only') = 'off'");
    if (!rows) return tl::unexpected{rows.error()};
    return rows->at(0).at(0) == Value{std::int64_t{1}};
  });
}

Result<std::vector<Migration>> pending_of(Connection& connection,
                                          std::span<const Migration> known) {
  const auto done = asked<std::vector<AppliedMigration>>(
      connection, [](Connection& asking) { return applied(asking); });
  if (!done) return tl::unexpected{done.error()};
  return pending(known, *done);
}

}  // namespace

Result<std::unique_ptr<Engine>> open(const std::string& url, const Clock& clock,
                                     std::span<const Migration> migrations) {
  const Address address{url};
  auto connection = connect(address);
  if (!connection) return tl::unexpected{connection.error()};
  const auto writable = takes_writes(**connection);
  if (!writable) return tl::unexpected{cannot_open(address, writable.error())};
  if (*writable) {
    if (auto done = migrate(**connection, migrations, clock.now()); !done) {
      return tl::unexpected{cannot_open(address, done.error())};
    }
    if (auto placed = distribute(**connection); !placed) {
      return tl::unexpected{cannot_open(address, placed.error())};
    }
  } else {
    const auto rest = pending_of(**connection, migrations);
    if (!rest) return tl::unexpected{cannot_open(address, rest.error())};
    if (!rest->empty()) {
      return fail(ErrorCode::kRefused,
                  {"Databasservern tar bara emot läsning och databasen är äldre än programmet, så "
                   "den kan inte användas.",
                   "The database server takes reading only and the store is older than the "
                   "program, so it cannot be used."},
                  "store/postgresql: read-only");
    }
  }
  return std::make_unique<PostgresqlEngine>(address, std::move(*connection), clock);
}

Result<std::vector<std::string>> pending_migrations(const std::string& url,
                                                    std::span<const Migration> migrations) {
  const Address address{url};
  auto connection = connect(address);
  if (!connection) return tl::unexpected{connection.error()};
  const auto rest = pending_of(**connection, migrations);
  if (!rest) return tl::unexpected{cannot_open(address, rest.error())};
  std::vector<std::string> names;
  names.reserve(rest->size());
  for (const auto& migration : *rest) names.emplace_back(migration.name);
  const auto placing = asked<std::vector<std::string>>(**connection, citus_plan);
  if (!placing) return tl::unexpected{cannot_open(address, placing.error())};
  names.insert(names.end(), placing->begin(), placing->end());
  return names;
}

}  // namespace tertil::store::postgresql
