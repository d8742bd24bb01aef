#include "service/figures/certainty.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/installation.hpp"

namespace tertil::figures {
namespace {

using ::testing::HasSubstr;
using tests::Fill;
using tests::Installation;
using tests::must;

constexpr const char* kHeader = "keyFigure,region,year,value,status,source\n";
constexpr const char* kCodes[] = {"01", "03", "04", "05", "06", "07", "08", "09", "10"};

std::string rows(int year, const std::vector<std::pair<double, const char*>>& values) {
  std::string text = kHeader;
  for (std::size_t i = 0; i < values.size(); ++i)
    text += fmt::format("energy-use-premises,{},{},{},{},test\n", kCodes[i], year, values[i].first,
                        values[i].second);
  return text;
}

const CertainRow& row_of(const RankCertainties& answer, std::string_view region) {
  return *std::ranges::find(answer.rows, region, &CertainRow::region);
}

TEST(Certainty, OfTheShippedFiguresOnlyTheTiedOnesShareTheirPlaces) {
  Installation installation{Fill::kShipped};
  const auto answer = must(rank_certainty(*installation.snapshot(), {"fornybart", 2023, "13"}));
  EXPECT_EQ(answer.n, 21);
  EXPECT_EQ(answer.draws, 100'000);
  EXPECT_EQ(answer.errors.rounding, 0.005);  // Kolada's values are known to two decimals here
  EXPECT_FALSE(answer.errors.revision);
  const auto& halland = row_of(answer, "13");
  EXPECT_EQ(halland.place.rank, 12);
  EXPECT_EQ(halland.place.rank_low, 12);
  EXPECT_EQ(halland.place.rank_high, 12);
  EXPECT_TRUE(halland.place.sure);
  // Seven have 100: each is first in a seventh of the tables, so nobody's place is sure.
  EXPECT_EQ(row_of(answer, "12").place.rank_low, 1);
  EXPECT_EQ(row_of(answer, "12").place.rank_high, 7);
  EXPECT_EQ(
      answer.text.sv,
      "Region Halland har plats 12 av 21 och ligger kvar på plats 12. Säker färg: gul 100\u00a0%.");
  EXPECT_THAT(answer.errors.text.en, HasSubstr("±0.005\u00a0percentage points"));
}

TEST(Certainty, TwoWhoShareTheLastGreenPlaceAreGreenInHalfOfTheTables) {
  Installation installation{Fill::kReferenceOnly};
  must(installation.import_text("kolada", rows(2021, {{80, "final"},
                                                      {90, "final"},
                                                      {100, "final"},
                                                      {100, "final"},
                                                      {150, "final"},
                                                      {160, "final"},
                                                      {170, "final"},
                                                      {180, "final"},
                                                      {190, "final"}})));
  const auto answer = must(rank_certainty(*installation.snapshot(), {"energi", 2021, "04"}));
  EXPECT_EQ(answer.errors.rounding, 0.5);
  for (const auto* region : {"04", "05"}) {
    const auto& place = row_of(answer, region).place;
    EXPECT_EQ(place.rank_class, RankClass::kGreen);
    EXPECT_NEAR(place.probability->green, 0.5, 0.01);
    EXPECT_NEAR(place.probability->yellow, 0.5, 0.01);
    EXPECT_FALSE(place.sure);
  }
  EXPECT_THAT(answer.text.sv, HasSubstr("Osäker färg: grön 50\u00a0%, gul 50\u00a0%."));
}

/// Eight values of 100 that became 99 or 101: the median distance is 1 %, a deviation of 1.4826 %.
void teach_revisions(Installation& installation, std::size_t pairs) {
  std::vector<std::pair<double, const char*>> preliminary(pairs, {100, "preliminary"});
  std::vector<std::pair<double, const char*>> settled;
  for (std::size_t i = 0; i < pairs; ++i) settled.emplace_back(i % 2 == 0 ? 99 : 101, "final");
  must(installation.import_text("kolada", rows(2020, preliminary)));
  must(installation.import_text("kolada", rows(2020, settled)));
}

const std::vector<std::pair<double, const char*>> kOnePreliminary{
    {80, "final"},  {90, "final"},  {100, "final"}, {101, "preliminary"}, {150, "final"},
    {160, "final"}, {170, "final"}, {180, "final"}, {190, "final"}};

TEST(Certainty, APreliminaryValueIsAsUnsureAsEarlierOnesHaveTurnedOut) {
  Installation installation{Fill::kReferenceOnly};
  teach_revisions(installation, 8);
  must(installation.import_text("kolada", rows(2021, kOnePreliminary)));
  const auto answer = must(rank_certainty(*installation.snapshot(), {"energi", 2021, "05"}));
  ASSERT_TRUE(answer.errors.revision);
  EXPECT_EQ(answer.errors.revision->pairs, 8);
  EXPECT_NEAR(answer.errors.revision->scale, 0.014826, 1e-12);
  EXPECT_EQ(answer.errors.revision->kind, analytics::RevisionKind::kRelative);
  EXPECT_EQ(answer.errors.preliminary, 1);
  // 101 falls below 100 when its error, 1.4826 % and two roundings evenly within ±0.5, does.
  const double deviation = std::sqrt(std::pow(101 * 0.014826, 2) + 2.0 / 12);
  const double expected = 0.5 * std::erfc(1 / deviation / std::sqrt(2.0));
  EXPECT_NEAR(row_of(answer, "05").place.probability->green, expected, 0.01);
  EXPECT_FALSE(row_of(answer, "05").place.sure);
  EXPECT_THAT(answer.errors.text.sv, HasSubstr("1,48\u00a0% (standardavvikelse, 8 värden)"));
}

TEST(Certainty, TooFewRevisionsAreNoErrorAndTheTextSaysSo) {
  Installation installation{Fill::kReferenceOnly};
  teach_revisions(installation, 7);
  must(installation.import_text("kolada", rows(2021, kOnePreliminary)));
  const auto answer = must(rank_certainty(*installation.snapshot(), {"energi", 2021, "05"}));
  EXPECT_FALSE(answer.errors.revision);
  EXPECT_EQ(row_of(answer, "05").place.probability->yellow, 1.0);
  EXPECT_THAT(answer.errors.text.sv, HasSubstr("blivit slutliga: 7. Minst 8 behövs"));
}

TEST(Certainty, ABatchThatWasTakenBackTeachesNothing) {
  Installation installation{Fill::kReferenceOnly};
  teach_revisions(installation, 8);
  const auto wrong = must(installation.import_text("kolada", rows(2020, {{98, "revised"}})));
  EXPECT_EQ(installation.snapshot()->figure("energi")->history[0].settled.front().final_value,
            98.0);
  must(installation.importer().retract(wrong.id, "test", "fel fil"));
  EXPECT_EQ(installation.snapshot()->figure("energi")->history[0].settled.front().final_value,
            99.0);
}

TEST(Certainty, WithoutOthersToCompareWithItSaysSoInsteadOfRows) {
  Installation installation{Fill::kShipped};
  const auto answer = must(rank_certainty(*installation.snapshot(), {"energi", 2023, "13"}));
  EXPECT_EQ(answer.n, 1);
  EXPECT_TRUE(answer.rows.empty());
  EXPECT_THAT(answer.text.sv, HasSubstr("Färre än två regioner"));
}

}  // namespace
}  // namespace tertil::figures
