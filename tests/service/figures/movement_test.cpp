#include "service/figures/movement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/installation.hpp"

namespace tertil::figures {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using tests::Fill;
using tests::Installation;
using tests::must;

class ShippedMovement : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    installation_ = new Installation{Fill::kShipped};
    snapshot_ = installation_->snapshot();
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    delete installation_;
  }
  static Result<RankMovement> ask(std::string key_figure, int from, int to,
                                  std::optional<Series> series = std::nullopt,
                                  std::string region = "13") {
    return rank_movement(
        *snapshot_, {std::move(key_figure), std::move(region), from, to, series, Scheme::kThirds});
  }
  static inline Installation* installation_ = nullptr;
  static inline std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(ShippedMovement, EnergyFellFromTwelveToSeventeenBecauseFiveOthersImprovedMore) {
  const auto answer = must(ask("energi", 2017, 2023));
  EXPECT_EQ(answer.series, Series::kPrinted);
  EXPECT_EQ(answer.rank_from, 12);
  EXPECT_EQ(answer.rank_to, 17);
  EXPECT_EQ(answer.change, 5);
  EXPECT_EQ(answer.value_from, 199);
  EXPECT_EQ(answer.value_to, 184);
  EXPECT_EQ(answer.class_from, RankClass::kYellow);
  EXPECT_EQ(answer.class_to, RankClass::kRed);
  EXPECT_FALSE(answer.parts);
  EXPECT_THAT(answer.text.sv,
              AllOf(HasSubstr("tryckt plats 12 av 21 (2017) till 17 av 21 (2023): 5 platser sämre"),
                    HasSubstr("Värdet blev bättre, 199 till 184\u00a0kWh/m²."),
                    HasSubstr("minst 5 har gått om: det egna värdet förbättrades, men andras "
                              "förbättrades mer"),
                    HasSubstr("Kolada (U60495)")));
}

TEST_F(ShippedMovement, RenewableFuelStoodStillBecauseAllMovedAlike) {
  // Counted from Kolada U60496: 98.33 would have been 5th among the others' values of 2017, and
  // 85.58 19th among those of 2023. So in either order own is worth -7 and others +7.
  const auto answer = must(ask("fornybart", 2017, 2023));
  EXPECT_EQ(answer.series, Series::kKolada);
  EXPECT_EQ(answer.rank_from, 12);
  EXPECT_EQ(answer.rank_to, 12);
  EXPECT_EQ(answer.parts, (analytics::MovementParts{-7, 7, 0, 0}));
  EXPECT_THAT(answer.overtook,
              ElementsAre(Field(&NamedRegion::region, "14"), Field(&NamedRegion::region, "20"),
                          Field(&NamedRegion::region, "21")));
  EXPECT_THAT(answer.overtaken_by,
              ElementsAre(Field(&NamedRegion::region, "03"), Field(&NamedRegion::region, "09"),
                          Field(&NamedRegion::region, "12")));
  EXPECT_EQ(answer.printed->from, 17);
  EXPECT_EQ(answer.printed->to, 12);
  EXPECT_THAT(answer.text.sv, HasSubstr("Tryckt: plats 17 (2017) och 12 (2023)."));
}

TEST_F(ShippedMovement, PartsOfEveryRegionAndPairOfYearsSumToTheChange) {
  int asked = 0;
  for (const auto& region : snapshot_->regions)
    for (int from = 2011; from < 2024; ++from) {
      const auto answer = ask("fornybart", from, from + 1, Series::kKolada, region.code);
      if (!answer) continue;
      ++asked;
      const auto& parts = answer->parts.value();
      EXPECT_EQ(parts.own + parts.others + parts.revisions + parts.membership, answer->change);
      EXPECT_EQ(answer->change, answer->rank_to - answer->rank_from);
      EXPECT_EQ(answer->change,
                static_cast<int>(answer->overtaken_by.size() + answer->joined.size()) -
                    static_cast<int>(answer->overtook.size() + answer->left.size()));
    }
  EXPECT_GT(asked, 200);
}

TEST_F(ShippedMovement, RefusesInWordsWhereThereIsNothingToCompare) {
  const auto no_rank = ask("energi", 2017, 2024);  // 2024 was printed without ranks
  ASSERT_FALSE(no_rank);
  EXPECT_EQ(no_rank.error().code, ErrorCode::kRefused);
  EXPECT_EQ(ask("energi", 2017, 2023, Series::kKolada).error().code, ErrorCode::kRefused);
  EXPECT_EQ(ask("energi", 2023, 2023).error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(ask("enrgi", 2017, 2023).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ask("energi", 2017, 2023, std::nullopt, "99").error().code, ErrorCode::kNotFound);
}

constexpr const char* kHeader = "keyFigure,region,year,value,status,source\n";

TEST(Movement, TellsWhatWasPublishedFromWhatTheDataSayToday) {
  Installation installation{Fill::kReferenceOnly};
  must(installation.import_text("kolada", std::string{kHeader} +
                                              "energy-use-premises,01,2022,150,final,test\n"
                                              "energy-use-premises,13,2022,160,final,test\n"
                                              "energy-use-premises,14,2022,170,final,test\n"
                                              "energy-use-premises,01,2023,150,final,test\n"
                                              "energy-use-premises,13,2023,160,final,test\n"
                                              "energy-use-premises,14,2023,170,final,test\n"));
  must(installation.import_text("kolada", std::string{kHeader} +
                                              "energy-use-premises,14,2022,155,revised,test\n"
                                              "energy-use-premises,14,2023,155,revised,test\n"));
  const auto answer =
      must(rank_movement(*installation.snapshot(), {"energi", "13", 2022, 2023, {}, {}}));
  EXPECT_EQ(answer.change, 1);
  EXPECT_EQ(answer.parts, (analytics::MovementParts{0, 0, 1, 0}));
  EXPECT_EQ(answer.as_published->to, 2);
  EXPECT_EQ(answer.today->from, 3);
  EXPECT_EQ(answer.today->to, 3);
  ASSERT_EQ(answer.revised.size(), 2U);
  EXPECT_EQ(answer.revised[0].region, "14");
  EXPECT_EQ(answer.revised[0].published, 170);
  EXPECT_EQ(answer.revised[0].today, 155);
  EXPECT_THAT(answer.text.sv,
              AllOf(HasSubstr("revideringar +1"), HasSubstr("Reviderade värden: 2."),
                    HasSubstr("Med dagens uppgifter: plats 3 (2022) och 3 (2023)")));
}

}  // namespace
}  // namespace tertil::figures
