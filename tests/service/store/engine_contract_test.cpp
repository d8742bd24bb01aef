// R24: what each engine promises, also to many at once.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <limits>
#include <stdexcept>
#include <thread>

#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class EngineContract : public StoreTest {
 protected:
  static Result<void> add_region(Writer& writer, const std::string& code) {
    const Value cell{code};
    const auto done = writer.execute(
        "INSERT INTO region (code, name, short_name, county, kolada_id, iso, source) "
        "VALUES ($1, '', '', '', '', '', '')",
        {&cell, 1});
    if (!done) return tl::unexpected{done.error()};
    return {};
  }

  std::vector<Row> codes() {
    return read<std::vector<Row>>(
        [](Reader& reader) { return reader.query("SELECT code FROM region ORDER BY code", {}); });
  }

  std::int64_t counter() {
    const auto counted = engine_->change_counter();
    EXPECT_TRUE(counted);
    return counted.value_or(0);
  }
};

TEST_P(EngineContract, WhatWasWrittenIsReadBack) {
  write([](Writer& writer) { return add_region(writer, "13"); });
  EXPECT_THAT(codes(), ElementsAre(Row{"13"}));
}

TEST_P(EngineContract, AFailedWriteLeavesNothingBehind) {
  const auto failed = engine_->write([](Writer& writer) -> Result<void> {
    if (auto added = add_region(writer, "13"); !added) return added;
    return fail(ErrorCode::kRefused, {"rad 2 är trasig", "row 2 is broken"});
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kRefused);
  EXPECT_EQ(failed.error().message.sv, "rad 2 är trasig");
  EXPECT_THAT(codes(), IsEmpty());
}

TEST_P(EngineContract, AnExceptionInAWriteComesOutAndLeavesNothingBehind) {
  EXPECT_THROW(
      {
        (void)engine_->write([](Writer& writer) -> Result<void> {
          (void)add_region(writer, "13");
          throw std::runtime_error{"broken"};
        });
      },
      std::runtime_error);
  EXPECT_THAT(codes(), IsEmpty());
  write([](Writer& writer) { return add_region(writer, "14"); });
  EXPECT_THAT(codes(), ElementsAre(Row{"14"}));
}

TEST_P(EngineContract, AFailedStatementFailsTheWholeWriteHoweverTheWorkEnds) {
  const auto outcome = engine_->write([](Writer& writer) -> Result<void> {
    (void)add_region(writer, "13");
    EXPECT_FALSE(add_region(writer, "13"));  // taken
    EXPECT_FALSE(add_region(writer, "14"));  // the transaction is dead
    EXPECT_FALSE(writer.query("SELECT 1", {}));
    return {};
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kConflict);
  EXPECT_THAT(codes(), IsEmpty());
}

TEST_P(EngineContract, AWriteSeesWhatItWroteItself) {
  write([](Writer& writer) -> Result<void> {
    if (auto added = add_region(writer, "13"); !added) return added;
    EXPECT_EQ(writer.query("SELECT code FROM region", {})->size(), 1U);
    return {};
  });
}

TEST_P(EngineContract, AReadKeepsItsSnapshotWhileOthersWrite) {
  write([](Writer& writer) { return add_region(writer, "01"); });
  const auto done = engine_->read([&](Reader& reader) -> Result<void> {
    EXPECT_EQ(reader.query("SELECT code FROM region", {})->size(), 1U);
    write([](Writer& writer) { return add_region(writer, "13"); });
    EXPECT_EQ(reader.query("SELECT code FROM region", {})->size(), 1U);
    return {};
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(codes().size(), 2U);
}

TEST_P(EngineContract, AReaderCannotWriteWhateverItIsGiven) {
  for (const std::string_view sql :
       {"INSERT INTO clock (only_row, last) VALUES (2, 2)", "DELETE FROM region",
        "CREATE TABLE mine (a INTEGER)", "ATTACH DATABASE '/tmp/other.db' AS other"}) {
    const auto done = engine_->read([&](Reader& reader) -> Result<void> {
      auto rows = reader.query(sql, {});
      if (!rows) return tl::unexpected{rows.error()};
      return {};
    });
    EXPECT_FALSE(done) << sql;
  }
}

TEST_P(EngineContract, ParametersAreNamedNotCounted) {
  const std::array<Value, 4> values{"one", "two", "three", "four"};
  const auto rows = read<std::vector<Row>>(
      [&](Reader& reader) { return reader.query("SELECT $4, $1, $3, $2, $4", values); });
  EXPECT_THAT(rows, ElementsAre(Row{"four", "one", "three", "two", "four"}));
}

TEST_P(EngineContract, EveryKindOfCellComesBackAsItWas) {
  const std::string every_byte = [] {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    return bytes;
  }();
  const std::array<Value, 6> values{
      Value{},          std::int64_t{-9007199254740993}, 0.1 + 0.2, "", "åäö – ” '$1' \\x",
      Bytes{every_byte}};
  const auto rows = read<std::vector<Row>>(
      [&](Reader& reader) { return reader.query("SELECT $1, $2, $3, $4, $5, $6", values); });
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(rows[0], ::testing::ElementsAreArray(values));
}

TEST_P(EngineContract, ATextWithNulIsKeptWholeOrRefusedButNeverCut) {
  const Value with_nul{std::string{"a\0b", 3}};
  std::vector<Row> rows;
  const auto done = engine_->read([&](Reader& reader) -> Result<void> {
    auto found = reader.query("SELECT $1", {&with_nul, 1});
    if (!found) return tl::unexpected{found.error()};
    rows = std::move(*found);
    return {};
  });
  if (done) {
    EXPECT_THAT(rows, ElementsAre(Row{with_nul}));
  } else {
    EXPECT_EQ(done.error().code, ErrorCode::kInvalidInput);
  }
}

TEST_P(EngineContract, AParameterThatIsNullIsUnderstoodWhereverItStands) {
  write([](Writer& writer) { return add_region(writer, "13"); });
  for (const Value& value : {Value{}, Value{"13"}}) {
    const auto rows = read<std::vector<Row>>([&](Reader& reader) {
      return reader.query("SELECT $1, code FROM region WHERE $1 IS NULL OR code = $1", {&value, 1});
    });
    EXPECT_THAT(rows, ElementsAre(Row{value, "13"}));
  }
}

TEST_P(EngineContract, TextIsOrderedByItsBytes) {
  for (const auto* code : {"å", "a", "Z", "a-b", "ab", "B", "a b", "z"})
    write([&](Writer& writer) { return add_region(writer, code); });
  EXPECT_THAT(codes(), ElementsAre(Row{"B"}, Row{"Z"}, Row{"a"}, Row{"a b"}, Row{"a-b"}, Row{"ab"},
                                   Row{"z"}, Row{"å"}));
}

TEST_P(EngineContract, SumsOfWholeNumbersAreWholeAndTruthIsANumber) {
  const auto rows = read<std::vector<Row>>([](Reader& reader) {
    return reader.query("SELECT sum(last), count(*), last IS NULL, 2 > 1 FROM clock GROUP BY last",
                        {});
  });
  EXPECT_THAT(rows,
              ElementsAre(Row{std::int64_t{0}, std::int64_t{1}, std::int64_t{0}, std::int64_t{1}}));
}

TEST_P(EngineContract, ManyRowsAreAddedAtOnceAsTheyAre) {
  const std::vector<std::string_view> columns{"code", "name",      "short_name", "county",
                                              "iso",  "kolada_id", "source"};
  const std::vector<Row> rows{{"01", "tab\tnewline\nback\\slash", "\\N", "", "\\.", "å", "x"},
                              {"02", "", "", "", "", "", ""}};
  write([&](Writer& writer) { return writer.add_rows("region", columns, rows); });
  const auto found = read<std::vector<Row>>([](Reader& reader) {
    return reader.query(
        "SELECT code, name, short_name, county, iso, kolada_id, source FROM region ORDER BY code",
        {});
  });
  EXPECT_EQ(found, rows);
  const auto taken =
      engine_->write([&](Writer& writer) { return writer.add_rows("region", columns, rows); });
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::kConflict);
  EXPECT_EQ(codes().size(), 2U);
}

TEST_P(EngineContract, ItsTablesAreToldWithTheirKeysThoseReferredToFirst) {
  const auto tables = engine_->tables();
  ASSERT_TRUE(tables) << tables.error().where;
  std::vector<std::string> before;
  for (const auto& table : *tables) {
    EXPECT_THAT(table.key, ::testing::Not(IsEmpty())) << table.name;
    EXPECT_THAT(table.columns, ::testing::IsSupersetOf(table.key)) << table.name;
    for (const auto& parent : table.parents)
      EXPECT_THAT(before, ::testing::Contains(parent)) << table.name;
    before.push_back(table.name);
  }
  EXPECT_THAT(before, ::testing::IsSupersetOf({"clock", "batch", "observation", "reading_block"}));
  EXPECT_THAT(before, ::testing::Not(::testing::Contains("schema_migration")));
}

TEST_P(EngineContract, AMisspeltColumnIsAnErrorNotAText) {
  const auto done = engine_->read([](Reader& reader) -> Result<void> {
    auto rows = reader.query("SELECT \"nmae\" FROM region", {});
    if (!rows) return tl::unexpected{rows.error()};
    return {};
  });
  EXPECT_FALSE(done);
}

TEST_P(EngineContract, ATextWhereANumberBelongsIsRefused) {
  const auto done = engine_->write([](Writer& writer) -> Result<void> {
    const Value cell{"12,5"};
    auto set = writer.execute("UPDATE clock SET last = $1", {&cell, 1});
    if (!set) return tl::unexpected{set.error()};
    return {};
  });
  EXPECT_FALSE(done);
}

TEST_P(EngineContract, ANumberThatIsNotFiniteIsRefusedNotStoredAsNothing) {
  for (const double number :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    const Value cell{number};
    EXPECT_FALSE(engine_->read([&](Reader& reader) -> Result<void> {
      auto rows = reader.query("SELECT $1", {&cell, 1});
      if (!rows) return tl::unexpected{rows.error()};
      return {};
    }));
  }
}

TEST_P(EngineContract, ABatchThatDoesNotExistCannotBeReferredTo) {
  const auto done = engine_->write([](Writer& writer) -> Result<void> {
    auto added = writer.execute(
        "INSERT INTO import_key (source, name, sha256, batch) VALUES ('s', 'k', '', 'none')", {});
    if (!added) return tl::unexpected{added.error()};
    return {};
  });
  EXPECT_FALSE(done);
}

TEST_P(EngineContract, AClockThatStandsStillStillTellsTwoWritesApart) {
  std::vector<Instant> times;
  for (const auto* code : {"01", "03", "04"}) {
    write([&](Writer& writer) {
      times.push_back(writer.recorded_at());
      return add_region(writer, code);
    });
  }
  EXPECT_EQ(times[0], clock_.now());
  EXPECT_EQ(times[1].microseconds, times[0].microseconds + 1);
  EXPECT_EQ(times[2].microseconds, times[0].microseconds + 2);
}

TEST_P(EngineContract, AClockThatIsSetBackNeverRecordsBeforeWhatIsRecorded) {
  Instant first;
  write([&](Writer& writer) {
    first = writer.recorded_at();
    return add_region(writer, "01");
  });
  clock_.set({first.microseconds - 86'400'000'000});
  write([&](Writer& writer) {
    EXPECT_EQ(writer.recorded_at().microseconds, first.microseconds + 1);
    return add_region(writer, "03");
  });
}

TEST_P(EngineContract, AWriteThatFailedDoesNotUseUpATime) {
  Instant failed;
  (void)engine_->write([&](Writer& writer) -> Result<void> {
    failed = writer.recorded_at();
    (void)add_region(writer, "01");
    return fail(ErrorCode::kRefused, {"nej", "no"});
  });
  write([&](Writer& writer) {
    EXPECT_EQ(writer.recorded_at(), failed);
    return add_region(writer, "01");
  });
}

TEST_P(EngineContract, TheChangeCounterChangesWithACommitAndOnlyThen) {
  const auto before = counter();
  EXPECT_EQ(counter(), before);
  (void)engine_->write([](Writer& writer) -> Result<void> {
    (void)add_region(writer, "01");
    return fail(ErrorCode::kRefused, {"nej", "no"});
  });
  EXPECT_EQ(counter(), before) << "rolled back";
  write([](Writer&) -> Result<void> { return {}; });
  EXPECT_EQ(counter(), before) << "nothing changed";
  write([](Writer& writer) { return add_region(writer, "01"); });
  EXPECT_NE(counter(), before);
}

TEST_P(EngineContract, AWriteInsideAWriteIsRefusedInsteadOfWaitingForEver) {
  write([&](Writer& writer) {
    EXPECT_FALSE(engine_->write([](Writer&) -> Result<void> { return {}; }));
    return add_region(writer, "01");
  });
}

TEST_P(EngineContract, ManyWritersAndReadersAtOnceSeeWholeWritesOnly) {
  constexpr int kWriters = 4;
  constexpr int kWritesEach = 10;
  std::atomic<int> writing{kWriters};
  std::atomic<int> failures{0};
  std::vector<std::thread> threads;
  for (int w = 0; w < kWriters; ++w) {
    threads.emplace_back([&, w] {
      for (int i = 0; i < kWritesEach; ++i) {
        const std::string name = std::to_string(w) + "-" + std::to_string(i);
        const auto done = engine_->write([&](Writer& writer) -> Result<void> {
          if (auto added = add_region(writer, name + "a"); !added) return added;
          return add_region(writer, name + "b");
        });
        if (!done) ++failures;
      }
      --writing;
    });
  }
  for (int r = 0; r < 12; ++r) {  // more than there are reading connections
    threads.emplace_back([&] {
      do {
        const auto done = engine_->read([&](Reader& reader) -> Result<void> {
          const auto rows = reader.query("SELECT count(*) FROM region", {});
          if (!rows) return tl::unexpected{rows.error()};
          if (std::get<std::int64_t>(rows->at(0).at(0)) % 2 != 0) ++failures;
          return {};
        });
        if (!done) ++failures;
      } while (writing > 0);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(codes().size(), 2U * kWriters * kWritesEach);
}

TEST_P(EngineContract, TwoProgramsOnOneStoreWaitForEachOtherInsteadOfFailing) {
  auto other = GetParam().make(folder_, clock_);
  ASSERT_TRUE(other);
  const auto write_many = [](Engine& engine, const std::string& name, int& failures) {
    for (int i = 0; i < 100; ++i) {
      const auto done = engine.write([&](Writer& writer) -> Result<void> {
        // Read first: what is read must still hold when it is written to.
        const auto before = writer.query("SELECT count(*) FROM region", {});
        if (!before) return tl::unexpected{before.error()};
        std::this_thread::yield();
        return add_region(writer, name + std::to_string(i));
      });
      if (!done) ++failures;
    }
  };
  int here = 0;
  int there = 0;
  std::thread thread{[&] { write_many(**other, "a", there); }};
  write_many(*engine_, "b", here);
  thread.join();
  EXPECT_EQ(here, 0);
  EXPECT_EQ(there, 0);
  EXPECT_EQ(codes().size(), 200U);
}

TEST_P(EngineContract, HealthNamesTheEngineItsSchemaAndThatItCanWrite) {
  const auto health = engine_->health();
  ASSERT_TRUE(health);
  EXPECT_TRUE(health->writable) << health->reason;
  EXPECT_EQ(health->reason, "");
  EXPECT_GE(health->schema, 1);
  EXPECT_GT(health->size_bytes, 0);
  EXPECT_NE(health->engine, "");
}

TEST_P(EngineContract, WhatWasStoredIsThereWhenTheStoreIsOpenedAgain) {
  write([](Writer& writer) { return add_region(writer, "13"); });
  engine_.reset();
  auto again = GetParam().make(folder_, clock_);
  ASSERT_TRUE(again);
  engine_ = std::move(*again);
  EXPECT_THAT(codes(), ElementsAre(Row{"13"}));
}

INSTANTIATE_TEST_SUITE_P(, EngineContract, ::testing::ValuesIn(makers()), name_of);

/// Two processes on one store. The other one is started before this one opens the store, because
/// neither a connection nor a thread may be carried across a fork.
class TwoProcesses : public ::testing::TestWithParam<Maker> {};

TEST_P(TwoProcesses, SeeEachOthersCommitsAndAgreeOnTheOrderOfTime) {
  const Folder folder;
  const HandClock clock;
  std::array<int, 2> go{};
  ASSERT_EQ(::pipe(go.data()), 0);
  const auto write_one = [](Engine& engine, const std::string& code, Instant& at) {
    return engine.write([&](Writer& writer) -> Result<void> {
      const Value cell{code};
      at = writer.recorded_at();
      auto done = writer.execute(
          "INSERT INTO region (code, name, short_name, county, kolada_id, iso, source) "
          "VALUES ($1, '', '', '', '', '', '')",
          {&cell, 1});
      if (!done) return tl::unexpected{done.error()};
      return {};
    });
  };
  const pid_t other = ::fork();
  ASSERT_GE(other, 0);
  if (other == 0) {
    char byte = 0;
    if (::read(go[0], &byte, 1) != 1) ::_exit(2);
    auto engine = GetParam().make(folder, clock);
    if (!engine) ::_exit(3);
    Instant at;
    if (!write_one(**engine, "14", at)) ::_exit(4);
    engine->reset();
    ::_exit(at.microseconds == clock.now().microseconds + 1 ? 0 : 5);
  }
  auto engine = GetParam().make(folder, clock);
  ASSERT_TRUE(engine);
  Instant at;
  ASSERT_TRUE(write_one(**engine, "13", at));
  const auto before = (*engine)->change_counter();
  ASSERT_EQ(::write(go[1], "x", 1), 1);
  int status = 0;
  ASSERT_EQ(::waitpid(other, &status, 0), other);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  const auto after = (*engine)->change_counter();
  ASSERT_TRUE(before && after);
  EXPECT_NE(*after, *before);
  ASSERT_TRUE(write_one(**engine, "17", at));
  EXPECT_EQ(at.microseconds, clock.now().microseconds + 2) << "after what the other recorded";
  ::close(go[0]);
  ::close(go[1]);
}

INSTANTIATE_TEST_SUITE_P(, TwoProcesses, ::testing::ValuesIn(makers()), name_of);

TEST(OpeningAStore, RefusesAddressesThatNameNoFile) {
  for (const auto* url :
       {"", "tertil.db", "sqlite:", "sqlite::memory:", "sqlite:data/", "mysql:x"}) {
    const auto opened = open(url);
    ASSERT_FALSE(opened) << url;
    EXPECT_EQ(opened.error().code, ErrorCode::kInvalidInput) << url;
    EXPECT_FALSE(pending_migrations(url)) << url;
  }
}

}  // namespace
}  // namespace tertil::store
