#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

struct Refused {
  std::string name;
  std::string target;
  int status;
  std::string pointer;
  std::string code;
};

using Problems = SharedApi;

TEST_F(Problems, SayWhatIsWrongInBothLanguagesAndPointAtTheParameter) {
  const std::string ranking = "/api/v1/key-figures/fornybart/ranking";
  const Refused cases[] = {
      {"NoYear", ranking, 400, "?year", "missing-parameter"},
      {"WordForYear", ranking + "?year=i-fjol", 400, "?year", "not-a-year"},
      {"YearTooEarly", ranking + "?year=1899", 400, "?year", "not-a-year"},
      {"YearTooLate", ranking + "?year=2101", 400, "?year", "not-a-year"},
      {"UnknownSeries", ranking + "?year=2023&series=guess", 400, "?series", "unknown-value"},
      {"UnknownScheme", ranking + "?year=2023&scheme=halves", 400, "?scheme", "unknown-value"},
      {"UnknownParameter", ranking + "?year=2023&colour=red", 400, "?colour", "unknown-parameter"},
      {"TwoYears", ranking + "?year=2023&year=2022", 400, "?year", "repeated-parameter"},
      {"BadTime", ranking + "?year=2023&asOf=yesterday", 400, "?asOf", "not-a-time"},
      {"Future", ranking + "?year=2023&asOf=2999-01-01T00:00:00Z", 400, "?asOf", "in-the-future"},
      {"UnknownFormat", ranking + "?year=2023&format=pdf", 400, "?format", "unknown-value"},
      {"UnknownKeyFigure", "/api/v1/key-figures/happiness/ranking?year=2023", 404, "", ""},
      {"UnknownRegion", "/api/v1/comparison?region=02", 404, "?region", "unknown-region"},
      {"Country", "/api/v1/comparison?region=riket", 404, "?region", "unknown-region"},
      {"SevenYears", "/api/v1/comparison?years=2011,2012,2013,2014,2015,2016,2017", 400, "?years",
       "too-many"},
      {"LatestOfNone", "/api/v1/comparison?years=latest:0", 400, "?years", "not-a-year"},
      {"LatestOfMany", "/api/v1/comparison?years=latest:7", 400, "?years", "too-many"},
      {"LatestWhereThereIsNothing", "/api/v1/key-figures/diklofenak/ranking?year=latest", 404,
       "?year", "no-values"},
      {"EmptyYears", "/api/v1/comparison?years=", 400, "?years", "not-a-year"},
      {"BackInTime", "/api/v1/key-figures/energi/series?from=2020&to=2019", 400, "?from",
       "after-to"},
      {"UnknownAmongKnown", "/api/v1/key-figures/energi/series?regions=13,99", 404, "?regions",
       "unknown-region"},
      {"CertaintyWithoutAYear", "/api/v1/key-figures/energi/certainty", 400, "?year",
       "missing-parameter"},
      {"NoneSimilar", "/api/v1/key-figures/energi/similar-regions?count=0", 400, "?count",
       "out-of-range"},
      {"MovementBackwards", "/api/v1/key-figures/energi/movement?from=2023&to=2017", 400, "?from",
       "not-before-to"},
      {"MovementOfNobody", "/api/v1/key-figures/energi/movement?from=2017&to=2023&region=99", 404,
       "?region", "unknown-region"},
      {"NotANumber", "/api/v1/key-figures/energi/what-if?year=2023&value=1e5", 400, "?value",
       "wrong-type"},
      {"PageZero", "/api/v1/regions?page=0", 400, "?page", "out-of-range"},
      {"LimitTooHigh", "/api/v1/regions?limit=1001", 400, "?limit", "out-of-range"},
      {"NoSuchPath", "/api/v1/nothing", 404, "", ""}};
  for (const auto& each : cases) {
    const auto reply = api().get(each.target);
    EXPECT_EQ(reply.status, each.status) << each.target;
    EXPECT_EQ(reply.header("content-type"), "application/problem+json") << each.target;
    const auto problem = parsed(reply.body);
    for (const auto* member : {"type", "title", "status", "detail", "instance", "errors"})
      EXPECT_TRUE(problem.contains(member)) << each.target << " " << member;
    EXPECT_EQ(problem["status"], each.status);
    if (each.pointer.empty()) continue;
    ASSERT_EQ(problem["errors"].size(), 1U) << each.target;
    EXPECT_EQ(problem["errors"][0]["pointer"], each.pointer) << each.target;
    EXPECT_EQ(problem["errors"][0]["code"], each.code) << each.target;
    EXPECT_FALSE(problem["errors"][0]["message"]["sv"].get<std::string>().empty());
    EXPECT_NE(problem["errors"][0]["message"]["sv"], problem["errors"][0]["message"]["en"]);
  }
}

TEST_F(Problems, AreInTheLanguageAskedFor) {
  const std::string target = "/api/v1/comparison?region=99";
  const auto swedish = parsed(api().get(target).body);
  const auto english = parsed(api().get(target, "Accept-Language: en\r\n").body);
  EXPECT_THAT(swedish["detail"].get<std::string>(), ::testing::HasSubstr("Regionen finns inte"));
  EXPECT_THAT(english["detail"].get<std::string>(), ::testing::HasSubstr("no such region"));
}

TEST_F(Problems, AWhatIfOutsideTheBoundsIsRefused) {
  const auto reply = api().get("/api/v1/key-figures/fornybart/what-if?year=2023&value=101");
  EXPECT_EQ(reply.status, 422) << reply.body;
}

TEST_F(Problems, AMethodThatARouteDoesNotHaveIsNamedWithThoseItHas) {
  const auto reply = api().ask(with_body("DELETE", "/api/v1/regions", ""));
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.header("allow"), "GET, HEAD, OPTIONS");
}

}  // namespace
}  // namespace tertil::http::testing
