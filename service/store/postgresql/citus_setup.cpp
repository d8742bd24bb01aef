#include "service/store/postgresql/citus_setup.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "service/store/postgresql/writer.hpp"

namespace tertil::store::postgresql {
namespace {

/// Identity columns in reference tables came with it.
constexpr std::pair<int, int> kOldest{12, 1};

/// 'h' is hash; 'n' with 't' is a reference table, without it a local one that Citus knows of.
constexpr auto kColumns =
    "SELECT c.relname::text, EXISTS (SELECT 1 FROM pg_dist_partition d WHERE "
    "d.logicalrelid = c.oid AND (d.partmethod = 'h' OR d.repmodel = 't')), a.attname::text "
    "FROM pg_class c "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') "
    "AND c.relname <> 'schema_migration' ORDER BY c.relname::text COLLATE \"C\", a.attnum";
constexpr auto kUniqueKeys =
    "SELECT c.relname::text, n.relname::text, i.indisprimary, a.attname::text FROM pg_index i "
    "JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid "
    "CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS part (number, place) "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.number "
    "WHERE i.indisunique AND part.place <= i.indnkeyatts "
    "AND c.relnamespace = current_schema()::regnamespace "
    "ORDER BY c.relname::text COLLATE \"C\", n.relname::text COLLATE \"C\", part.place";
constexpr auto kForeignKeys =
    "SELECT c.relname::text, k.conname::text, p.relname::text, k.condeferred, "
    "pg_get_constraintdef(k.oid)::text, a.attname::text, b.attname::text FROM pg_constraint k "
    "JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid "
    "CROSS JOIN unnest(k.conkey, k.confkey) WITH ORDINALITY AS part (ours, theirs, place) "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.ours "
    "JOIN pg_attribute b ON b.attrelid = p.oid AND b.attnum = part.theirs "
    "WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace "
    "ORDER BY c.relname::text COLLATE \"C\", k.conname::text COLLATE \"C\", part.place";
/// Whether reference tables have their rows on the coordinator too. One node alone adds itself.
constexpr auto kCoordinatorHolds =
    "SELECT NOT EXISTS (SELECT 1 FROM pg_dist_node) "
    "OR EXISTS (SELECT 1 FROM pg_dist_node WHERE groupid = 0)";

const std::string& text(const Value& value) { return std::get<std::string>(value); }
bool yes(const Value& value) { return value == Value{std::int64_t{1}}; }

SchemaTable* table_named(std::vector<SchemaTable>& tables, const std::string& name) {
  const auto found = std::ranges::find(tables, name, &SchemaTable::name);
  return found == tables.end() ? nullptr : &*found;
}

/// The last of a list if it is called so, else a new one.
template <class Named>
Named& last_named(std::vector<Named>& list, const std::string& name) {
  if (list.empty() || list.back().name != name) list.emplace_back().name = name;
  return list.back();
}

std::pair<int, int> number_of(std::string_view version) {
  std::pair<int, int> number;
  const auto* const end = version.data() + version.size();
  const auto major = std::from_chars(version.data(), end, number.first);
  if (major.ptr != end && *major.ptr == '.') std::from_chars(major.ptr + 1, end, number.second);
  return number;
}

Result<void> check_cluster(Connection& connection, const std::string& version) {
  if (number_of(version) < kOldest) {
    return fail(ErrorCode::kRefused,
                {fmt::format("Citus 12.1 eller senare behövs; databasen har {}.", version),
                 fmt::format("Citus 12.1 or later is needed; the database has {}.", version)},
                "store/citus: version");
  }
  const auto holds = connection.query(kCoordinatorHolds);
  if (!holds) return tl::unexpected{holds.error()};
  if (yes(holds->at(0).at(0))) return {};
  return fail(ErrorCode::kRefused,
              {"Citus koordinator är inte en av klustrets noder. Kör i databasen: "
               "SELECT citus_set_coordinator_host('VÄRD')",
               "The Citus coordinator is not one of the cluster's nodes. Run in the database: "
               "SELECT citus_set_coordinator_host('HOST')"},
              "store/citus: coordinator");
}

/// What is to be done in the transaction that has been begun; nothing without the extension.
Result<void> place_all(Connection& connection) {
  const auto version = citus_version(connection);
  if (!version) return tl::unexpected{version.error()};
  if (!*version) return {};
  const auto tables = schema_tables(connection);
  if (!tables) return tl::unexpected{tables.error()};
  const auto plan = distribution(*tables);
  if (!plan) return tl::unexpected{plan.error()};
  if (plan->statements.empty()) return {};
  if (auto checked = check_cluster(connection, **version); !checked) return checked;
  if (auto set = connection.run("SET LOCAL statement_timeout = 0"); !set)
    return tl::unexpected{set.error()};
  for (const auto& statement : plan->statements)
    if (auto ran = connection.run(statement); !ran) return tl::unexpected{ran.error()};
  return {};
}

}  // namespace

Result<std::optional<std::string>> citus_version(Connection& connection) {
  const auto rows = connection.query("SELECT extversion FROM pg_extension WHERE extname = 'citus'");
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  return text(rows->at(0).at(0));
}

Result<std::vector<SchemaTable>> schema_tables(Connection& connection) {
  std::vector<SchemaTable> tables;
  const auto columns = connection.query(kColumns);
  if (!columns) return tl::unexpected{columns.error()};
  for (const auto& row : *columns) {
    auto& table = last_named(tables, text(row[0]));
    table.placed = yes(row[1]);
    table.columns.push_back(text(row[2]));
  }
  const auto unique = connection.query(kUniqueKeys);
  if (!unique) return tl::unexpected{unique.error()};
  for (const auto& row : *unique) {
    auto* table = table_named(tables, text(row[0]));
    if (table == nullptr) continue;
    auto& key = last_named(table->unique_keys, text(row[1]));
    key.primary = yes(row[2]);
    key.columns.push_back(text(row[3]));
  }
  const auto foreign = connection.query(kForeignKeys);
  if (!foreign) return tl::unexpected{foreign.error()};
  for (const auto& row : *foreign) {
    auto* table = table_named(tables, text(row[0]));
    if (table == nullptr) continue;
    auto& key = last_named(table->foreign_keys, text(row[1]));
    key.parent = text(row[2]);
    key.deferred = yes(row[3]);
    key.definition = text(row[4]);
    key.columns.push_back(text(row[5]));
    key.parent_columns.push_back(text(row[6]));
  }
  return tables;
}

Result<std::vector<std::string>> citus_plan(Connection& connection) {
  const auto version = citus_version(connection);
  if (!version) return tl::unexpected{version.error()};
  std::vector<std::string> words;
  if (!*version) return words;
  const auto tables = schema_tables(connection);
  if (!tables) return tl::unexpected{tables.error()};
  if (tables->empty()) return std::vector<std::string>{"citus"};
  const auto plan = distribution(*tables);
  if (!plan) return tl::unexpected{plan.error()};
  if (!plan->by_owner.empty())
    words.push_back(fmt::format("citus: by owner: {}", fmt::join(plan->by_owner, ", ")));
  if (!plan->every_node.empty())
    words.push_back(fmt::format("citus: on every node: {}", fmt::join(plan->every_node, ", ")));
  return words;
}

Result<void> distribute(Connection& connection) {
  auto done = connection.begin(Access::kWriting);
  if (done) {
    auto turn = connection.run(std::string{kTakeTurn});
    if (!turn) done = tl::unexpected{turn.error()};
  }
  if (done) done = place_all(connection);
  if (done) done = connection.commit();
  if (!done) connection.rollback();
  return done;
}

}  // namespace tertil::store::postgresql
