#include "service/backup/contents.hpp"

#include <fmt/format.h>

#include "service/figures/comparison.hpp"
#include "service/figures/published.hpp"
#include "service/reports/canonical_export.hpp"
#include "service/store/audit.hpp"
#include "service/store/cell.hpp"
#include "service/store/migrations.hpp"
#include "service/store/sha256.hpp"
#include "service/store/sqlite/copy.hpp"
#include "service/store/sqlite/engine.hpp"

namespace tertil::backup {
namespace {

constexpr const char* kAnyRegion = "13";

/// Refuses a schema that this program does not know.
Result<void> read_schema(store::Reader& reader, Contents& contents) {
  const auto rows =
      reader.query("SELECT number, name, sha256 FROM schema_migration ORDER BY number", {});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<store::AppliedMigration> applied;
  for (const auto& row : *rows)
    applied.push_back({store::integer_in(row[0]), store::text_in(row[1]), store::text_in(row[2])});
  if (auto known = store::pending(store::migrations(), applied); !known)
    return tl::unexpected{known.error()};
  if (applied.empty()) return {};
  contents.schema = applied.back().number;
  contents.schema_name = applied.back().name;
  return {};
}

Result<void> export_all(store::Reader& reader, Contents& contents) {
  store::Sha256 digest;
  Canonical canonical;
  auto done = reports::export_canonical(reader, [&](std::string_view line) -> Result<void> {
    digest.update(line);
    digest.update("\n");
    ++canonical.lines;
    return {};
  });
  if (!done) return done;
  canonical.sha256 = digest.hex();
  contents.canonical = std::move(canonical);
  return {};
}

Result<void> read_all(store::Reader& reader, Examined& found) {
  auto& contents = found.contents;
  if (auto read = read_schema(reader, contents); !read) return read;
  // What is older than the program is read once its schema has been brought forward.
  if (contents.schema != store::migrations().back().number) return {};
  const auto log = store::verify(reader);
  if (!log) return tl::unexpected{log.error()};
  contents.audit_entries = log->entries;
  contents.audit_head = log->head;
  if (log->fault)
    found.faults.push_back({fmt::format("Händelseloggen är ändrad vid post {}: {}.",
                                        log->fault->seq, log->fault->what.sv),
                            fmt::format("The audit log was tampered with at entry {}: {}.",
                                        log->fault->seq, log->fault->what.en)});
  return export_all(reader, contents);
}

}  // namespace

Result<Examined> examine(const std::string& database) {
  Examined found;
  const auto damage = store::sqlite::damage_in(database);
  if (!damage) return tl::unexpected{damage.error()};
  for (const auto& one : *damage)
    found.faults.push_back({fmt::format("Databasen är skadad: {}.", one),
                            fmt::format("The store is damaged: {}.", one)});
  if (!damage->empty()) return found;
  auto rows = store::sqlite::count_rows(database);
  if (!rows) return tl::unexpected{rows.error()};
  found.contents.rows = *std::move(rows);
  const auto read = store::sqlite::read_copy(
      database, [&](store::Reader& reader) { return read_all(reader, found); });
  if (!read) return tl::unexpected{read.error()};
  return found;
}

Result<void> answers_a_comparison(const std::string& database) {
  auto engine = store::sqlite::open(database, system_clock());
  if (!engine) return tl::unexpected{engine.error()};
  figures::Published published{**engine};
  if (auto built = published.refresh(); !built) return built;
  if (published.current()->regions.empty()) return {};  // nothing was ever put in
  const auto comparison =
      figures::comparison(*published.current(), {kAnyRegion, {}, figures::Scheme::kThirds});
  if (!comparison) return tl::unexpected{comparison.error()};
  return {};
}

}  // namespace tertil::backup
