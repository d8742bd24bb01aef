#include <gtest/gtest.h>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

TEST(Health, IsReadyOnceTheFiguresAreLoadedAndSaysWhy) {
  Api api;
  EXPECT_EQ(api.get("/healthz").body, R"({"status":"ok"})");
  const auto reply = api.get("/readyz");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("cache-control"), "no-store");
  const auto answer = parsed(reply.body);
  EXPECT_EQ(answer["ready"], true);
  ASSERT_EQ(answer["checks"].size(), 3U);
  for (const auto& check : answer["checks"]) {
    EXPECT_FALSE(check["reason"]["sv"].get<std::string>().empty());
    EXPECT_FALSE(check["reason"]["en"].get<std::string>().empty());
  }
}

TEST(Health, IsNotReadyBeforeTheFiguresAreLoaded) {
  tests::Installation installation{Fill::kReferenceOnly};
  figures::Published nothing_yet{installation.engine()};
  const Backend backend{.published = nothing_yet,
                        .engine = installation.engine(),
                        .importer = installation.importer(),
                        .clock = system_clock(),
                        .site = {},
                        .data_directory = installation.directory()};
  for (const auto& route : make_routes(backend)) {
    if (route.pattern != "/readyz" && route.pattern != "/api/v1/regions") continue;
    const auto response = must(route.handler(Request{}));
    EXPECT_EQ(response.status, 503U) << route.pattern;
    if (route.pattern == "/readyz") {
      EXPECT_EQ(parsed(response.body)["ready"], false);
    }
  }
}

}  // namespace
}  // namespace tertil::http::testing
