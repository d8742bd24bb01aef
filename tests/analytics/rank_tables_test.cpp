#include "analytics/rank_tables.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

#include "tests/analytics/example_tables.hpp"

namespace tertil::analytics {
namespace {

Eigen::MatrixXd random_tables(std::mt19937_64& random, Eigen::Index n, Eigen::Index count) {
  Eigen::MatrixXd tables(n, count);
  for (Eigen::Index g = 0; g < count; ++g) {
    const auto values = random_values(random, static_cast<std::size_t>(n));
    for (Eigen::Index i = 0; i < n; ++i) tables(i, g) = values[static_cast<std::size_t>(i)];
  }
  return tables;
}

void expect_places(const Eigen::MatrixXd& tables, Polarity polarity, Scheme scheme,
                   const TableRanks& ranks) {
  ASSERT_EQ(ranks.rows(), tables.rows());
  ASSERT_EQ(ranks.cols(), tables.cols());
  const auto classes = class_columns(ranks, scheme);
  ASSERT_EQ(classes.has_value(), tables.rows() >= 9);
  for (Eigen::Index g = 0; g < tables.cols(); ++g) {
    const auto size = static_cast<std::size_t>(tables.rows());
    const auto placed = place(std::span(tables.col(g).data(), size), polarity, scheme);
    for (Eigen::Index i = 0; i < tables.rows(); ++i) {
      const auto& expected = placed[static_cast<std::size_t>(i)];
      ASSERT_EQ(ranks(i, g), expected.rank) << "row " << i << " of column " << g;
      if (classes) {
        ASSERT_EQ(static_cast<RankClass>((*classes)(i, g)), expected.rank_class);
      }
    }
  }
}

TEST(RankColumns, AgreesWithPlaceForEverySizeAndAnyTies) {
  auto random = seeded();
  for (Eigen::Index n = 0; n <= 30; ++n) {
    for (const Eigen::Index count : {0, 1, 2, 3, 5, 24, 40}) {
      SCOPED_TRACE(testing::Message() << n << " regions in " << count << " tables");
      const auto tables = random_tables(random, n, count);
      for (const auto polarity : {Polarity::kLow, Polarity::kHigh}) {
        expect_places(tables, polarity, random_scheme(random), rank_columns(tables, polarity));
      }
    }
  }
}

TEST(RankColumns, RanksAPartOfALargerMatrix) {
  auto random = seeded();
  const auto large = random_tables(random, 25, 60);
  const Eigen::MatrixXd part = large.block(2, 3, 21, 50);
  expect_places(part, Polarity::kHigh, Scheme::kThirds,
                rank_columns(large.block(2, 3, 21, 50), Polarity::kHigh));
}

TEST(RankColumns, LeavesNothingBehindOfEarlierTables) {
  auto random = seeded();
  TableRanks ranks;
  for (const Eigen::Index n : {21, 9, 25, 1, 21}) {
    const auto tables = random_tables(random, n, 30);
    rank_columns(tables, Polarity::kLow, ranks);
    expect_places(tables, Polarity::kLow, Scheme::kThirds, ranks);
  }
}

TEST(RankColumns, RejectsNotANumberWhereverItStands) {
  for (const Eigen::Index n : {1, 21, 25}) {
    for (const Eigen::Index column : {0, 3, 9}) {
      for (const double bad :
           {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
            -std::numeric_limits<double>::infinity()}) {
        Eigen::MatrixXd tables = Eigen::MatrixXd::Constant(n, 10, 4.0);
        tables(n - 1, column) = bad;
        EXPECT_THROW(static_cast<void>(rank_columns(tables, Polarity::kLow)),
                     std::invalid_argument);
      }
    }
  }
}

TEST(RankColumns, TakesTheLargestNumbersThereAre) {
  constexpr double most = std::numeric_limits<double>::max();
  const Eigen::Vector3d table(most, -most, 0.0);
  EXPECT_EQ(rank_columns(table, Polarity::kHigh), TableRanks({{1}, {3}, {2}}));
}

TEST(RankColumns, RejectsMoreRowsThanARankCanName) {
  EXPECT_THROW(static_cast<void>(rank_columns(Eigen::MatrixXd(32'768, 0), Polarity::kLow)),
               std::invalid_argument);
}

TEST(CountRanks, CountsHowOftenEachRegionHadEachRank) {
  Eigen::MatrixXd tables(3, 4);
  tables << 1, 1, 3, 2,  //
      2, 1, 2, 2,        //
      3, 3, 1, 2;
  Eigen::MatrixXi expected(3, 3);
  expected << 3, 0, 1,  //
      2, 2, 0,          //
      2, 0, 2;
  EXPECT_EQ(count_ranks(rank_columns(tables, Polarity::kLow)), expected);
}

}  // namespace
}  // namespace tertil::analytics
