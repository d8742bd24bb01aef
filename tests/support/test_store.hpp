/// @file tests/support/test_store.hpp
/// @brief Which engine the tests run on, and a store of a test's own in it.
///
/// SQLite, in the test's own folder, unless $TERTIL_TEST_STORE names a PostgreSQL server
/// (tests/postgresql.sh): then a database that is called what the folder is called.
#pragma once
#include <filesystem>
#include <string>

namespace tertil::tests {

/// Whether the tests run on PostgreSQL.
[[nodiscard]] bool on_postgresql();

/// Whether its databases have been placed on stand-ins for Citus (citus_stand_in.hpp), which
/// $TERTIL_TEST_CITUS_STAND_IN asks for: other keys, the same answers.
[[nodiscard]] bool on_citus_stand_in();

/// The address of the folder's store; its database is made when it is not there.
[[nodiscard]] std::string store_in(const std::filesystem::path& folder);

/// Makes the folder's database as a copy of another's, whose store nobody has open. On SQLite
/// there is nothing to do: who copies the folder has copied the store.
void copy_store(const std::filesystem::path& from, const std::filesystem::path& to);

/// Throws the folder's database away. On SQLite it goes with the folder.
void drop_store(const std::filesystem::path& folder) noexcept;

/// The statement that takes a guard of a table away, for tests of what it guards against.
[[nodiscard]] std::string drop_trigger(const std::string& table, const std::string& guard);

/// Runs SQL in the folder's database, past the engine. For PostgreSQL alone.
void run_sql(const std::filesystem::path& folder, const std::string& sql);

/// Ends all other connections to the folder's database. For PostgreSQL alone.
void tear_connections(const std::filesystem::path& folder);

/// The folder's database, thrown away at the end.
class OwnStore {
 public:
  explicit OwnStore(std::filesystem::path folder) : folder_{std::move(folder)} {}
  OwnStore(const OwnStore&) = delete;
  OwnStore& operator=(const OwnStore&) = delete;
  ~OwnStore() { drop_store(folder_); }
  /// It stays for others to copy.
  void keep() { folder_.clear(); }
  [[nodiscard]] std::string url() const { return store_in(folder_); }

 private:
  std::filesystem::path folder_;
};

}  // namespace tertil::tests
