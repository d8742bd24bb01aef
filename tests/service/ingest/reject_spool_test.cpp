#include "service/ingest/reject_spool.hpp"

#include <gtest/gtest.h>

namespace tertil::ingest {
namespace {

store::Reject reject(std::int64_t row) {
  return {row,
          "value",
          "rå " + std::to_string(row),
          "not-a-number",
          {"sv", std::string(static_cast<std::size_t>(row % 7), 'x')},
          "{\"a\":\"b\\n\"}"};
}

std::vector<std::int64_t> rows_in(const RejectSpool& spool) {
  std::vector<std::int64_t> rows;
  EXPECT_TRUE(spool.each([&](std::span<const store::Reject> some) -> Result<void> {
    for (const auto& one : some) {
      const auto expected = reject(one.row);
      EXPECT_EQ(one.raw, expected.raw);
      EXPECT_EQ(one.message.en, expected.message.en);
      EXPECT_EQ(one.record, expected.record);
      rows.push_back(one.row);
    }
    return {};
  }));
  return rows;
}

TEST(Rejects, ComeBackInOrderAlsoWhenTheyWentToDisk) {
  RejectSpool spool;
  std::vector<std::int64_t> expected;
  for (std::int64_t row = 1; row <= 9000; ++row) {
    spool.push_back(reject(row));
    expected.push_back(row);
  }
  EXPECT_EQ(spool.size(), 9000);
  EXPECT_EQ(rows_in(spool), expected);
  EXPECT_EQ(rows_in(spool), expected) << "and a second time";
}

TEST(Rejects, AreForgottenBackToAMarkInMemoryAndOnDisk) {
  for (const std::int64_t kept : {0, 10, 2000, 5000}) {
    RejectSpool spool;
    for (std::int64_t row = 1; row <= kept; ++row) spool.push_back(reject(row));
    const auto mark = spool.mark();
    for (std::int64_t row = 1; row <= 3000; ++row) spool.push_back(reject(row));
    spool.back_to(mark);
    spool.push_back(reject(77));
    const auto rows = rows_in(spool);
    ASSERT_EQ(rows.size(), static_cast<std::size_t>(kept) + 1);
    EXPECT_EQ(rows.back(), 77);
  }
}

}  // namespace
}  // namespace tertil::ingest
