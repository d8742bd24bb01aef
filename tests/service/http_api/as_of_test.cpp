#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

constexpr const char* kFirst =
    "keyFigure,region,year,value,status\nenergy-use-premises,13,2024,190,final\n";
constexpr const char* kSecond =
    "keyFigure,region,year,value,status\nenergy-use-premises,13,2024,180,final\n";

TEST(AsOf, AnswersAsItWasKnownThenWithTheSameBytesForEver) {
  Api api{Fill::kReferenceOnly};
  must(api.installation().import_text("own-key-figures", kFirst));
  const auto then = to_rfc3339(system_clock().now());
  const auto target = [&](const std::string& path) {
    return path + (path.find('?') == std::string::npos ? "?" : "&") + "asOf=" + then;
  };
  const std::string paths[] = {
      "/api/v1/key-figures/energi/ranking?year=2024", "/api/v1/comparison?years=2024",
      "/api/v1/key-figures/energi/series?regions=13", "/api/v1/key-figures/energi/observations",
      "/api/v1/key-figures/energi/ranking?year=2024&format=csv"};
  std::map<std::string, Reply> before;
  for (const auto& path : paths) before[path] = api.get(target(path));

  must(api.installation().import_text("own-key-figures", kSecond));
  for (const auto& path : paths) {
    const auto after = api.get(target(path));
    EXPECT_EQ(after.status, 200) << after.body;
    EXPECT_EQ(after.body, before[path].body) << path;
    EXPECT_EQ(after.header("etag"), before[path].header("etag"));
    EXPECT_NE(api.get(path).body, after.body) << path;
  }
  EXPECT_EQ(api.get_json(target(paths[0]))["rows"][0]["value"], 190);
  EXPECT_EQ(api.get_json(target(paths[0]))["asOf"], then);
  EXPECT_EQ(api.get_json(paths[0])["rows"][0]["value"], 180);
}

TEST(AsOf, BeforeAnythingWasKnownTheKeyFiguresHaveNamesAndNoValues) {
  Api api;
  const auto table = api.get_json("/api/v1/comparison?years=2023&asOf=2001-01-01T00:00:00Z");
  ASSERT_EQ(table["rows"].size(), 6U);
  for (const auto& row : table["rows"]) EXPECT_EQ(row["cells"][0]["value"], nullptr);
  const auto ranking =
      api.get_json("/api/v1/key-figures/fornybart/ranking?year=2023&asOf=2001-01-01T00:00:00Z");
  EXPECT_EQ(ranking["n"], 0);
}

}  // namespace
}  // namespace tertil::http::testing
