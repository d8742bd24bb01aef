#include "service/store/sqlite/engine.hpp"

#include <sqlite3.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX's, not C's

#include <filesystem>
#include <mutex>
#include <optional>

#include "service/store/sqlite/catalog.hpp"
#include "service/store/sqlite/connection.hpp"
#include "service/store/sqlite/place.hpp"
#include "service/store/sqlite/reader_pool.hpp"
#include "service/store/sqlite/schema.hpp"
#include "service/store/sqlite/writer_thread.hpp"
#include "service/store/table_order.hpp"

namespace tertil::store::sqlite {
namespace {

namespace fs = std::filesystem;

constexpr int kOldestSqlite = 3'040'000;

/// A copy of a database and its log, gone when the store is closed.
class Copy {
 public:
  [[nodiscard]] static Result<Copy> of(const std::string& path) {
    std::error_code error;
    std::string folder = (fs::temp_directory_path(error) / "tertil-XXXXXX").string();
    Copy copy;
    if (error || ::mkdtemp(folder.data()) == nullptr) return failed(path);
    copy.folder_ = folder;
    fs::copy_file(path, copy.path(), error);
    if (!error) fs::copy_file(path + "-wal", copy.path() + "-wal", error);
    if (error) return failed(path);
    return copy;
  }
  Copy(Copy&& other) noexcept : folder_{std::exchange(other.folder_, {})} {}
  Copy& operator=(Copy&&) = delete;
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  ~Copy() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  [[nodiscard]] std::string path() const { return folder_ + "/tertil.db"; }

 private:
  Copy() = default;
  static tl::unexpected<Error> failed(const std::string& path) {
    return fail(ErrorCode::kRefused,
                {"Databasen är skrivskyddad och har en logg som inte kan kopieras för läsning.",
                 "The store is read-only and has a log that cannot be copied for reading."},
                "store/sqlite: copy " + path);
  }
  std::string folder_;
};

class SqliteEngine final : public Engine {
 public:
  /// `writer` is empty where nothing can be written, for the reason `read_only` gives; `path` is
  /// what the readers open.
  SqliteEngine(std::string path, Access access, std::optional<Copy> copy, std::string read_only,
               std::optional<Connection> writer, const Clock& clock)
      : path_{std::move(path)},
        access_{access},
        copy_{std::move(copy)},
        read_only_{std::move(read_only)},
        readers_{path_, access} {
    if (writer) writer_.emplace(std::move(*writer), clock);
  }
  SqliteEngine(const SqliteEngine&) = delete;
  SqliteEngine& operator=(const SqliteEngine&) = delete;
  ~SqliteEngine() override {
    // The readers go first, so that the writer is the last and leaves a file without a log.
    observer_.reset();
    readers_.close_idle();
  }

  Result<void> read(const std::function<Result<void>(Reader&)>& work) override {
    return readers_.read(work);
  }

  Result<void> write(const std::function<Result<void>(Writer&)>& work) override {
    if (writer_) return writer_->write(work);
    return fail(ErrorCode::kBusy,
                {"Databasen är skrivskyddad. Den kan läsas, men ingenting sparas.",
                 "The store is read-only. It can be read, but nothing is stored."},
                "store/sqlite: " + read_only_);
  }

  Result<std::int64_t> change_counter() override {
    // Every commit that changes something moves the clock on. PRAGMA data_version would do for
    // this too, but it also changes when the log is emptied.
    const std::lock_guard lock{observer_mutex_};
    if (!observer_) {
      auto opened = Connection::open(path_, access_);
      if (!opened) return tl::unexpected{opened.error()};
      observer_.emplace(std::move(*opened));
    }
    const auto rows = observer_->query("SELECT last FROM clock");
    if (!rows) return tl::unexpected{rows.error()};
    return std::get<std::int64_t>(rows->at(0).at(0));
  }

  Result<Health> health() override {
    Health health{.size_bytes = file_size(path_),
                  .log_bytes = file_size(path_ + "-wal"),
                  .engine = std::string{"SQLite "} + sqlite3_libversion(),
                  .reason = writer_ ? writer_->closed_reason() : read_only_};
    auto asked = read([&](Reader& reader) -> Result<void> {
      const auto rows = reader.query("SELECT max(number) FROM schema_migration", {});
      if (!rows) return tl::unexpected{rows.error()};
      const auto* number = std::get_if<std::int64_t>(&rows->at(0).at(0));
      health.schema = number != nullptr ? *number : 0;
      return {};
    });
    if (!asked) return tl::unexpected{asked.error()};
    if (writer_ && health.reason.empty()) {
      const auto place = look(path_);  // the disk may have been remounted since
      health.reason = place ? place->reason : place.error().where;
    }
    health.writable = health.reason.empty();
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
  std::string path_;
  Access access_;
  std::optional<Copy> copy_;
  std::string read_only_;
  // Destroyed from the last: the writer closes after the readers that the destructor closed.
  ReaderPool readers_;
  std::mutex observer_mutex_;
  std::optional<Connection> observer_;
  std::optional<WriterThread> writer_;
};

Result<void> check_version() {
  if (sqlite3_libversion_number() >= kOldestSqlite && sqlite3_threadsafe() != 0) return {};
  return fail(
      ErrorCode::kRefused,
      {std::string{"SQLite 3.40 eller senare behövs; systemet har "} + sqlite3_libversion() + ".",
       std::string{"SQLite 3.40 or later is needed; the system has "} + sqlite3_libversion() + "."},
      "store/sqlite: library version");
}

/// How a file that cannot be written is read.
struct ReadOnlyFile {
  std::string path;
  Access access{Access::kUnchanging};
  std::optional<Copy> copy;
};

Result<ReadOnlyFile> read_only_file(const std::string& path) {
  ReadOnlyFile file{.path = path, .access = Access::kUnchanging, .copy = std::nullopt};
  if (file_size(path + "-wal") > 0) {
    auto copy = Copy::of(path);
    if (!copy) return tl::unexpected{copy.error()};
    file.path = copy->path();
    file.access = Access::kReading;
    file.copy.emplace(std::move(*copy));
  }
  return file;
}

Result<std::vector<Migration>> pending_of(const std::string& path, Access access,
                                          std::span<const Migration> known) {
  auto connection = Connection::open(path, access);
  if (!connection) return tl::unexpected{connection.error()};
  const auto done = applied(*connection);
  if (!done) return tl::unexpected{done.error()};
  return pending(known, *done);
}

Result<std::unique_ptr<Engine>> open_read_only(const std::string& path, const Place& place,
                                               const Clock& clock,
                                               std::span<const Migration> known) {
  auto file = read_only_file(path);
  if (!file) return tl::unexpected{file.error()};
  const auto rest = pending_of(file->path, file->access, known);
  if (!rest) return tl::unexpected{rest.error()};
  if (!rest->empty()) {
    return fail(ErrorCode::kRefused,
                {"Databasen är skrivskyddad och äldre än programmet, så den kan inte användas.",
                 "The store is read-only and older than the program, so it cannot be used."},
                "store/sqlite: " + place.reason);
  }
  return std::make_unique<SqliteEngine>(file->path, file->access, std::move(file->copy),
                                        place.reason, std::nullopt, clock);
}

}  // namespace

Result<std::unique_ptr<Engine>> open(const std::string& path, const Clock& clock,
                                     std::span<const Migration> migrations) {
  if (auto version = check_version(); !version) return tl::unexpected{version.error()};
  const auto place = look(path);
  if (!place) return tl::unexpected{place.error()};
  if (!place->writable && place->exists) return open_read_only(path, *place, clock, migrations);
  if (!place->exists) {
    if (auto made = create(path); !made) return tl::unexpected{made.error()};
  }
  auto connection = Connection::open(path, Access::kWriting);
  if (!connection) return tl::unexpected{connection.error()};
  if (auto done = migrate(*connection, migrations, clock.now()); !done) {
    return tl::unexpected{done.error()};
  }
  return std::make_unique<SqliteEngine>(path, Access::kReading, std::nullopt, std::string{},
                                        std::move(*connection), clock);
}

Result<std::vector<std::string>> pending_migrations(const std::string& path,
                                                    std::span<const Migration> migrations) {
  if (auto version = check_version(); !version) return tl::unexpected{version.error()};
  const auto place = look(path);
  if (!place) return tl::unexpected{place.error()};
  std::vector<Migration> rest{migrations.begin(), migrations.end()};
  if (place->exists) {
    std::optional<ReadOnlyFile> file;
    if (!place->writable) {
      auto made = read_only_file(path);
      if (!made) return tl::unexpected{made.error()};
      file.emplace(std::move(*made));
    }
    auto found =
        pending_of(file ? file->path : path, file ? file->access : Access::kReading, migrations);
    if (!found) return tl::unexpected{found.error()};
    rest = std::move(*found);
  }
  std::vector<std::string> names;
  names.reserve(rest.size());
  for (const auto& migration : rest) names.emplace_back(migration.name);
  return names;
}

}  // namespace tertil::store::sqlite
