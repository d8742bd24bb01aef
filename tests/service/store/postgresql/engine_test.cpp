#include "service/store/postgresql/engine.hpp"

#include <gmock/gmock.h>

#include <array>
#include <atomic>
#include <set>
#include <thread>

#include "tests/service/store/store_fixture.hpp"

namespace tertil::store::postgresql {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// What only a server can do to us. Skipped, and said to be, where there is none.
class PostgresqlEngine : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!tests::on_postgresql()) GTEST_SKIP() << "no PostgreSQL: see tests/postgresql.sh";
    url_ = folder_.store();
    auto opened = postgresql::open(url_, clock_);
    ASSERT_TRUE(opened) << opened.error().where;
    engine_ = std::move(*opened);
  }

  static Result<void> add_region(Writer& writer, const std::string& code) {
    const Value cell{code};
    const auto done = writer.execute(
        "INSERT INTO region (code, name, short_name, county, kolada_id, iso, source) "
        "VALUES ($1, '', '', '', '', '', '')",
        {&cell, 1});
    if (!done) return tl::unexpected{done.error()};
    return {};
  }
  Result<void> write_region(const std::string& code) {
    return engine_->write([&](Writer& writer) {
      ++calls_;
      return add_region(writer, code);
    });
  }
  std::size_t regions() {
    std::size_t found = 99;
    const auto done = engine_->read([&](Reader& reader) -> Result<void> {
      const auto rows = reader.query("SELECT code FROM region", {});
      if (!rows) return tl::unexpected{rows.error()};
      found = rows->size();
      return {};
    });
    EXPECT_TRUE(done) << done.error().where;
    return found;
  }
  /// Raises an error at each insertion of a region, the first `times` times.
  void refuse_regions(const std::string& sqlstate, int times, const std::string& when = "BEFORE") {
    tests::run_sql(folder_.path(), "CREATE SEQUENCE refused");
    tests::run_sql(folder_.path(),
                   "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                   "IF nextval('refused') <= " +
                       std::to_string(times) + " THEN RAISE EXCEPTION 'no' USING ERRCODE = '" +
                       sqlstate + "'; END IF; RETURN NEW; END $$");
    tests::run_sql(folder_.path(), "CREATE TRIGGER refuse " + when +
                                       " INSERT ON region FOR EACH ROW EXECUTE FUNCTION refuse()");
  }

  Folder folder_;
  HandClock clock_;
  std::string url_;
  std::unique_ptr<Engine> engine_;
  int calls_{0};
};

TEST_F(PostgresqlEngine, GoesOnWhenItsConnectionsWereTornWhileNobodyUsedThem) {
  ASSERT_TRUE(write_region("01"));
  EXPECT_EQ(regions(), 1U);
  tests::tear_connections(folder_.path());
  EXPECT_EQ(regions(), 1U);
  tests::tear_connections(folder_.path());
  EXPECT_TRUE(write_region("03"));
  EXPECT_EQ(regions(), 2U);
}

TEST_F(PostgresqlEngine, LeavesNothingBehindWhenItsConnectionIsTornInTheMidstOfAWrite) {
  int calls = 0;
  const auto torn = engine_->write([&](Writer& writer) -> Result<void> {
    ++calls;
    if (auto added = add_region(writer, "01"); !added) return added;
    tests::tear_connections(folder_.path());
    return add_region(writer, "03");
  });
  ASSERT_FALSE(torn);
  EXPECT_EQ(torn.error().code, ErrorCode::kBusy);
  EXPECT_EQ(calls, 1) << "it had been given an answer, so it is not called again";
  EXPECT_EQ(regions(), 0U);
  EXPECT_TRUE(write_region("01"));
}

TEST_F(PostgresqlEngine, LeavesNothingBehindWhenItsConnectionIsTornBeforeTheCommit) {
  const auto torn = engine_->write([&](Writer& writer) -> Result<void> {
    if (auto added = add_region(writer, "01"); !added) return added;
    tests::tear_connections(folder_.path());
    return {};
  });
  ASSERT_FALSE(torn);
  EXPECT_EQ(torn.error().code, ErrorCode::kBusy);
  EXPECT_THAT(torn.error().message.en, Not(HasSubstr("not certain")));
  EXPECT_EQ(regions(), 0U);
}

TEST_F(PostgresqlEngine, CallsAWriteAgainThatWasTornBeforeItWasGivenAnything) {
  int calls = 0;
  const auto done = engine_->write([&](Writer& writer) {
    if (++calls == 1) tests::tear_connections(folder_.path());
    return add_region(writer, "01");
  });
  EXPECT_TRUE(done) << done.error().where;
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(regions(), 1U);
}

TEST_F(PostgresqlEngine, CallsAReadAgainThatWasTornBeforeItWasGivenAnything) {
  int calls = 0;
  const auto done = engine_->read([&](Reader& reader) -> Result<void> {
    if (++calls == 1) tests::tear_connections(folder_.path());
    auto rows = reader.query("SELECT 1", {});
    if (!rows) return tl::unexpected{rows.error()};
    return {};
  });
  EXPECT_TRUE(done) << done.error().where;
  EXPECT_EQ(calls, 2);
}

TEST_F(PostgresqlEngine, SaysThatNobodyKnowsWhenTheConnectionGoesInTheMidstOfACommit) {
  tests::run_sql(folder_.path(),
                 "CREATE FUNCTION tear() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                 "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$");
  tests::run_sql(folder_.path(),
                 "CREATE CONSTRAINT TRIGGER tear AFTER INSERT ON region DEFERRABLE INITIALLY "
                 "DEFERRED FOR EACH ROW EXECUTE FUNCTION tear()");
  const auto torn = write_region("01");
  ASSERT_FALSE(torn);
  EXPECT_EQ(torn.error().code, ErrorCode::kBusy);
  EXPECT_THAT(torn.error().message.sv, HasSubstr("inte säkert"));
  EXPECT_THAT(torn.error().message.en, HasSubstr("not certain"));
  EXPECT_EQ(calls_, 1);
  tests::run_sql(folder_.path(), "DROP TRIGGER tear ON region");
  EXPECT_TRUE(write_region("01"));
}

TEST_F(PostgresqlEngine, TriesAgainWhenOthersStoodInTheWay) {
  refuse_regions("40001", 2);
  EXPECT_TRUE(write_region("01"));
  EXPECT_EQ(calls_, 3);
  tests::run_sql(folder_.path(), "SELECT setval('refused', 1, false)");
}

TEST_F(PostgresqlEngine, GivesUpAfterSomeTries) {
  refuse_regions("40P01", 1000);
  const auto done = write_region("01");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kBusy);
  EXPECT_EQ(calls_, 5);
}

TEST_F(PostgresqlEngine, SaysWhatIsWrongInTheWordsOfTheOtherEngine) {
  const std::vector<std::pair<std::string, ErrorCode>> cases{
      {"53100", ErrorCode::kStoreFull}, {"25006", ErrorCode::kBusy},
      {"23505", ErrorCode::kConflict},  {"23514", ErrorCode::kInternal},
      {"57014", ErrorCode::kBusy},      {"55P03", ErrorCode::kBusy},
      {"XX001", ErrorCode::kCorrupt},   {"42P01", ErrorCode::kInternal},
      {"53200", ErrorCode::kBusy}};
  for (const auto& [sqlstate, code] : cases) {
    refuse_regions(sqlstate, 1000);
    const auto done = write_region("01");
    ASSERT_FALSE(done) << sqlstate;
    EXPECT_EQ(done.error().code, code) << done.error().where;
    EXPECT_THAT(done.error().where, HasSubstr(sqlstate));
    tests::run_sql(folder_.path(), "DROP TRIGGER refuse ON region");
    tests::run_sql(folder_.path(), "DROP FUNCTION refuse");
    tests::run_sql(folder_.path(), "DROP SEQUENCE refused");
  }
  EXPECT_EQ(regions(), 0U);
}

TEST_F(PostgresqlEngine, OnAServerThatTakesReadingOnlyItReadsAndSaysWhyItDoesNotWrite) {
  ASSERT_TRUE(write_region("01"));
  engine_.reset();
  const auto database = folder_.path().substr(folder_.path().rfind('/') + 1);
  tests::run_sql(folder_.path(),
                 "ALTER DATABASE \"" + database + "\" SET default_transaction_read_only = on");
  auto again = postgresql::open(url_, clock_);
  ASSERT_TRUE(again) << again.error().where;
  engine_ = std::move(*again);
  EXPECT_EQ(regions(), 1U);
  const auto done = write_region("03");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kBusy);
  EXPECT_THAT(done.error().message.en, HasSubstr("reading only"));
  const auto health = engine_->health();
  ASSERT_TRUE(health);
  EXPECT_FALSE(health->writable);
  EXPECT_NE(health->reason, "");
}

TEST_F(PostgresqlEngine, SaysWhichServerItIsAndThatNobodyElseHasACopy) {
  const auto health = engine_->health();
  ASSERT_TRUE(health) << health.error().where;
  EXPECT_THAT(health->engine, HasSubstr("PostgreSQL 1"));
  EXPECT_EQ(health->standby, Standby::kNone);
  EXPECT_EQ(health->schema, migrations().back().number);
}

TEST_F(PostgresqlEngine, HearsOfWhatAnotherProcessCommits) {
  auto other = postgresql::open(url_, clock_);
  ASSERT_TRUE(other);
  EXPECT_TRUE((*other)->wait_for_change(std::chrono::seconds{20})) << "it begins to listen";
  ASSERT_TRUE(write_region("01"));
  EXPECT_TRUE((*other)->wait_for_change(std::chrono::seconds{20}));
  EXPECT_FALSE((*other)->wait_for_change(std::chrono::milliseconds{1}));
  tests::tear_connections(folder_.path());
  EXPECT_TRUE((*other)->wait_for_change(std::chrono::seconds{20})) << "it may have missed one";
}

TEST_F(PostgresqlEngine, ProcessesThatStartAtOnceBringTheSchemaForwardOnce) {
  engine_.reset();
  tests::run_sql(folder_.path(), "DROP SCHEMA public CASCADE");
  tests::run_sql(folder_.path(), "CREATE SCHEMA public");
  std::array<bool, 4> opened{};
  {
    std::vector<std::jthread> starting;
    for (bool& one : opened)
      starting.emplace_back([&] { one = postgresql::open(url_, clock_).has_value(); });
  }
  EXPECT_EQ(opened, (std::array<bool, 4>{true, true, true, true}));
  EXPECT_THAT(postgresql::pending_migrations(url_).value(), IsEmpty());
}

/// A program of tomorrow: it adds to a table that is read and written all the time, and a new one.
std::vector<Migration> tomorrows() {
  const auto ours = migrations();
  std::vector<Migration> all{ours.begin(), ours.end()};
  all.push_back({ours.back().number + 1, "tomorrow.sql",
                 "ALTER TABLE region ADD COLUMN tomorrow {text} NOT NULL DEFAULT '';\n"
                 "CREATE INDEX region_tomorrow ON region (tomorrow);\n"
                 "CREATE TABLE tomorrow (a {text} PRIMARY KEY NOT NULL) {strict};\n"});
  return all;
}

TEST_F(PostgresqlEngine, GoesOnReadingAndWritingWhenANewerProgramBringsTheSchemaForward) {
  ASSERT_TRUE(write_region("01"));
  EXPECT_EQ(regions(), 1U);
  {
    auto newer = postgresql::open(url_, clock_, tomorrows());
    ASSERT_TRUE(newer) << newer.error().where;
    ASSERT_TRUE((*newer)->write([](Writer& writer) -> Result<void> {
      const auto done = writer.execute(
          "INSERT INTO region (code, name, short_name, county, kolada_id, iso, source, tomorrow) "
          "VALUES ('03', '', '', '', '', '', '', 'x')",
          {});
      return done ? Result<void>{} : tl::unexpected{done.error()};
    }));
    EXPECT_EQ(regions(), 2U) << "side by side";
    EXPECT_TRUE(write_region("04"));
    const std::array<std::string_view, 7> columns{"code",      "name", "short_name", "county",
                                                  "kolada_id", "iso",  "source"};
    const Row row{std::string{"05"}, std::string{}, std::string{}, std::string{},
                  std::string{},     std::string{}, std::string{}};
    EXPECT_TRUE(engine_->write([&](Writer& writer) {
      return writer.add_rows("region", columns, {&row, 1});
    }));
  }
  tests::tear_connections(folder_.path());
  EXPECT_EQ(regions(), 4U) << "with a new connection too";
  EXPECT_TRUE(write_region("06"));
  const auto health = engine_->health();
  ASSERT_TRUE(health);
  EXPECT_TRUE(health->writable);
  EXPECT_FALSE(postgresql::open(url_, clock_)) << "it may refuse only when it starts";
}

TEST_F(PostgresqlEngine, FailsNobodyWhileANewerProgramBringsTheSchemaForward) {
  std::atomic<bool> stop{false};
  std::atomic<int> failures{0};
  std::atomic<int> done{0};
  {
    const std::jthread writing{[&] {
      for (int code = 10; code < 99 && !stop; ++code, ++done)
        failures += write_region(std::to_string(code)) ? 0 : 1;
    }};
    const std::jthread reading{[&] {
      for (std::size_t last = 0; !stop; ++done) {
        const auto found = regions();
        failures += found >= last && found < 99 ? 0 : 1;
        last = found;
      }
    }};
    while (done < 20) std::this_thread::yield();
    EXPECT_TRUE(postgresql::open(url_, clock_, tomorrows()));
    const int before = done;
    while (done < before + 20) std::this_thread::yield();
    stop = true;
  }
  EXPECT_EQ(failures, 0);
}

TEST_F(PostgresqlEngine, RefusesADatabaseOfSomethingElse) {
  tests::run_sql(folder_.path(), "DROP TABLE schema_migration");
  const auto refused = postgresql::open(url_, clock_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
  EXPECT_THAT(refused.error().message.en, HasSubstr("something else than tertil"));
}

TEST_F(PostgresqlEngine, RefusesASchemaNewerThanTheProgram) {
  tests::run_sql(folder_.path(), "INSERT INTO schema_migration VALUES (9999, 'x', 'x', 0)");
  const auto refused = postgresql::open(url_, clock_);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message.en, HasSubstr("newer than the program"));
}

TEST_F(PostgresqlEngine, RefusesAnEncodingThatCannotHoldEveryText) {
  const auto latin = Folder{};
  const auto name = latin.path().substr(latin.path().rfind('/') + 1);
  tests::run_sql(folder_.path(), "CREATE DATABASE \"" + name +
                                     "\" ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
  const auto refused = postgresql::open(latin.store(), clock_);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message.en, HasSubstr("LATIN1"));
}

TEST_F(PostgresqlEngine, GuardsEveryTableThatTheOtherEngineGuards) {
  const Folder file;
  auto sqlite = store::open("sqlite:" + (file / "tertil.db"), clock_);
  ASSERT_TRUE(sqlite);
  const auto guarded = [](Engine& engine, std::string_view sql) {
    std::set<std::string> names;
    EXPECT_TRUE(engine.read([&](Reader& reader) -> Result<void> {
      const auto rows = reader.query(sql, {});
      if (!rows) return tl::unexpected{rows.error()};
      for (const auto& row : *rows) names.insert(std::get<std::string>(row[0]));
      return {};
    }));
    return names;
  };
  const auto theirs =
      guarded(**sqlite, "SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger'");
  const auto ours = guarded(*engine_,
                            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger "
                            "WHERE NOT tgisinternal");
  EXPECT_EQ(ours, theirs);
}

TEST(PostgresqlAddress, ThatNobodyAnswersIsToldWithoutItsPassword) {
  for (const std::string url :
       {"postgresql://anna:hemligt@/tertil?host=/nowhere", "postgresql://anna:hemligt@[x/tertil"}) {
    const auto opened = store::open(url);
    ASSERT_FALSE(opened);
    for (const auto& text :
         {opened.error().message.sv, opened.error().message.en, opened.error().where})
      EXPECT_THAT(text, Not(HasSubstr("hemligt")));
    EXPECT_THAT(opened.error().message.sv, HasSubstr("anna:…@"));
  }
}

}  // namespace
}  // namespace tertil::store::postgresql
