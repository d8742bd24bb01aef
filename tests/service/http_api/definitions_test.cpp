#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/ingest/first_start.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kFigure = "/api/v1/key-figures/fornybart";
const std::string kDefinition = kFigure + "/definition";
const std::string kRanking = kFigure + "/ranking?year=2023";

class Definitions : public ::testing::Test {
 protected:
  Reply put(const json& body, const std::string& etag, const std::string& query = {}) {
    auto lines = coordinator_ + "Content-Type: application/json\r\n";
    if (!etag.empty()) lines += "If-Match: " + etag + "\r\n";
    return api_.ask(with_body("PUT", kDefinition + query, body.dump(), lines));
  }
  Reply now() { return api_.get(kDefinition, coordinator_); }
  int halland(const std::string& query = {}) {
    const auto ranking = api_.get_json(kRanking + query);
    for (const auto& row : ranking["rows"])
      if (row["region"] == "13") return row["rank"];
    return 0;
  }
  Api api_;
  std::string coordinator_ = api_.sign_in("coordinator");
};

TEST_F(Definitions, ShowWhatSavingWouldChangeBeforeAnythingIsSaved) {
  const auto before = now();
  ASSERT_EQ(halland(), 12);
  const auto tried = put({{"polarity", "low"}, {"reason", "Prov"}}, {}, "?dryRun=true");
  ASSERT_EQ(tried.status, 200U) << tried.body;
  const auto said = parsed(tried.body);
  EXPECT_EQ(said["polarity"], "low");
  EXPECT_EQ(said["scope"], (json{{"years", 14}, {"regions", 21}}));
  bool told = false;
  for (const auto& move : said["effects"]["rankMoves"])
    told = told || (move["region"] == "13" && move["year"] == 2023 && move["rankBefore"] == 12);
  EXPECT_TRUE(told) << said["effects"]["rankMoves"].dump().substr(0, 400);
  EXPECT_EQ(now().body, before.body);
  EXPECT_EQ(halland(), 12);
}

TEST_F(Definitions, ThatAreChangedRankAnewAndThePastStaysAsItWas) {
  const auto then = api_.get_json("/api/v1/api-info")["dataVersion"].get<std::string>();
  const auto saved =
      put({{"polarity", "low"}, {"decimals", 2}, {"reason", "Prov"}}, now().header("etag"));
  ASSERT_EQ(saved.status, 200U) << saved.body;
  EXPECT_EQ(api_.get_json(kRanking)["polarity"], "low");
  EXPECT_EQ(api_.get_json(kRanking)["decimals"], 2);
  EXPECT_NE(halland(), 12);
  EXPECT_EQ(halland("&asOf=" + then), 12);
  EXPECT_EQ(api_.get_json(kRanking + "&asOf=" + then)["polarity"], "high");
}

TEST_F(Definitions, AreTakenBackByAReasonAloneAndEveryVersionIsKept) {
  ASSERT_EQ(put({{"name", {{"sv", "Nytt namn"}, {"en", "New name"}}}, {"reason", "Ett"}},
                now().header("etag"))
                .status,
            200U);
  EXPECT_EQ(api_.get_json(kFigure)["name"]["sv"], "Nytt namn");
  ASSERT_EQ(put({{"reason", "Två"}}, now().header("etag")).status, 200U);
  const auto said = parsed(now().body);
  EXPECT_EQ(said["name"], said["shipped"]["name"]);
  ASSERT_EQ(said["history"].size(), 2U);
  EXPECT_EQ(said["history"][0]["reason"], "Två");
  EXPECT_EQ(said["history"][1]["name"]["en"], "New name");
  EXPECT_THAT(said["history"][1]["actor"].get<std::string>(), HasSubstr("coordinator"));
}

TEST_F(Definitions, AreNotChangedFromWhatIsNoLongerRead) {
  const auto etag = now().header("etag");
  EXPECT_EQ(put({{"decimals", 3}, {"reason", "Prov"}}, {}).status, 412U);
  ASSERT_EQ(put({{"decimals", 3}, {"reason", "Prov"}}, etag).status, 200U);
  EXPECT_EQ(put({{"decimals", 2}, {"reason", "Prov"}}, etag).status, 412U);
  EXPECT_EQ(parsed(now().body)["decimals"], 3);
}

TEST_F(Definitions, WithoutABestEndTakeEveryRankAway) {
  const auto tried = put({{"polarity", "none"}, {"reason", "Prov"}}, {}, "?dryRun=true");
  const auto moves = parsed(tried.body)["effects"]["rankMoves"];
  ASSERT_FALSE(moves.empty());
  for (const auto& move : moves) {
    EXPECT_EQ(move["rankAfter"], nullptr);
    EXPECT_GT(move["rankBefore"], 0);
  }
}

TEST_F(Definitions, SayWhoChangedThemToThoseWhoMayChangeThem) {
  ASSERT_EQ(put({{"decimals", 3}, {"reason", "Prov"}}, now().header("etag")).status, 200U);
  for (const std::string role : {"contributor", "editor", "admin"}) {
    const auto said = parsed(api_.get(kDefinition, api_.sign_in(role)).body);
    EXPECT_EQ(said["history"][0]["actor"], nullptr) << role;
    EXPECT_EQ(said["history"][0]["reason"], "Prov") << role;
  }
}

TEST_F(Definitions, AreWrittenByCoordinatorsAlone) {
  for (const std::string role : {"viewer", "contributor", "editor", "admin"}) {
    const auto lines = api_.sign_in(role) + "Content-Type: application/json\r\nIf-Match: *\r\n";
    const json body{{"reason", "Prov"}};
    EXPECT_EQ(api_.ask(with_body("PUT", kDefinition, body.dump(), lines)).status, 403U) << role;
  }
  EXPECT_EQ(api_.get(kDefinition).status, 401U);
}

TEST_F(Definitions, SayWhichPartIsWrong) {
  const std::string kNul{"\0", 1};
  const std::pair<json, const char*> kCases[] = {
      {{{"decimals", -1}, {"reason", "x"}}, "/decimals"},
      {{{"decimals", 7}, {"reason", "x"}}, "/decimals"},
      {{{"decimals", 1.5}, {"reason", "x"}}, "/decimals"},
      {{{"polarity", "sideways"}, {"reason", "x"}}, "/polarity"},
      {{{"name", "Namn"}, {"reason", "x"}}, "/name"},
      {{{"name", {{"sv", "Namn"}}}, {"reason", "x"}}, "/name"},
      {{{"name", {{"sv", "Namn"}, {"en", " "}}}, {"reason", "x"}}, "/name/en"},
      {{{"name", {{"sv", "N" + kNul}, {"en", "N"}}}, {"reason", "x"}}, "/name/sv"},
      {{{"definition", {{"sv", std::string(4001, 'a')}, {"en", "b"}}}, {"reason", "x"}},
       "/definition/sv"},
      {{{"decimals", 1}}, "/reason"},
      {{{"unit", "MWh"}, {"reason", "x"}}, "/unit"}};
  for (const auto& [body, pointer] : kCases) {
    const auto reply = put(body, now().header("etag"));
    EXPECT_EQ(reply.status, 422U) << body.dump().substr(0, 100);
    EXPECT_EQ(parsed(reply.body)["errors"][0]["pointer"], pointer) << reply.body;
  }
  EXPECT_THAT(parsed(now().body)["history"], IsEmpty());
}

TEST_F(Definitions, KeepTheRegionsWordsWhenTheProgramStartsAgain) {
  ASSERT_EQ(put({{"decimals", 3}, {"reason", "Prov"}}, now().header("etag")).status, 200U);
  auto& installation = api_.installation();
  must(ingest::put_reference_data(installation.engine(), installation.published()));
  EXPECT_EQ(api_.get_json(kFigure)["decimals"], 3);
}

}  // namespace
}  // namespace tertil::http::testing
