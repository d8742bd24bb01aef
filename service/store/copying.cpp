#include "service/store/copying.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "service/store/sha256.hpp"
#include "service/store/table_pages.hpp"

namespace tertil::store {
namespace {

/// What the migrations leave in a store that nobody has used: one row each, with 0 in a column.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kNeverEmpty{
    {{"clock", "last"}, {"audit_head", "seq"}}};

constexpr std::string_view kUploadParts = "upload_part";

tl::unexpected<Error> not_empty(std::string_view table) {
  return fail(ErrorCode::kConflict,
              {"Målet innehåller redan uppgifter. Kopiera till en tom databas.",
               "The target holds data already. Copy into an empty store."},
              "store/copying: rows in " + std::string{table});
}

Result<void> check_empty(Reader& reader, const std::vector<Table>& tables) {
  for (const auto& table : tables) {
    std::string_view used;
    for (const auto& [name, column] : kNeverEmpty)
      if (name == table.name) used = column;
    const auto rows = reader.query(
        used.empty() ? fmt::format("SELECT 1 FROM {} LIMIT 1", table.name)
                     : fmt::format("SELECT 1 FROM {} WHERE {} <> 0 LIMIT 1", table.name, used),
        {});
    if (!rows) return tl::unexpected{rows.error()};
    if (!rows->empty()) return not_empty(table.name);
  }
  return {};
}

Result<void> check_same(std::vector<Table> from, const std::vector<Table>& to) {
  const auto same = [](const Table& a, const Table& b) {
    return a.name == b.name && a.columns == b.columns && a.key == b.key;
  };
  std::ranges::sort(from, {}, &Table::name);
  auto sorted = to;
  std::ranges::sort(sorted, {}, &Table::name);
  if (std::ranges::equal(from, sorted, same)) return {};
  return fail(ErrorCode::kRefused,
              {"Databaserna har olika schema. Kör tertil migrate på båda.",
               "The stores have different schemas. Run tertil migrate on both."},
              "store/copying: tables differ");
}

Result<void> run(Writer& writer, std::string_view sql, std::span<const Value> parameters) {
  if (auto done = writer.execute(sql, parameters); !done) return tl::unexpected{done.error()};
  return {};
}

/// The log only grows at its end, one entry at a time, and its head follows.
Result<void> add_audit(Writer& writer, const Table& table,
                       std::span<const std::string_view> columns, std::span<const Row> rows) {
  const auto place = [&table](std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(table.columns, name) - table.columns.begin());
  };
  for (const auto& row : rows) {
    if (auto added = writer.add_rows(table.name, columns, {&row, 1}); !added) return added;
    const std::array<Value, 2> head{row[place("seq")], row[place("hash")]};
    if (auto moved = run(writer, "UPDATE audit_head SET seq = $1, hash = $2", head); !moved)
      return moved;
  }
  return {};
}

Result<void> add_page(Writer& writer, const Table& table, std::span<const Row> rows) {
  const std::vector<std::string_view> columns{table.columns.begin(), table.columns.end()};
  if (table.name == "audit") return add_audit(writer, table, columns, rows);
  if (table.name == "audit_head") return {};  // moved by the entries
  if (table.name == "clock") {
    const auto last = std::ranges::find(table.columns, "last") - table.columns.begin();
    return run(writer, "UPDATE clock SET last = $1",
               {&rows.front()[static_cast<std::size_t>(last)], 1});
  }
  return writer.add_rows(table.name, columns, rows);
}

using TakePage = std::function<Result<void>(const Table&, std::span<const Row>)>;

/// Reads everything, gives it page by page, and says what it was.
Result<std::vector<TableDigest>> walk(Reader& reader, const std::vector<Table>& tables,
                                      const TellProgress& tell, const TakePage& take) {
  std::vector<TableDigest> digests;
  for (const auto& table : tables) {
    if (table.name == kUploadParts) continue;
    TableDigest digest{table.name, 0, {}};
    Sha256 sum;
    const auto read = each_page(reader, table, [&](std::span<const Row> rows) -> Result<void> {
      digest_rows(sum, rows);
      digest.rows += std::ssize(rows);
      if (auto taken = take(table, rows); !taken) return taken;
      tell({table.name, digests.size() + 1, tables.size(), digest.rows});
      return {};
    });
    if (!read) return tl::unexpected{read.error()};
    digest.sha256 = sum.hex();
    digests.push_back(std::move(digest));
  }
  return digests;
}

}  // namespace

Result<std::vector<TableDigest>> copy_store(Engine& from, Engine& to, const TellProgress& tell,
                                            const AlsoCopy& also) {
  const auto theirs = from.tables();
  if (!theirs) return tl::unexpected{theirs.error()};
  const auto tables = to.tables();
  if (!tables) return tl::unexpected{tables.error()};
  if (auto same = check_same(*theirs, *tables); !same) return tl::unexpected{same.error()};
  std::vector<TableDigest> digests;
  const auto done = from.read([&](Reader& reader) {
    return to.write([&](Writer& writer) -> Result<void> {
      writer.leave_published_alone();  // the clock is copied like the rest
      if (auto empty = check_empty(writer, *tables); !empty) return empty;
      auto copied = walk(reader, *tables, tell, [&](const Table& table, std::span<const Row> rows) {
        return add_page(writer, table, rows);
      });
      if (!copied) return tl::unexpected{copied.error()};
      digests = std::move(*copied);
      return also ? also(reader, writer) : Result<void>{};
    });
  });
  if (!done) return tl::unexpected{done.error()};
  return digests;
}

Result<std::vector<TableDigest>> digest_store(Engine& engine, const TellProgress& tell) {
  const auto tables = engine.tables();
  if (!tables) return tl::unexpected{tables.error()};
  std::vector<TableDigest> digests;
  const auto done = engine.read([&](Reader& reader) -> Result<void> {
    auto read = walk(reader, *tables, tell,
                     [](const Table&, std::span<const Row>) -> Result<void> { return {}; });
    if (!read) return tl::unexpected{read.error()};
    digests = std::move(*read);
    return {};
  });
  if (!done) return tl::unexpected{done.error()};
  return digests;
}

}  // namespace tertil::store
