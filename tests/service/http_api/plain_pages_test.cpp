#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using PlainPages = SharedApi;

TEST_F(PlainPages, ShowTheComparisonWithWordsAndSymbols) {
  const auto reply = api().get("/enkel/");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("content-type"), "text/html; charset=utf-8");
  EXPECT_THAT(reply.body, HasSubstr("<html lang=\"sv\">"));
  EXPECT_THAT(reply.body, HasSubstr("<caption>Nyckeltalsjämförelse, Region Halland</caption>"));
  EXPECT_THAT(reply.body, HasSubstr("Tryckt: ▼ 17 av 21, Sista tredjedelen"));
  EXPECT_THAT(reply.body, HasSubstr("Beräknad: ● 12 av 21, Mellersta tredjedelen"));
  EXPECT_THAT(reply.body, HasSubstr("scope=\"row\""));
  EXPECT_THAT(reply.body, Not(HasSubstr("<script")));
  EXPECT_THAT(reply.body, Not(HasSubstr("style")));
}

TEST_F(PlainPages, ShowARankingAndEveryMissingReason) {
  const auto reply = api().get("/enkel/nyckeltal/fornybart?ar=2023");
  EXPECT_THAT(reply.body, HasSubstr("<td>12</td>"));
  EXPECT_THAT(reply.body, HasSubstr("<td>98,33</td>"));
  EXPECT_THAT(reply.body, HasSubstr("Källa: Kolada U60496"));
  EXPECT_THAT(api().get("/enkel/nyckeltal/energi").body, HasSubstr("Uppgift saknas"));
}

TEST_F(PlainPages, EveryLinkLeadsSomewhere) {
  for (const std::string page : {"/enkel/", "/enkel/nyckeltal/fornybart"}) {
    const auto body = api().get(page).body;
    std::size_t links = 0;
    for (auto at = body.find("href=\""); at != std::string::npos;
         at = body.find("href=\"", at + 1)) {
      auto target = body.substr(at + 6, body.find('"', at + 6) - at - 6);
      if (target.starts_with("data:") || target.starts_with('/')) continue;  // icon, web pages
      const auto folder = page.substr(0, page.rfind('/') + 1);
      if (target == "../")
        target = "/enkel/";
      else if (target.starts_with('?'))
        target = page + target;
      else
        target = folder + target;
      EXPECT_EQ(api().get(target).status, 200) << target;
      ++links;
    }
    EXPECT_GT(links, 10U);
  }
  const auto bare = api().get("/enkel");
  EXPECT_EQ(bare.status, 308);
  EXPECT_EQ(bare.header("location"), "enkel/");
}

TEST_F(PlainPages, AnUnknownKeyFigureIsNotFound) {
  EXPECT_EQ(api().get("/enkel/nyckeltal/lycka").status, 404);
}

}  // namespace
}  // namespace tertil::http::testing
