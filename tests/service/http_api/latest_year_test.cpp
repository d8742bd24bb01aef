// An address that is set up once and follows new years.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using LatestYear = SharedApi;

TEST_F(LatestYear, IsTheNewestThatARegionHasAValueForInTheSeriesAskedFor) {
  const std::string ranking = "/api/v1/key-figures/fornybart/ranking?year=";
  for (const auto* series : {"", "&series=kolada", "&series=printed"}) {
    const auto latest = api().get_json(ranking + "latest" + series);
    const int year = latest["year"];
    EXPECT_EQ(latest, api().get_json(ranking + std::to_string(year) + series)) << series;
    EXPECT_GT(latest["n"], 0) << series;
    for (const auto later : {1, 2, 3})
      EXPECT_EQ(api().get_json(ranking + std::to_string(year + later) + series)["n"], 0) << series;
  }
  EXPECT_EQ(api().get_json(ranking + "latest&series=kolada")["year"], 2024);
}

TEST_F(LatestYear, CanBeAskedForWhereverARankingIs) {
  for (const std::string question :
       {"/api/v1/key-figures/fornybart/certainty?year=", "/enkel/nyckeltal/fornybart",
        "/api/v1/key-figures/fornybart/what-if?value=100&year="})
    EXPECT_EQ(api().get(question + (question.ends_with('=') ? "latest" : "")).status, 200)
        << question;
}

TEST_F(LatestYear, StandsBesideOthersInAComparison) {
  const auto years = [](const std::string& asked) {
    return api().get_json("/api/v1/comparison?region=13&years=" + asked)["years"];
  };
  EXPECT_EQ(years("2017,latest:2"), (json{2017, 2023, 2024}));
  EXPECT_EQ(years("latest"), (json{2024}));
  EXPECT_EQ(years("2024,latest:3"), (json{2024, 2022, 2023}));
}

TEST(NewLatestYear, ComesWithTheFirstValueOfIt) {
  Api api;
  const std::string ranking = "/api/v1/key-figures/energi/ranking?year=latest";
  const std::string comparison = "/api/v1/comparison?region=13&years=latest:2";
  const int before = api.get_json(ranking)["year"];
  must(api.installation().import_text("own-key-figures",
                                      fmt::format("keyFigure,region,year,value,status\n"
                                                  "energy-use-premises,13,{},171,preliminary\n",
                                                  before + 1)));
  EXPECT_EQ(api.get_json(ranking)["year"], before + 1);
  EXPECT_EQ(api.get_json(comparison)["years"], (json{before, before + 1}));
  EXPECT_THAT(api.get(ranking + "&format=csv").body, HasSubstr(std::to_string(before + 1)));
}

}  // namespace
}  // namespace tertil::http::testing
