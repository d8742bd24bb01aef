#include "service/figures/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/installation.hpp"

namespace tertil::figures {
namespace {

using analytics::TargetStatus;
using tests::Fill;
using tests::Installation;

/// The table of Region Halland's annual report, as printed.
struct PrintedCell {
  std::string key_figure;
  int year;
  double value;
  int rank;  ///< 0: none printed.
  std::optional<RankClass> rank_class;
};

std::vector<PrintedCell> annual_report() {
  constexpr auto kRed = RankClass::kRed;
  constexpr auto kYellow = RankClass::kYellow;
  const auto none = std::optional<RankClass>{};
  return {{"antibiotic-prescriptions", 2017, 306, 16, kRed},
          {"antibiotic-prescriptions", 2022, 257, 15, kRed},
          {"antibiotic-prescriptions", 2023, 280, 17, kRed},
          {"antibiotic-prescriptions", 2024, 276, 0, none},
          {"organic-food", 2017, 31.0, 17, kRed},
          {"organic-food", 2022, 28.2, 18, kRed},
          {"organic-food", 2023, 25.0, 17, kRed},
          {"organic-food", 2024, 27.4, 0, none},
          {"renewable-fuel-public-transport", 2017, 85.6, 17, kRed},
          {"renewable-fuel-public-transport", 2022, 98.0, 12, kYellow},
          {"renewable-fuel-public-transport", 2023, 98.4, 12, kYellow},
          {"renewable-fuel-public-transport", 2024, 98.6, 0, none},
          {"energy-use-premises", 2017, 199, 12, kYellow},
          {"energy-use-premises", 2022, 188, 15, kRed},
          {"energy-use-premises", 2023, 184, 17, kRed},
          {"energy-use-premises", 2024, 188, 0, none},
          {"medical-gases", 2017, 4.1, 18, kRed},
          {"medical-gases", 2022, 3.4, 20, kRed},
          {"medical-gases", 2023, 2.9, 20, kRed},
          {"medical-gases", 2024, 2.8, 0, none},
          {"hospital-waste-recycling", 2017, 29.4, 12, kYellow},
          {"hospital-waste-recycling", 2022, 20.3, 21, kRed},
          {"hospital-waste-recycling", 2023, 21.9, 21, kRed},
          {"hospital-waste-recycling", 2024, 21.4, 0, none}};
}

class ShippedComparison : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    installation_ = new Installation{Fill::kShipped};
    snapshot_ = installation_->snapshot();
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    delete installation_;
  }
  static Comparison halland(Scheme scheme = Scheme::kThirds) {
    return comparison(*snapshot_, {"13", {}, scheme}).value();
  }
  static const ComparisonRow& row(const Comparison& table, std::string_view key_figure) {
    return *std::ranges::find_if(table.rows, [&](const ComparisonRow& candidate) {
      return candidate.figure->definition.id == key_figure;
    });
  }
  static inline Installation* installation_ = nullptr;
  static inline std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(ShippedComparison, ShowsTheYearsOfTheAnnualReportWhenNoneAreNamed) {
  EXPECT_THAT(halland().years, ::testing::ElementsAre(2017, 2022, 2023, 2024));
}

TEST_F(ShippedComparison, HasEveryCellOfTheAnnualReportWithItsPrintedRankAndClass) {
  const auto table = halland();
  ASSERT_EQ(table.rows.size(), 6U);
  for (const auto& printed : annual_report()) {
    SCOPED_TRACE(printed.key_figure + " " + std::to_string(printed.year));
    const auto& cells = row(table, printed.key_figure).cells;
    const auto cell = *std::ranges::find(cells, printed.year, &ComparisonCell::year);
    EXPECT_EQ(cell.value, printed.value);
    EXPECT_EQ(cell.series, Series::kPrinted);
    ASSERT_EQ(cell.printed.has_value(), printed.rank != 0);
    if (!cell.printed) continue;
    EXPECT_EQ(cell.printed->rank, printed.rank);
    EXPECT_EQ(cell.printed->of, 21);
    EXPECT_EQ(cell.printed->rank_class, printed.rank_class);
  }
}

TEST_F(ShippedComparison, HasComputedRanksOnlyWhereOtherRegionsHaveValues) {
  const auto table = halland();
  for (const auto& line : table.rows)
    for (const auto& cell : line.cells) {
      const auto& id = line.figure->definition.id;
      const bool others = id == "renewable-fuel-public-transport" ||
                          (id == "antibiotic-prescriptions" && cell.year <= 2022);
      EXPECT_EQ(cell.computed.has_value(), others) << id << ' ' << cell.year;
    }
  const auto& newest = row(table, "renewable-fuel-public-transport").cells.back();
  EXPECT_EQ(newest.computed->rank, 10);
  EXPECT_EQ(newest.computed->of, 21);
  EXPECT_FALSE(newest.printed);
}

TEST_F(ShippedComparison, SaysHowManyAreInTheLastThirdAndHowManyReachedTheTarget) {
  const auto table = halland();
  const auto summary = *std::ranges::find(table.summary, 2023, &YearSummary::year);
  EXPECT_EQ(summary.text.sv, "5 av 6 nyckeltal i sista tredjedelen, 0 har nått målet.");
  EXPECT_EQ(summary.text.en, "5 of 6 key figures in the last third; targets reached: 0.");
}

TEST_F(ShippedComparison, JudgesTheTargetsOf2026WithoutTouchingTheColours) {
  const auto table = halland();
  const std::vector<std::pair<std::string, TargetStatus>> expected{
      {"antibiotic-prescriptions", TargetStatus::kAtRisk},
      {"organic-food", TargetStatus::kNotAssessable},
      {"renewable-fuel-public-transport", TargetStatus::kOnTrack},
      {"energy-use-premises", TargetStatus::kAtRisk},
      {"medical-gases", TargetStatus::kAtRisk},
      {"hospital-waste-recycling", TargetStatus::kOffTrack}};
  for (const auto& [key_figure, status] : expected) {
    const auto& target = row(table, key_figure).target;
    ASSERT_TRUE(target) << key_figure;
    EXPECT_EQ(target->target.year, 2026);
    EXPECT_EQ(target->current_year, 2024);
    EXPECT_EQ(target->progress.status, status) << key_figure;
  }
  EXPECT_EQ(row(table, "energy-use-premises").target->progress.gap, 12);
  EXPECT_EQ(row(table, "organic-food").target->progress.gap, 2.6);
}

TEST_F(ShippedComparison, ExplainsWherePrintedAndComputedRanksDiffer) {
  EXPECT_TRUE(row(halland(), "renewable-fuel-public-transport").note);
  EXPECT_FALSE(row(halland(), "energy-use-premises").note);
}

TEST_F(ShippedComparison, ARegionWithoutAPrintedTableShowsItsLastFourYears) {
  const auto table = comparison(*snapshot_, {"03", {}, Scheme::kThirds}).value();
  EXPECT_THAT(table.years, ::testing::ElementsAre(2021, 2022, 2023, 2024));
  EXPECT_FALSE(row(table, "renewable-fuel-public-transport").target);
  const auto& energy = row(table, "energy-use-premises").cells.front();
  EXPECT_FALSE(energy.value);
  EXPECT_TRUE(energy.reason);
}

TEST_F(ShippedComparison, AnUnknownRegionIsNotFound) {
  const auto found = comparison(*snapshot_, {"02", {}, Scheme::kThirds});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
}

TEST(ComparisonAsOf, AnswersAsItWasKnownThen) {
  Installation installation{Fill::kShipped};
  const auto before = system_clock().now();
  const auto value_at = [&](const Snapshot& snapshot) {
    const auto table = comparison(snapshot, {"13", {2023}, Scheme::kThirds}).value();
    for (const auto& line : table.rows)
      if (line.figure->definition.id == "renewable-fuel-public-transport")
        return line.cells.front().computed->value;
    return 0.0;
  };
  EXPECT_EQ(value_at(*installation.snapshot()), 98.33);
  ASSERT_TRUE(installation.import_text("kolada",
                                       "keyFigure,region,year,value,status\n"
                                       "renewable-fuel-public-transport,13,2023,99.9,revised\n"));
  EXPECT_EQ(value_at(*installation.snapshot()), 99.9);
  EXPECT_EQ(value_at(*installation.published().as_of(before).value()), 98.33);
}

TEST(ComparisonAsOf, BeforeAnythingWasKnownNamesTheKeyFiguresAndHasNoValues) {
  Installation installation{Fill::kShipped};
  const auto past = installation.published().as_of(Instant{0}).value();
  const auto table = comparison(*past, {"13", {2023}, Scheme::kThirds}).value();
  ASSERT_EQ(table.rows.size(), 6U);
  for (const auto& line : table.rows) EXPECT_FALSE(line.cells.front().value);
}

}  // namespace
}  // namespace tertil::figures
