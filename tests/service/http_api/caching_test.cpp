#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

constexpr const char* kPublished[] = {"/api/v1/api-info",
                                      "/api/v1/openapi.json",
                                      "/api/v1/regions",
                                      "/api/v1/key-figures",
                                      "/api/v1/key-figures/energi",
                                      "/api/v1/comparison?region=13",
                                      "/api/v1/key-figures/fornybart/ranking?year=2023",
                                      "/api/v1/key-figures/fornybart/ranking?year=2023&format=csv",
                                      "/api/v1/key-figures/fornybart/ranking?year=2023&format=xlsx",
                                      "/api/v1/key-figures/fornybart/series",
                                      "/api/v1/key-figures/fornybart/observations",
                                      "/api/v1/key-figures/fornybart/what-if?year=2023&value=100",
                                      "/api/v1/key-figures/fornybart/certainty?year=2023",
                                      "/api/v1/key-figures/energi/movement?from=2017&to=2023",
                                      "/api/v1/key-figures/energi/forecast?year=2026",
                                      "/api/v1/key-figures/fornybart/similar-regions?year=2023",
                                      "/api/v1/plans",
                                      "/api/v1/plans/handlingsplan-2023-2026/measures",
                                      "/api/v1/plans/handlingsplan-2023-2026/scenario?year=2026",
                                      "/enkel/",
                                      "/enkel/nyckeltal/fornybart"};

using Caching = SharedApi;

TEST_F(Caching, WhatHasNotChangedIsNotSentAgain) {
  for (const std::string target : kPublished) {
    const auto first = api().get(target);
    ASSERT_EQ(first.status, 200) << target << first.body;
    const auto etag = first.header("etag");
    ASSERT_EQ(etag.front(), '"') << target << " has a strong tag";
    EXPECT_EQ(first.header("cache-control"), "no-cache");
    EXPECT_EQ(api().get(target).header("etag"), etag) << target;
    const auto again =
        api().ask(testing::get(target, fmt::format("If-None-Match: {}\r\n", etag)), true);
    EXPECT_EQ(again.status, 304) << target;
    EXPECT_EQ(again.header("etag"), etag);
  }
}

TEST_F(Caching, HeadSaysWhatGetWould) {
  for (const std::string target : kPublished) {
    const auto get = api().get(target);
    auto request = testing::get(target);
    request.replace(0, 3, "HEAD");
    const auto head = api().ask(request, true);
    EXPECT_EQ(head.status, 200) << target;
    for (const auto* name : {"content-length", "content-type", "etag", "content-disposition"})
      EXPECT_EQ(head.header(name), get.header(name)) << target << " " << name;
  }
}

TEST(CachingAfterAnImport, TheTagChangesWithTheFigures) {
  Api api;
  const std::string target = "/api/v1/key-figures/energi/ranking?year=2024&series=own";
  const auto before = api.get(target);
  must(api.installation().import_text(
      "own-key-figures",
      "keyFigure,region,year,value,status\nenergy-use-premises,13,2024,187.9,final\n"));
  const auto after = api.get(target, fmt::format("If-None-Match: {}\r\n", before.header("etag")));
  EXPECT_EQ(after.status, 200);
  EXPECT_NE(after.header("etag"), before.header("etag"));
  EXPECT_EQ(parsed(after.body)["rows"][0]["value"], 187.9);
}

}  // namespace
}  // namespace tertil::http::testing
