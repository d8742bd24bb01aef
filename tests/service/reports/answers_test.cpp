#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/reports/comparison_json.hpp"
#include "service/reports/observation_json.hpp"
#include "service/reports/ranking_json.hpp"
#include "service/reports/reference_json.hpp"
#include "service/reports/series_json.hpp"
#include "service/reports/what_if_json.hpp"
#include "tests/service/reports/parsed.hpp"
#include "tests/support/installation.hpp"

namespace tertil::reports {
namespace {

using nlohmann::json;
using tests::must;
using tests::parsed;

/// The shipped figures, loaded once: nothing here changes them.
class Answers : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    installation_ = new tests::Installation{tests::Fill::kShipped};
    snapshot_ = installation_->snapshot();
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    delete installation_;
    installation_ = nullptr;
  }
  static json row_of(const json& rows, std::string_view region) {
    for (const auto& row : rows)
      if (row["region"] == region) return row;
    return nullptr;
  }
  static tests::Installation* installation_;
  static std::shared_ptr<const figures::Snapshot> snapshot_;
};
tests::Installation* Answers::installation_ = nullptr;
std::shared_ptr<const figures::Snapshot> Answers::snapshot_;

TEST_F(Answers, RankingTellsWhereHallandStandsAndWhatItTakesToMove) {
  const auto answer =
      parsed(to_json(must(figures::ranking(*snapshot_, {"fornybart", 2023, {}, {}}))));
  EXPECT_EQ(answer["keyFigure"], "renewable-fuel-public-transport");
  EXPECT_EQ(answer["series"], "kolada");
  EXPECT_EQ(answer["n"], 21);
  EXPECT_EQ(answer["median"], 99.04);
  EXPECT_EQ(answer["asOf"], nullptr);
  EXPECT_EQ(answer["source"], "Källa: Kolada U60496");
  EXPECT_EQ(answer["processing"], "Egen bearbetning");
  const auto halland = row_of(answer["rows"], "13");
  EXPECT_EQ(halland["value"], 98.33);
  EXPECT_EQ(halland["rank"], 12);
  EXPECT_EQ(halland["class"], "yellow");
  EXPECT_EQ(halland["toBetterClass"], (json{{"class", "green"}, {"value", 100}, {"gap", 1.67}}));
  EXPECT_TRUE(halland["toWorseClass"].contains("margin"));
  EXPECT_EQ(halland["rankChange"],
            halland["rank"].get<int>() - halland["previous"]["rank"].get<int>());
}

TEST_F(Answers, RankingOfAYearWithoutValuesSaysSoForEveryRegion) {
  const auto answer =
      parsed(to_json(must(figures::ranking(*snapshot_, {"fornybart", 1995, {}, {}}))));
  EXPECT_EQ(answer["n"], 0);
  EXPECT_EQ(answer["series"], nullptr);
  EXPECT_EQ(answer["rows"], json::array());
  EXPECT_EQ(answer["missing"].size(), 21U);
  EXPECT_EQ(answer["classSizes"], nullptr);
  for (const auto& row : answer["missing"]) EXPECT_TRUE(row["reason"].is_string());
}

TEST_F(Answers, ComparisonKeepsPrintedAndComputedApart) {
  const auto text =
      to_json(must(figures::comparison(*snapshot_, {"13", {2017, 2022, 2023, 2024}, {}})));
  const auto answer = parsed(text);
  EXPECT_LT(text.size(), 16'000U);
  EXPECT_EQ(answer["years"], (json{2017, 2022, 2023, 2024}));
  ASSERT_EQ(answer["rows"].size(), 6U);
  for (const auto& row : answer["rows"]) {
    EXPECT_EQ(row["cells"].size(), 4U);
    if (row["keyFigure"] == "renewable-fuel-public-transport") {
      EXPECT_EQ(row["cells"][0]["printed"]["rank"], 17);
      EXPECT_EQ(row["cells"][0]["computed"]["rank"], 12);
      EXPECT_EQ(row["cells"][3]["printed"], nullptr);
      EXPECT_EQ(row["cells"][3]["computed"]["rank"], 10);
    }
    if (row["keyFigure"] == "energy-use-premises") {
      EXPECT_EQ(row["cells"][0]["value"], 199);
      EXPECT_EQ(row["cells"][0]["printed"],
                (json{{"value", 199}, {"rank", 12}, {"of", 21}, {"class", "yellow"}}));
      EXPECT_EQ(row["cells"][0]["computed"], nullptr);
      EXPECT_EQ(row["target"]["status"], "atRisk");
      EXPECT_EQ(row["target"]["value"], 176);
      EXPECT_EQ(row["target"]["gap"], 12);
    }
  }
}

TEST_F(Answers, SeriesHasEveryYearOfEveryRegion) {
  const auto answer = parsed(to_json(must(figures::value_series(
      *snapshot_, {"fornybart", {"13", "14"}, 2016, 2024, std::nullopt, {}}))));
  ASSERT_EQ(answer["regions"].size(), 2U);
  for (const auto& region : answer["regions"]) {
    ASSERT_EQ(region["values"].size(), 9U);
    for (std::size_t i = 0; i < 9; ++i) {
      const auto& value = region["values"][i];
      EXPECT_EQ(value["year"], 2016 + static_cast<int>(i));
      EXPECT_NE(value["value"].is_null(), value["reason"].is_null());
    }
  }
  EXPECT_EQ(answer["regions"][0]["values"][1]["value"], 85.6);  // printed 2017
  EXPECT_FALSE(answer["bands"].empty());
}

TEST_F(Answers, WhatIfNamesTheOthersByCode) {
  const auto answer = parsed(to_json(
      must(figures::what_if(*snapshot_, {"fornybart", "13", 2023, 100.0, std::nullopt, {}}))));
  EXPECT_EQ(answer["rank"], 1);
  EXPECT_EQ(answer["class"], "green");
  EXPECT_EQ(answer["today"], (json{{"value", 98.33}, {"rank", 12}, {"class", "yellow"}}));
  ASSERT_TRUE(answer["others"]["changedClass"].is_array());
  EXPECT_EQ(answer["others"]["changedClass"].size(), answer["others"]["changes"].size());
}

TEST_F(Answers, KeyFiguresSayHowToGetWhatIsMissing) {
  const auto answer = parsed(key_figures_to_json(*snapshot_, {1, 20}, "13"));
  EXPECT_EQ(answer["total"], 12);
  ASSERT_EQ(answer["items"].size(), 12U);
  for (const auto& item : answer["items"]) {
    if (item["id"] == "renewable-fuel-public-transport") {
      EXPECT_EQ(item["fetch"], nullptr);
    }
    if (item["id"] == "energy-use-premises") {
      EXPECT_THAT(item["fetch"]["command"].get<std::string>(),
                  ::testing::StrEq("tertil pull kolada"));
      EXPECT_EQ(item["koladaId"], "U60495");
    }
    if (item["id"] == "electric-car-share") {
      EXPECT_EQ(item["koladaId"], nullptr);
    }
  }
}

TEST_F(Answers, ListsCanBeReadPageByPage) {
  std::vector<std::string> codes;
  for (int page = 1; page <= 3; ++page) {
    const auto answer = parsed(regions_to_json(*snapshot_, {page, 10}));
    EXPECT_EQ(answer["total"], 21);
    for (const auto& item : answer["items"]) codes.push_back(item["code"]);
  }
  EXPECT_EQ(codes.size(), 21U);
  EXPECT_TRUE(std::ranges::is_sorted(codes));
  EXPECT_EQ(parsed(regions_to_json(*snapshot_, {4, 10}))["items"], json::array());
  EXPECT_EQ(parsed(regions_to_json(*snapshot_, {900'000'000, 1000}))["items"], json::array());
}

TEST_F(Answers, ObservationsLeadBackToTheFile) {
  std::vector<store::ObservationVersion> versions;
  must(installation_->engine().read([&](store::Reader& reader) -> Result<void> {
    versions =
        must(store::observation_history(reader, "renewable-fuel-public-transport", "13", 2017));
    return {};
  }));
  const auto answer =
      parsed(observations_to_json("renewable-fuel-public-transport", "13", versions, {1, 20}));
  EXPECT_EQ(answer["total"], 2);
  for (const auto& item : answer["items"]) {
    EXPECT_EQ(item["year"], 2017);
    EXPECT_EQ(item["supersededAt"], nullptr);
    EXPECT_GT(item["row"], 1);
    EXPECT_EQ(item["sha256"].get<std::string>().size(), 64U);
    if (item["series"] == "printed") {
      EXPECT_EQ(item["value"], 85.6);
      EXPECT_EQ(item["source"], "printed-key-figures");
      EXPECT_NE(item["sourceText"]["sv"], "printed-key-figures");
    }
  }
}

}  // namespace
}  // namespace tertil::reports
