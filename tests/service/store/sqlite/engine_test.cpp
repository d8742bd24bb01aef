// R3, R7, R9: how the store lies on disk, read-only disks and damaged files.
#include "service/store/sqlite/engine.hpp"

#include <gmock/gmock.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "service/store/activity.hpp"
#include "service/store/facts_sql.hpp"
#include "service/store/observations.hpp"
#include "service/store/populations.hpp"
#include "service/store/sqlite/connection.hpp"
#include "service/store/sqlite/place.hpp"
#include "service/store/targets.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store::sqlite {
namespace {

class SqliteEngineTest : public ::testing::Test {
 protected:
  Result<std::unique_ptr<Engine>> open_engine() { return sqlite::open(path_, clock_); }
  static Result<void> add_one(Writer& writer) {
    auto done = writer.execute(
        "INSERT INTO region (code, name, short_name, county, kolada_id, iso, source) "
        "VALUES ('13', '', '', '', '', '', '')",
        {});
    if (!done) return tl::unexpected{done.error()};
    return {};
  }
  static mode_t mode_of(const std::string& path) {
    struct stat info {};
    EXPECT_EQ(::stat(path.c_str(), &info), 0) << path;
    return info.st_mode & 0777U;
  }
  Folder folder_;
  HandClock clock_;
  std::string path_{folder_ / "data/deep/tertil.db"};
};

TEST_F(SqliteEngineTest, TheFilesAreTheOwnersAlone) {
  auto engine = open_engine();
  ASSERT_TRUE(engine) << engine.error().where;
  ASSERT_TRUE((*engine)->write(add_one));
  EXPECT_EQ(mode_of(folder_ / "data"), 0700U);
  EXPECT_EQ(mode_of(folder_ / "data/deep"), 0700U);
  EXPECT_EQ(mode_of(path_), 0600U);
  EXPECT_EQ(mode_of(path_ + "-wal"), 0600U);
  EXPECT_EQ(mode_of(path_ + "-shm"), 0600U);
}

TEST_F(SqliteEngineTest, TheWriterSyncsEveryCommitAndChecksReferences) {
  ASSERT_TRUE(create(path_));
  auto writer = Connection::open(path_, Access::kWriting);
  ASSERT_TRUE(writer);
  const auto setting = [&](const std::string& name) {
    return writer->query("PRAGMA " + name)->at(0).at(0);
  };
  EXPECT_EQ(setting("synchronous"), Value{std::int64_t{2}});  // FULL
  EXPECT_EQ(setting("journal_mode"), Value{"wal"});
  EXPECT_EQ(setting("foreign_keys"), Value{std::int64_t{1}});
  EXPECT_EQ(setting("trusted_schema"), Value{std::int64_t{0}});
  EXPECT_EQ(setting("cell_size_check"), Value{std::int64_t{1}});
  EXPECT_EQ(setting("journal_size_limit"), Value{std::int64_t{67'108'864}});
  EXPECT_EQ(setting("busy_timeout"), Value{std::int64_t{5000}});
  EXPECT_FALSE(writer->run("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''"))
      << "defensive";
}

// An import asks for hundreds of keys at a time. Held against every open row, as SQLite does with a
// list behind IN, 200,000 weights took three minutes.
TEST_F(SqliteEngineTest, TheKeysThatAnImportAsksForAreLookedUpAndNotSearchedFor) {
  auto engine = open_engine();
  ASSERT_TRUE(engine);
  auto reader = Connection::open(path_, Access::kReading);
  ASSERT_TRUE(reader);
  for (const auto* table :
       {&kObservations, &kPopulations, &kTargets, &kMeters, &kProperties, &kFuelTransactions,
        &kVehicles, &kTravels, &kGasMovements, &kWasteWeights, &kFactors, &kDegreeDays}) {
    const auto question = "EXPLAIN QUERY PLAN " + FactsSql{*table}.open_of_many(*table, 2);
    const Row keys(2 * table->key.size(), Value{"x"});
    const auto plan = reader->query(question, keys);
    ASSERT_TRUE(plan) << question << plan.error().where;
    std::vector<std::string> steps;
    for (const auto& row : *plan) steps.push_back(std::get<std::string>(row.back()));
    EXPECT_THAT(steps, ::testing::Contains(::testing::StartsWith("SEARCH f USING INDEX")))
        << table->name;
    EXPECT_THAT(steps, ::testing::Not(::testing::Contains(::testing::StartsWith("SCAN f"))))
        << table->name;
  }
}

TEST_F(SqliteEngineTest, AStoreThatIsClosedIsOneFile) {
  {
    auto engine = open_engine();
    ASSERT_TRUE(engine);
    ASSERT_TRUE((*engine)->write(add_one));
    ASSERT_TRUE((*engine)->change_counter());
    ASSERT_TRUE((*engine)->health());
    EXPECT_GT((*engine)->health()->log_bytes, 0);
  }
  EXPECT_TRUE(std::filesystem::exists(path_));
  EXPECT_FALSE(std::filesystem::exists(path_ + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path_ + "-shm"));
}

TEST_F(SqliteEngineTest, TheLogIsEmptiedWhenNobodyWritesAndNobodyIsToldThatSomethingChanged) {
  auto engine = open_engine();
  ASSERT_TRUE(engine);
  ASSERT_TRUE((*engine)->write(add_one));
  const auto before = (*engine)->change_counter().value();
  for (int i = 0; i < 100 && file_size(path_ + "-wal") > 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  EXPECT_EQ(file_size(path_ + "-wal"), 0);
  EXPECT_EQ((*engine)->change_counter().value(), before);
}

TEST_F(SqliteEngineTest, TheLogStaysBoundedThroughManyWrites) {
  auto engine = open_engine();
  ASSERT_TRUE(engine);
  const std::string text(100'000, 'x');
  for (int i = 0; i < 200; ++i) {  // 20 MB
    ASSERT_TRUE((*engine)->write([&](Writer& writer) -> Result<void> {
      const std::array<Value, 2> cells{std::to_string(i), text};
      auto done = writer.execute(
          "INSERT INTO region (code, name, short_name, county, kolada_id, iso, source) "
          "VALUES ($1, $2, '', '', '', '', '')",
          cells);
      if (!done) return tl::unexpected{done.error()};
      return {};
    }));
  }
  EXPECT_LT(file_size(path_ + "-wal"), 8 * 1024 * 1024);
}

TEST_F(SqliteEngineTest, AFileThatIsNoDatabaseIsRefusedWithoutBeingTouched) {
  ASSERT_TRUE(create(path_));
  const std::string text = "keyFigure;region;year;value\n" + std::string(2000, ';');
  std::ofstream{path_} << text;
  const auto refused = open_engine();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
  std::ifstream file{path_};
  const std::string after{std::istreambuf_iterator<char>{file}, {}};
  EXPECT_EQ(after, text);
}

TEST_F(SqliteEngineTest, ADamagedFileIsAnErrorNotACrash) {
  {
    auto engine = open_engine();
    ASSERT_TRUE(engine);
    ASSERT_TRUE((*engine)->write(add_one));
  }
  {
    std::fstream file{path_, std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(100);
    file << std::string(4000, '\x5A');
  }
  const auto refused = open_engine();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
}

/// Runs `test` in a process that sees `folder` read-only, so that root is bound by it too.
/// Gives -1 where this machine does not allow that, else what `test` returned.
int on_read_only_disk(const std::string& folder, const std::function<int()>& test) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) ::_exit(99);
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) != 0 ||
        ::mount("none", folder.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0) {
      ::_exit(99);
    }
    ::_exit(test());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status)) return 98;
  return WEXITSTATUS(status) == 99 ? -1 : WEXITSTATUS(status);
}

class ReadOnlyDisk : public SqliteEngineTest {
 protected:
  /// 0 if the store there reads one region, refuses a write as busy and says so; else which
  /// of these went wrong.
  int reads_and_refuses() {
    auto engine = open_engine();
    if (!engine) return 1;
    std::size_t rows = 0;
    const auto done = (*engine)->read([&](Reader& reader) -> Result<void> {
      const auto found = reader.query("SELECT code FROM region", {});
      if (!found) return tl::unexpected{found.error()};
      rows = found->size();
      return {};
    });
    if (!done || rows != 1) return 2;
    const auto written = (*engine)->write(add_one);
    if (written || written.error().code != ErrorCode::kBusy) return 3;
    const auto health = (*engine)->health();
    if (!health || health->writable || health->reason.empty()) return 4;
    if (!(*engine)->change_counter()) return 5;
    return 0;
  }
};

TEST_F(ReadOnlyDisk, IsReadAndWritesAnswerBusy) {
  {
    auto engine = open_engine();
    ASSERT_TRUE(engine);
    ASSERT_TRUE((*engine)->write(add_one));
  }
  const int outcome = on_read_only_disk(folder_ / "data", [&] { return reads_and_refuses(); });
  if (outcome == -1) GTEST_SKIP() << "this machine lets nobody mount";
  EXPECT_EQ(outcome, 0);
}

TEST_F(ReadOnlyDisk, IsReadWithTheLogThatACrashLeftThere) {
  const pid_t crashing = ::fork();
  if (crashing == 0) {
    auto engine = open_engine();
    if (engine && (*engine)->write(add_one)) ::raise(SIGKILL);  // at once, without closing
    ::_exit(1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(crashing, &status, 0), crashing);
  ASSERT_TRUE(WIFSIGNALED(status));
  ASSERT_GT(file_size(path_ + "-wal"), 0);
  const int outcome = on_read_only_disk(folder_ / "data", [&] { return reads_and_refuses(); });
  if (outcome == -1) GTEST_SKIP() << "this machine lets nobody mount";
  EXPECT_EQ(outcome, 0);
}

TEST_F(ReadOnlyDisk, ThatTurnedSoWhileRunningIsReported) {
  ASSERT_TRUE(create(path_));
  const int outcome = on_read_only_disk(folder_ / "data", [&] {
    // Writable again for a moment, in this process's view alone; then another read-only view of
    // the same folder is laid over it.
    const std::string data = folder_ / "data";
    const auto remount = [&](unsigned long flags) {
      return ::mount("none", data.c_str(), nullptr, MS_REMOUNT | MS_BIND | flags, nullptr) == 0;
    };
    if (!remount(0)) return 10;
    auto engine = open_engine();
    if (!engine || !(*engine)->write(add_one)) return 11;
    if (!(*engine)->health()->writable) return 12;
    if (::mount(data.c_str(), data.c_str(), nullptr, MS_BIND, nullptr) != 0) return 13;
    if (!remount(MS_RDONLY)) return 14;
    return (*engine)->health()->writable ? 15 : 0;
  });
  if (outcome == -1) GTEST_SKIP() << "this machine lets nobody mount";
  EXPECT_EQ(outcome, 0);
}

}  // namespace
}  // namespace tertil::store::sqlite
