#include "tests/support/test_store.hpp"

#include <cstdlib>
#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <stdexcept>
#include <string_view>

#include "service/store/engine.hpp"
#include "tests/support/citus_stand_in.hpp"

namespace tertil::tests {
namespace {

/// Holds the schema and nothing else; every other database begins as a copy of it.
std::string empty() { return on_citus_stand_in() ? "tertil_citus" : "tertil_empty"; }

std::string server() {
  const char* url = std::getenv("TERTIL_TEST_STORE");
  return url != nullptr ? url : "";
}

/// The same server, another database.
std::string address_of(const std::string& database) {
  auto url = server();
  const auto from = url.find('/', url.find("://") + 3) + 1;
  return url.replace(from, url.find('?', from) - from, database);
}

std::string database_of(const std::filesystem::path& folder) { return folder.filename().string(); }

bool is_there(pqxx::nontransaction& ask, const std::string& database) {
  return !ask.exec_params("SELECT 1 FROM pg_database WHERE datname = $1", database).empty();
}

/// One test program at a time makes the first one.
void make_empty(pqxx::nontransaction& ask) {
  if (is_there(ask, empty())) return;
  ask.exec("SELECT pg_advisory_lock(1)");
  if (!is_there(ask, empty())) {
    const std::string made = empty() + "_made";
    ask.exec("CREATE DATABASE " + made);
    if (on_citus_stand_in()) {
      pqxx::connection connection{address_of(made)};
      pqxx::nontransaction{connection}.exec(kCitusStandIn);
    }
    if (auto opened = store::open(address_of(made)); !opened)
      throw std::runtime_error{opened.error().where};
    ask.exec("ALTER DATABASE " + made + " RENAME TO " + empty());
  }
  ask.exec("SELECT pg_advisory_unlock(1)");
}

void make(const std::string& database, const std::string& from) {
  pqxx::connection connection{server()};
  pqxx::nontransaction ask{connection};
  if (is_there(ask, database)) return;
  if (from == empty()) make_empty(ask);
  ask.exec("CREATE DATABASE " + ask.quote_name(database) + " TEMPLATE " + ask.quote_name(from));
}

}  // namespace

bool on_postgresql() { return !server().empty(); }

bool on_citus_stand_in() { return std::getenv("TERTIL_TEST_CITUS_STAND_IN") != nullptr; }

std::string store_in(const std::filesystem::path& folder) {
  if (!on_postgresql()) return "sqlite:" + (folder / "tertil.db").string();
  make(database_of(folder), empty());
  return address_of(database_of(folder));
}

void copy_store(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (on_postgresql()) make(database_of(to), database_of(from));
}

void drop_store(const std::filesystem::path& folder) noexcept {
  if (!on_postgresql() || folder.empty()) return;
  try {
    pqxx::connection connection{server()};
    pqxx::nontransaction ask{connection};
    ask.exec("DROP DATABASE IF EXISTS " + ask.quote_name(database_of(folder)) + " WITH (FORCE)");
  } catch (const std::exception&) {  // the server is thrown away too
  }
}

std::string drop_trigger(const std::string& table, const std::string& guard) {
  return "DROP TRIGGER " + table + "_" + guard + (on_postgresql() ? " ON " + table : "");
}

void run_sql(const std::filesystem::path& folder, const std::string& sql) {
  pqxx::connection connection{address_of(database_of(folder))};
  pqxx::nontransaction ask{connection};
  ask.exec(sql);
}

void tear_connections(const std::filesystem::path& folder) {
  pqxx::connection connection{server()};
  pqxx::nontransaction ask{connection};
  ask.exec_params("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1",
                  database_of(folder));
}

}  // namespace tertil::tests
