// R11: an older store is brought forward whole or not at all, a newer one is refused.
#include "service/store/migrations.hpp"

#include <gmock/gmock.h>

#include "service/store/sha256.hpp"
#include "service/store/sqlite/engine.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kClock =
    "CREATE TABLE clock (only_row {bigint} PRIMARY KEY, last {bigint} NOT NULL) {strict};\n"
    "INSERT INTO clock VALUES (1, 0);\n";
const std::vector<Migration> kFirst{{1, "0001_one.sql", kClock}};
const std::vector<Migration> kBoth{{1, "0001_one.sql", kClock},
                                   {2, "0002_two.sql", "CREATE TABLE two (a {text}) {strict};\n"}};

std::vector<std::string> names(const std::vector<Migration>& migrations) {
  std::vector<std::string> found;
  for (const auto& migration : migrations) found.emplace_back(migration.name);
  return found;
}

TEST(ShippedMigrations, AreNumberedWithoutGapsAndReadInSqlite) {
  std::int64_t number = 0;
  for (const auto& migration : migrations()) {
    EXPECT_EQ(migration.number, ++number) << migration.name;
    EXPECT_FALSE(migration.sql.empty());
    const auto sql = in_dialect(migration.sql, sqlite::dialect());
    ASSERT_TRUE(sql) << sql.error().where;
    EXPECT_THAT(*sql, ::testing::Not(HasSubstr("{")));
  }
  EXPECT_GE(number, 1);
}

TEST(Pending, IsWhatTheStoreDoesNotHaveYet) {
  const auto all = pending(kBoth, {});
  ASSERT_TRUE(all);
  EXPECT_THAT(names(*all), ElementsAre("0001_one.sql", "0002_two.sql"));
  const std::vector<AppliedMigration> applied{{1, "0001_one.sql", sha256_hex(kClock)}};
  const auto rest = pending(kBoth, applied);
  ASSERT_TRUE(rest);
  EXPECT_THAT(names(*rest), ElementsAre("0002_two.sql"));
  EXPECT_THAT(*pending(kFirst, applied), IsEmpty());
}

TEST(Pending, RefusesAStoreThatIsNewerThanTheProgram) {
  const std::vector<AppliedMigration> applied{{1, "0001_one.sql", sha256_hex(kClock)},
                                              {2, "0002_two.sql", "x"}};
  const auto refused = pending(kFirst, applied);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
  EXPECT_THAT(refused.error().message.sv, HasSubstr("Databasen är nyare än programmet"));
  EXPECT_THAT(refused.error().message.en, HasSubstr("The store is newer than the program"));
}

TEST(Pending, RefusesAStoreToWhichAnotherTextWasApplied) {
  const std::vector<AppliedMigration> applied{{1, "0001_one.sql", sha256_hex("other")}};
  const auto refused = pending(kBoth, applied);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
}

TEST(Pending, RefusesAStoreWithAGap) {
  const std::vector<AppliedMigration> applied{{2, "0002_two.sql", sha256_hex(kBoth[1].sql)}};
  EXPECT_FALSE(pending(kBoth, applied));
}

TEST(Dialects, ReplaceTheirWordsAndKeepTheirOwnParts) {
  const std::vector<std::pair<std::string_view, std::string_view>> words{{"{text}", "VARCHAR"}};
  const Dialect dialect{"mine", words};
  const auto sql = in_dialect(
      "CREATE TABLE a (b {text} DEFAULT '{}');\n"
      "--only mine\nmine;\n--end\n"
      "--only other\nother {unknown};\n--end\n"
      "-- a {remark}\n"
      "last {text}",
      dialect);
  ASSERT_TRUE(sql);
  EXPECT_EQ(*sql, "CREATE TABLE a (b VARCHAR DEFAULT '{}');\nmine;\nlast VARCHAR");
  EXPECT_FALSE(in_dialect("{number}", dialect));
}

class SqliteSchema : public ::testing::Test {
 protected:
  Result<std::unique_ptr<Engine>> open(const std::vector<Migration>& known) {
    return sqlite::open(path_, clock_, known);
  }
  std::vector<std::string> tables(Engine& engine) {
    std::vector<std::string> found;
    EXPECT_TRUE(engine.read([&](Reader& reader) -> Result<void> {
      const auto rows =
          reader.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", {});
      if (!rows) return tl::unexpected{rows.error()};
      for (const auto& row : *rows) found.push_back(std::get<std::string>(row[0]));
      return {};
    }));
    return found;
  }
  Folder folder_;
  HandClock clock_;
  std::string path_{folder_ / "tertil.db"};
};

TEST_F(SqliteSchema, IsBroughtForwardFromAnEarlierOne) {
  ASSERT_TRUE(open(kFirst));
  EXPECT_THAT(*sqlite::pending_migrations(path_, kBoth), ElementsAre("0002_two.sql"));
  auto engine = open(kBoth);
  ASSERT_TRUE(engine);
  EXPECT_THAT(tables(**engine), ElementsAre("clock", "schema_migration", "two"));
  EXPECT_EQ((*engine)->health()->schema, 2);
  EXPECT_THAT(*sqlite::pending_migrations(path_, kBoth), IsEmpty());
}

TEST_F(SqliteSchema, OfANewerProgramIsRefusedAndLeftAlone) {
  ASSERT_TRUE(open(kBoth));
  const auto refused = open(kFirst);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message.sv, HasSubstr("nyare än programmet"));
  EXPECT_FALSE(sqlite::pending_migrations(path_, kFirst));
  EXPECT_TRUE(open(kBoth));
}

TEST_F(SqliteSchema, IsNeverHalfApplied) {
  ASSERT_TRUE(open(kFirst));
  const std::vector<Migration> broken{
      kFirst[0],
      {2, "0002_two.sql", "CREATE TABLE two (a {text}) {strict};\nCREATE TABLE two (b TEXT);\n"}};
  EXPECT_FALSE(open(broken));
  auto engine = open(kFirst);
  ASSERT_TRUE(engine);
  EXPECT_THAT(tables(**engine), ElementsAre("clock", "schema_migration"));
  engine->reset();
  EXPECT_TRUE(open(kBoth)) << "the mended one goes on from there";
}

TEST_F(SqliteSchema, PlanningCreatesNothing) {
  const auto plan = pending_migrations("sqlite:" + path_);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->size(), migrations().size());
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(SqliteSchema, IsNotPutIntoADatabaseOfSomebodyElse) {
  const std::vector<Migration> none{};
  {
    auto ours = open(kFirst);
    ASSERT_TRUE(ours);
    ASSERT_TRUE((*ours)->write([](Writer& writer) -> Result<void> {
      auto done = writer.execute("DROP TABLE schema_migration", {});
      if (!done) return tl::unexpected{done.error()};
      return {};
    }));
  }
  const auto refused = open(kFirst);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message.en, HasSubstr("something else than tertil"));
}

}  // namespace
}  // namespace tertil::store
