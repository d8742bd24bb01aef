#include "service/figures/ranking.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/installation.hpp"

namespace tertil::figures {
namespace {

using ::testing::HasSubstr;
using tests::Fill;
using tests::Installation;

constexpr auto kRenewable = "renewable-fuel-public-transport";
constexpr auto kHeader = "keyFigure,region,year,value,missingReason,status\n";

class ShippedRanking : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { installation_ = new Installation{Fill::kShipped}; }
  static void TearDownTestSuite() { delete installation_; }
  static Ranking rank(const std::string& key_figure, int year,
                      std::optional<Series> series = std::nullopt,
                      Scheme scheme = Scheme::kThirds) {
    snapshot_ = installation_->snapshot();
    return ranking(*snapshot_, {key_figure, year, series, scheme}).value();
  }
  static const RankedRow& halland(const Ranking& ranking) {
    return *std::ranges::find(ranking.rows, "13", &RankedRow::region);
  }
  static inline Installation* installation_ = nullptr;
  static inline std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(ShippedRanking, GivesHalland2023RankTwelveYellowAnd167FromGreen) {
  const auto ranking = rank(kRenewable, 2023);
  EXPECT_EQ(ranking.n, 21);
  EXPECT_EQ(ranking.series, Series::kKolada);
  const auto& row = halland(ranking);
  EXPECT_EQ(row.value, 98.33);
  EXPECT_EQ(row.rank, 12);
  EXPECT_EQ(row.rank_class, RankClass::kYellow);
  ASSERT_TRUE(row.to_better_class);
  EXPECT_EQ(row.to_better_class->rank_class, RankClass::kGreen);
  EXPECT_EQ(row.to_better_class->value, 100.0);
  EXPECT_EQ(row.to_better_class->distance, 1.67);
  ASSERT_TRUE(row.printed);
  EXPECT_EQ(row.printed->rank, 12);
  EXPECT_FALSE(ranking.differs);
  EXPECT_EQ(ranking.source.sv, "Källa: Kolada U60496");
}

TEST_F(ShippedRanking, ShowsThePrintedSeventeenBesideTheComputedTwelveOf2017AndSaysWhy) {
  const auto ranking = rank(kRenewable, 2017);
  const auto& row = halland(ranking);
  EXPECT_EQ(row.rank, 12);
  EXPECT_EQ(row.rank_class, RankClass::kYellow);
  ASSERT_TRUE(row.printed);
  EXPECT_EQ(row.printed->rank, 17);
  EXPECT_EQ(row.printed->rank_class, RankClass::kRed);
  ASSERT_TRUE(ranking.differs);
  EXPECT_THAT(ranking.differs->sv, HasSubstr("17 av 21"));
  EXPECT_THAT(ranking.differs->en, HasSubstr("12 of 21"));
}

TEST_F(ShippedRanking, ListsRegionsWithoutAValueAndRanksTheOthersAmongThemselves) {
  const auto ranking = rank(kRenewable, 2011);
  EXPECT_EQ(ranking.n, 15);
  EXPECT_EQ(ranking.missing.size(), 6U);
  for (const auto& row : ranking.missing) EXPECT_EQ(row.reason, MissingReason::kMissing);
}

TEST_F(ShippedRanking, NeverRanksTheCountry) {
  const auto ranking = rank(kRenewable, 2023);
  EXPECT_TRUE(std::ranges::none_of(ranking.rows, [](auto& row) { return row.region == kCountry; }));
  ASSERT_TRUE(ranking.country);
  EXPECT_EQ(ranking.country->value, installation_->snapshot()
                                        ->figure(kRenewable)
                                        ->table(Series::kKolada)
                                        ->cell(installation_->snapshot()->country(), 2023)
                                        ->value);
}

TEST_F(ShippedRanking, AFutureYearIsNotPublishedYetAndAKeyFigureWithoutValuesHasNobody) {
  const auto future = rank(kRenewable, 2025);
  EXPECT_EQ(future.n, 0);
  EXPECT_EQ(future.missing.size(), 21U);
  EXPECT_EQ(future.missing.front().reason, MissingReason::kNotPublished);
  EXPECT_EQ(rank("diclofenac-use", 2024).n, 0);
}

TEST_F(ShippedRanking, OneRegionAloneGetsNoClassAndKeepsItsPrintedRank) {
  const auto ranking = rank("energy-use-premises", 2023);
  EXPECT_EQ(ranking.series, Series::kPrinted);
  EXPECT_EQ(ranking.n, 1);
  EXPECT_FALSE(ranking.class_sizes);
  EXPECT_FALSE(halland(ranking).rank_class);
  EXPECT_EQ(halland(ranking).printed->rank, 17);
  EXPECT_FALSE(ranking.differs) << "first of one is no rank to set beside a printed one";
}

TEST_F(ShippedRanking, AnUnknownKeyFigureIsNotFoundInWords) {
  const auto found = ranking(*installation_->snapshot(), {"nosuch", 2023, std::nullopt, {}});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(found.error().message.sv, HasSubstr("nosuch"));
}

TEST_F(ShippedRanking, TiesShareRankAndClassInCodeOrder) {
  const auto ranking = rank(kRenewable, 2023);
  for (std::size_t i = 1; i < ranking.rows.size(); ++i) {
    const auto& above = ranking.rows[i - 1];
    const auto& row = ranking.rows[i];
    EXPECT_GE(above.value, row.value);
    if (above.value == row.value) {
      EXPECT_EQ(above.rank, row.rank);
      EXPECT_EQ(above.rank_class, row.rank_class);
      EXPECT_LT(above.region, row.region);
    }
  }
}

TEST(Ranking, AReasonThatTheSourceGaveIsKept) {
  Installation installation{Fill::kReferenceOnly};
  ASSERT_TRUE(installation.import_text("kolada", std::string{kHeader} +
                                                     "organic-food,13,2023,,confidential,final\n" +
                                                     "organic-food,14,2023,30,,final\n"));
  const auto snapshot = installation.snapshot();
  const auto found = ranking(*snapshot, {"organic-food", 2023, std::nullopt, Scheme::kThirds});
  ASSERT_TRUE(found);
  const auto missing = std::ranges::find(found->missing, "13", &UnrankedRow::region);
  EXPECT_EQ(missing->reason, MissingReason::kConfidential);
}

TEST(PrintedClasses, AreFourteenRedFourYellowByThirdsAndElevenSevenByQuartiles) {
  Installation installation{Fill::kShipped};
  const auto snapshot = installation.snapshot();
  const auto count = [&](Scheme scheme) {
    ClassSizes sizes;
    for (const auto& figure : snapshot->figures)
      for (const int year : {2017, 2022, 2023, 2024}) {
        const auto* table = figure.table(Series::kPrinted);
        const auto printed = printed_in(
            table != nullptr ? table->cell(*snapshot->area("13"), year) : nullptr, scheme);
        if (!printed || !printed->rank_class) continue;
        if (*printed->rank_class == RankClass::kGreen) ++sizes.green;
        if (*printed->rank_class == RankClass::kYellow) ++sizes.yellow;
        if (*printed->rank_class == RankClass::kRed) ++sizes.red;
      }
    return sizes;
  };
  EXPECT_EQ(count(Scheme::kThirds), (ClassSizes{0, 4, 14}));
  EXPECT_EQ(count(Scheme::kQuartiles), (ClassSizes{0, 7, 11}));
}

TEST(RankingSeries, IsTheOneWithMostRegionsAndKoladaWhenEqual) {
  Installation installation{Fill::kReferenceOnly};
  const auto series_of = [&] {
    return installation.snapshot()->figure("organic-food")->ranking_series(2023);
  };
  EXPECT_FALSE(series_of());
  ASSERT_TRUE(installation.import_text("own-key-figures",
                                       std::string{kHeader} + "organic-food,13,2023,27,,final\n"));
  EXPECT_EQ(series_of(), Series::kOwn);
  ASSERT_TRUE(installation.import_text("kolada",
                                       std::string{kHeader} + "organic-food,14,2023,30,,final\n"));
  EXPECT_EQ(series_of(), Series::kKolada);
}

}  // namespace
}  // namespace tertil::figures
