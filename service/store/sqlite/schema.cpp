#include "service/store/sqlite/schema.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "service/store/sha256.hpp"
#include "service/store/sqlite/engine.hpp"

namespace tertil::store::sqlite {
namespace {

constexpr auto kLedger =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    "number INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, "
    "applied_at INTEGER NOT NULL) STRICT";

Result<void> apply(Connection& connection, const Migration& migration, Instant now) {
  const auto sql = in_dialect(migration.sql, dialect());
  if (!sql) return tl::unexpected{sql.error()};
  if (auto ran = connection.run(*sql); !ran) return ran;
  const std::array<Value, 4> note{migration.number, std::string{migration.name},
                                  sha256_hex(migration.sql), now.microseconds};
  const auto noted = connection.execute(
      "INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES ($1, $2, $3, $4)",
      note);
  if (!noted) return tl::unexpected{noted.error()};
  return {};
}

/// Applies the first pending migration; false if there was none.
Result<bool> apply_next(Connection& connection, std::span<const Migration> known, Instant now) {
  const auto done = applied(connection);
  if (!done) return tl::unexpected{done.error()};
  const auto rest = pending(known, *done);
  if (!rest) return tl::unexpected{rest.error()};
  if (rest->empty()) return false;
  if (auto made = connection.execute(kLedger); !made) return tl::unexpected{made.error()};
  if (auto ran = apply(connection, rest->front(), now); !ran) return tl::unexpected{ran.error()};
  return true;
}

}  // namespace

const Dialect& dialect() {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kWords{
      {{"{text}", "TEXT"},
       {"{bigint}", "INTEGER"},
       {"{real}", "REAL"},
       {"{blob}", "BLOB"},
       {"{json}", "TEXT"},
       {"{identity}", "INTEGER PRIMARY KEY NOT NULL"},
       {"{strict}", "STRICT"}}};
  static constexpr Dialect kSqlite{"sqlite", kWords};
  return kSqlite;
}

Result<std::vector<AppliedMigration>> applied(Connection& connection) {
  const auto tables = connection.query("SELECT name FROM sqlite_schema WHERE type = 'table'");
  if (!tables) return tl::unexpected{tables.error()};
  std::vector<AppliedMigration> found;
  if (tables->empty()) return found;
  if (std::ranges::find(*tables, Row{"schema_migration"}) == tables->end()) {
    return fail(ErrorCode::kRefused,
                {"Filen är en annan databas än tertils. Ange en annan fil.",
                 "The file is a database of something else than tertil. Name another file."},
                "store/sqlite: no table schema_migration");
  }
  const auto rows =
      connection.query("SELECT number, name, sha256 FROM schema_migration ORDER BY number");
  if (!rows) return tl::unexpected{rows.error()};
  for (const auto& row : *rows) {
    found.push_back({std::get<std::int64_t>(row[0]), std::get<std::string>(row[1]),
                     std::get<std::string>(row[2])});
  }
  return found;
}

Result<void> migrate(Connection& connection, std::span<const Migration> known, Instant now) {
  for (;;) {
    if (auto begun = connection.execute("BEGIN IMMEDIATE"); !begun) {
      return tl::unexpected{begun.error()};
    }
    const auto more = apply_next(connection, known, now);
    if (more && *more) {
      if (auto done = connection.execute("COMMIT"); !done) return tl::unexpected{done.error()};
      continue;
    }
    if (connection.in_transaction()) (void)connection.execute("ROLLBACK");
    if (!more) return tl::unexpected{more.error()};
    return {};
  }
}

}  // namespace tertil::store::sqlite
