#include "service/store/postgresql/statement_text.hpp"

#include <gmock/gmock.h>

#include <limits>

namespace tertil::store::postgresql {
namespace {

using ::testing::ElementsAre;

TEST(StatementText, GivesEachParameterItsTypeAndNullItsName) {
  const std::vector<Value> values{std::int64_t{1}, Value{}, "text", 0.5, Bytes{"b"}};
  EXPECT_EQ(typed("SELECT $5, $2, $1 WHERE $3 = '' OR $4 > 0 AND $3 <> $2", values).value(),
            "SELECT $4::bytea, NULL, $1::bigint WHERE $2::text = '' OR $3::double precision > 0 "
            "AND $2::text <> NULL");
  EXPECT_EQ(kinds_of(values), "intrb");
  EXPECT_THAT(as_texts(values).value(), ElementsAre("1", "text", "0.5", "\\x62"));
}

TEST(StatementText, LeavesWhatStandsInQuotesAlone) {
  const std::vector<Value> values{"x"};
  EXPECT_EQ(typed("SELECT '$1', \"$1\", 'it''s $1', $1", values).value(),
            "SELECT '$1', \"$1\", 'it''s $1', $1::text");
}

TEST(StatementText, RefusesAParameterThatNobodyGave) {
  const std::vector<Value> values{"x"};
  EXPECT_FALSE(typed("SELECT $2", values));
  EXPECT_FALSE(typed("SELECT $0", values));
  EXPECT_FALSE(typed("SELECT 'open", values));
}

TEST(StatementText, KeepsEveryBitOfANumberAndRefusesWhatIsNone) {
  const std::vector<Value> values{0.1 + 0.2, std::numeric_limits<double>::denorm_min(),
                                  std::numeric_limits<std::int64_t>::min()};
  EXPECT_THAT(as_texts(values).value(),
              ElementsAre("0.30000000000000004", "5e-324", "-9223372036854775808"));
  const std::vector<Value> infinite{std::numeric_limits<double>::infinity()};
  EXPECT_FALSE(as_texts(infinite));
}

}  // namespace
}  // namespace tertil::store::postgresql
