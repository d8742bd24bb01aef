#include "service/store/sqlite/catalog.hpp"

namespace tertil::store::sqlite {
namespace {

Result<std::vector<std::string>> names(Reader& reader, std::string_view sql,
                                       std::span<const Value> parameters) {
  const auto rows = reader.query(sql, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<std::string> found;
  for (const auto& row : *rows) found.push_back(std::get<std::string>(row[0]));
  return found;
}

}  // namespace

Result<std::vector<Table>> tables_in(Reader& reader) {
  const auto all = names(reader,
                         "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                         "name <> 'schema_migration' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' "
                         "ORDER BY name",
                         {});
  if (!all) return tl::unexpected{all.error()};
  std::vector<Table> tables;
  for (const auto& name : *all) {
    const Value asked = name;
    auto columns =
        names(reader, "SELECT name FROM pragma_table_info($1) ORDER BY cid", {&asked, 1});
    if (!columns) return tl::unexpected{columns.error()};
    auto key = names(reader, "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
                     {&asked, 1});
    if (!key) return tl::unexpected{key.error()};
    auto parents =
        names(reader, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1) ORDER BY 1",
              {&asked, 1});
    if (!parents) return tl::unexpected{parents.error()};
    tables.push_back({name, std::move(*columns), std::move(*key), std::move(*parents)});
  }
  return tables;
}

}  // namespace tertil::store::sqlite
