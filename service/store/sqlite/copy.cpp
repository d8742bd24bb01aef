#include "service/store/sqlite/copy.hpp"

#include <sqlite3.h>

#include <memory>

#include "service/store/sqlite/error.hpp"
#include "service/store/sqlite/place.hpp"
#include "service/store/sqlite/reader_pool.hpp"

namespace tertil::store::sqlite {
namespace {

constexpr int kPagesAStep = 2048;
constexpr int kBusyTimeout = 5000;  // ms

struct Close {
  void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
};
struct Finish {
  void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;

tl::unexpected<Error> failed(sqlite3* db, int code, std::string_view doing) {
  return tl::unexpected{make_error(db, code, doing)};
}

Result<Database> open_database(const std::string& path, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Database db{raw};
  if (code != SQLITE_OK) return failed(raw, code, "open " + path);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, kBusyTimeout);
  return db;
}

/// Rows of text; SQL of our own only.
Result<std::vector<std::string>> first_column(sqlite3* db, const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  if (const int code = sqlite3_prepare_v2(db, sql.c_str(), -1, &raw, nullptr); code != SQLITE_OK)
    return failed(db, code, "prepare " + sql);
  const std::unique_ptr<sqlite3_stmt, Finalize> statement{raw};
  std::vector<std::string> rows;
  for (;;) {
    const int code = sqlite3_step(raw);
    if (code == SQLITE_DONE) return rows;
    if (code != SQLITE_ROW) return failed(db, code, "step " + sql);
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(raw, 0));
    rows.emplace_back(text != nullptr ? text : "");
  }
}

/// For a file that nobody writes: no log, no locks, nothing left beside it.
Result<Database> open_unchanging(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%') {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      uri += {'%', kDigits[static_cast<unsigned char>(c) >> 4U],
              kDigits[static_cast<unsigned char>(c) & 0x0FU]};
    } else {
      uri += c;
    }
  }
  return open_database(uri + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

}  // namespace

Result<void> copy_database(const std::string& from, const std::string& to,
                           const CopyProgress& progress) {
  auto source = open_database(from, SQLITE_OPEN_READONLY);
  if (!source) return tl::unexpected{source.error()};
  // The transaction keeps the moment: without it a commit in between begins the copy anew.
  for (const char* hold : {"BEGIN", "SELECT count(*) FROM sqlite_schema"})
    if (auto held = first_column(source->get(), hold); !held) return tl::unexpected{held.error()};
  if (auto made = create(to); !made) return made;
  auto target = open_database(to, SQLITE_OPEN_READWRITE);
  if (!target) return tl::unexpected{target.error()};
  for (const char* fast : {"PRAGMA synchronous = OFF", "PRAGMA journal_mode = OFF"})
    if (auto set = first_column(target->get(), fast); !set) return tl::unexpected{set.error()};
  const std::unique_ptr<sqlite3_backup, Finish> backup{
      sqlite3_backup_init(target->get(), "main", source->get(), "main")};
  if (!backup) return failed(target->get(), sqlite3_errcode(target->get()), "begin copying");
  for (;;) {
    const int code = sqlite3_backup_step(backup.get(), kPagesAStep);
    const auto all = sqlite3_backup_pagecount(backup.get());
    if (progress) progress(all - sqlite3_backup_remaining(backup.get()), all);
    if (code == SQLITE_DONE) return {};
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
      sqlite3_sleep(10);
    } else if (code != SQLITE_OK) {
      return failed(target->get(), code, "copy");
    }
  }
}

Result<std::vector<std::string>> damage_in(const std::string& path) {
  auto db = open_unchanging(path);
  if (!db) return tl::unexpected{db.error()};
  auto found = first_column(db->get(), "PRAGMA integrity_check(20)");
  if (!found) return tl::unexpected{found.error()};
  if (*found == std::vector<std::string>{"ok"}) found->clear();
  const auto orphans =
      first_column(db->get(), "SELECT DISTINCT \"table\" FROM pragma_foreign_key_check");
  if (!orphans) return tl::unexpected{orphans.error()};
  for (const auto& table : *orphans) found->push_back("foreign key of " + table);
  return found;
}

Result<std::map<std::string, std::int64_t>> count_rows(const std::string& path) {
  auto db = open_unchanging(path);
  if (!db) return tl::unexpected{db.error()};
  const auto tables = first_column(db->get(),
                                   "SELECT name FROM sqlite_schema WHERE type = 'table' "
                                   "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
  if (!tables) return tl::unexpected{tables.error()};
  std::map<std::string, std::int64_t> counts;
  for (const auto& table : *tables) {
    std::string quoted;
    for (const char c : table) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
    const auto count = first_column(db->get(), "SELECT count(*) FROM \"" + quoted + '"');
    if (!count) return tl::unexpected{count.error()};
    counts.emplace(table, std::stoll(count->front()));
  }
  return counts;
}

Result<void> read_copy(const std::string& path, const std::function<Result<void>(Reader&)>& work) {
  ReaderPool pool{path, Access::kUnchanging};
  return pool.read(work);
}

}  // namespace tertil::store::sqlite
