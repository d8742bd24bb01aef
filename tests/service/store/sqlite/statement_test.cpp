#include "service/store/sqlite/statement.hpp"

#include <gtest/gtest.h>

#include <array>

#include "service/store/sqlite/connection.hpp"
#include "service/store/sqlite/place.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store::sqlite {
namespace {

class StatementTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string path = folder_ / "tertil.db";
    ASSERT_TRUE(create(path));
    auto opened = Connection::open(path, Access::kWriting);
    ASSERT_TRUE(opened) << opened.error().where;
    connection_ = std::make_unique<Connection>(std::move(*opened));
    ASSERT_TRUE(connection_->run("CREATE TABLE t (a INTEGER NOT NULL, b TEXT) STRICT"));
  }
  Folder folder_;
  std::unique_ptr<Connection> connection_;
};

TEST_F(StatementTest, TakesOneStatementWithParametersNamedWithoutGaps) {
  const Value one{std::int64_t{1}};
  for (const auto* sql : {"SELECT 1; SELECT 2", "", "SELECT $2", "SELECT ?", "SELECT :a"}) {
    EXPECT_FALSE(connection_->query(sql, {&one, 1})) << sql;
  }
  EXPECT_TRUE(connection_->query("SELECT $1 ; \n", {&one, 1}));
}

TEST_F(StatementTest, RefusesTooFewAndTooManyValues) {
  const std::array<Value, 2> values{std::int64_t{1}, std::int64_t{2}};
  EXPECT_FALSE(connection_->query("SELECT $1", values));
  EXPECT_FALSE(connection_->query("SELECT $1"));
}

TEST_F(StatementTest, AFailedStatementIsReadyForTheNextUse) {
  const std::array<Value, 2> good{std::int64_t{1}, "x"};
  const std::array<Value, 2> bad{"not a number", "x"};
  constexpr auto kInsert = "INSERT INTO t (a, b) VALUES ($1, $2)";
  EXPECT_FALSE(connection_->execute(kInsert, bad));
  const auto added = connection_->execute(kInsert, good);
  ASSERT_TRUE(added);
  EXPECT_EQ(*added, 1);
  EXPECT_EQ(connection_->query("SELECT a, b FROM t")->size(), 1U);
}

TEST_F(StatementTest, CountsTheRowsItChanged) {
  ASSERT_TRUE(connection_->run("INSERT INTO t VALUES (1, ''), (2, ''), (3, '')"));
  EXPECT_EQ(connection_->execute("UPDATE t SET b = 'x' WHERE a > 1"), 2);
  EXPECT_EQ(connection_->execute("UPDATE t SET b = 'x' WHERE a > 9"), 0);
  EXPECT_EQ(connection_->execute("SELECT * FROM t"), 0) << "reading changes nothing";
}

TEST_F(StatementTest, ManyDifferentStatementsDoNotPileUpInMemory) {
  for (int i = 0; i < 500; ++i) {
    const auto rows = connection_->query("SELECT " + std::to_string(i));
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->at(0).at(0), Value{std::int64_t{i}});
  }
}

}  // namespace
}  // namespace tertil::store::sqlite
