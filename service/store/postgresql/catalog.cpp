#include "service/store/postgresql/catalog.hpp"

#include <algorithm>

namespace tertil::store::postgresql {
namespace {

constexpr auto kColumns =
    "SELECT c.relname::text, a.attname::text FROM pg_class c "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') "
    "AND c.relname <> 'schema_migration' ORDER BY c.relname::text COLLATE \"C\", a.attnum";
/// A number that a table gives its rows is its key, whatever else Citus wants in it.
constexpr auto kKeys =
    "SELECT c.relname::text, a.attname::text FROM pg_constraint k "
    "JOIN pg_class c ON c.oid = k.conrelid "
    "CROSS JOIN unnest(k.conkey) WITH ORDINALITY AS part (number, place) "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.number "
    "JOIN pg_attribute f ON f.attrelid = c.oid AND f.attnum = k.conkey[1] "
    "WHERE k.contype = 'p' AND c.relnamespace = current_schema()::regnamespace "
    "AND (part.place = 1 OR f.attidentity = '') "
    "ORDER BY c.relname::text COLLATE \"C\", part.place";
constexpr auto kParents =
    "SELECT DISTINCT c.relname::text, p.relname::text FROM pg_constraint k "
    "JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid "
    "WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2";

Table* table_named(std::vector<Table>& tables, const std::string& name) {
  const auto found = std::ranges::find(tables, name, &Table::name);
  return found == tables.end() ? nullptr : &*found;
}

/// Puts each row's second cell into a list of the table that its first cell names.
Result<void> add(Reader& reader, const char* sql, std::vector<Table>& tables,
                 std::vector<std::string> Table::*list, bool makes_tables) {
  const auto rows = reader.query(sql, {});
  if (!rows) return tl::unexpected{rows.error()};
  for (const auto& row : *rows) {
    const auto& name = std::get<std::string>(row[0]);
    if (makes_tables && (tables.empty() || tables.back().name != name))
      tables.push_back({name, {}, {}, {}});
    if (auto* table = table_named(tables, name); table != nullptr)
      (table->*list).push_back(std::get<std::string>(row[1]));
  }
  return {};
}

}  // namespace

Result<std::vector<Table>> tables_in(Reader& reader) {
  std::vector<Table> tables;
  if (auto done = add(reader, kColumns, tables, &Table::columns, true); !done)
    return tl::unexpected{done.error()};
  if (auto done = add(reader, kKeys, tables, &Table::key, false); !done)
    return tl::unexpected{done.error()};
  if (auto done = add(reader, kParents, tables, &Table::parents, false); !done)
    return tl::unexpected{done.error()};
  return tables;
}

}  // namespace tertil::store::postgresql
