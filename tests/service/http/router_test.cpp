#include "service/http/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace tertil::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Route route(Method method, const std::string& pattern) {
  return {.method = method, .pattern = pattern, .handler = [](const Request&) -> Result<Response> {
            return Response{};
          }};
}

const Router& router() {
  static const Router kRouter{{route(Method::kGet, "/"), route(Method::kGet, "/a/{id}"),
                               route(Method::kPost, "/a/{id}"), route(Method::kGet, "/a/list"),
                               route(Method::kGet, "/a/{id}/parts/{part}"),
                               route(Method::kGet, "/a/list/only")}};
  return kRouter;
}

struct Case {
  Method method;
  std::string path;
  std::string pattern;  // empty: none
};

TEST(Router, FindsTheRouteOfAPath) {
  for (const auto& [method, path, pattern] :
       std::vector<Case>{{Method::kGet, "/", "/"},
                         {Method::kGet, "/a/7", "/a/{id}"},
                         {Method::kHead, "/a/7", "/a/{id}"},
                         {Method::kPost, "/a/7", "/a/{id}"},
                         {Method::kGet, "/a/list", "/a/list"},
                         {Method::kGet, "/a/list/only", "/a/list/only"},
                         {Method::kGet, "/a/list/parts/x", "/a/{id}/parts/{part}"},
                         {Method::kGet, "/a", ""},
                         {Method::kGet, "/a/", ""},
                         {Method::kGet, "/a/7/", ""},
                         {Method::kGet, "//", ""},
                         {Method::kGet, "/A/7", ""},
                         {Method::kGet, "/a//parts/x", ""},
                         {Method::kGet, "/a/7/parts", ""},
                         {Method::kDelete, "/a/7", ""}}) {
    const auto match = router().find(method, path);
    EXPECT_EQ(match.route == nullptr ? "" : match.route->pattern, pattern) << path;
  }
}

TEST(Router, GivesThePathParametersByName) {
  EXPECT_THAT(router().find(Method::kGet, "/a/energy use/parts/å").path_parameters,
              ElementsAre(Pair("id", "energy use"), Pair("part", "å")));
}

TEST(Router, SaysWhichMethodsAPathHas) {
  EXPECT_EQ(router().find(Method::kDelete, "/a/7").allow, "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(router().find(Method::kPost, "/a/list/only").allow, "GET, HEAD, OPTIONS");
  EXPECT_THAT(router().find(Method::kGet, "/b").allow, IsEmpty());
}

TEST(Router, RefusesATableThatCannotBeServed) {
  const auto make = [](std::vector<Route> routes) { const Router made{std::move(routes)}; };
  EXPECT_THROW(make({route(Method::kGet, "/a"), route(Method::kGet, "/a")}), std::invalid_argument);
  EXPECT_THROW(make({route(Method::kGet, "/{a}"), route(Method::kGet, "/{b}")}),
               std::invalid_argument);
  EXPECT_THROW(make({route(Method::kGet, "a")}), std::invalid_argument);
  EXPECT_THROW(make({route(Method::kGet, "/a{b}")}), std::invalid_argument);
  EXPECT_THROW(make({Route{.pattern = "/a"}}), std::invalid_argument);
}

TEST(CheckQuery, NamesTheFirstFault) {
  auto checked = route(Method::kGet, "/");
  checked.parameters = {{.name = "year", .required = true, .type = "integer"},
                        {.name = "scheme", .values = {"thirds", "quartiles"}},
                        {.name = "value", .type = "number"},
                        {.name = "dry", .type = "boolean"},
                        {.name = "id", .in = In::kPath}};
  const auto fault = [&](std::vector<std::pair<std::string, std::string>> query) {
    Request request;
    request.query = std::move(query);
    const auto found = check_query(checked, request);
    return found ? found->pointer + " " + found->code : "";
  };
  EXPECT_EQ(fault({{"year", "2023"}}), "");
  EXPECT_EQ(fault({{"year", "2023"}, {"scheme", "thirds"}, {"value", "-3.5"}, {"dry", "true"}}),
            "");
  EXPECT_EQ(fault({}), "?year missing-parameter");
  EXPECT_EQ(fault({{"year", "2023"}, {"year", "2024"}}), "?year repeated-parameter");
  EXPECT_EQ(fault({{"year", "2023"}, {"id", "1"}}), "?id unknown-parameter");
  EXPECT_EQ(fault({{"Year", "2023"}}), "?Year unknown-parameter");
  EXPECT_EQ(fault({{"year", "2023"}, {"scheme", "halves"}}), "?scheme unknown-value");
  for (const auto* bad : {"", "x", "2023x", " 2023", "20.5", "99999999999999999999"})
    EXPECT_EQ(fault({{"year", bad}}), "?year wrong-type") << bad;
  for (const auto* bad : {"", "nan", "inf", "1,5", "0x10"})
    EXPECT_EQ(fault({{"year", "1"}, {"value", bad}}), "?value wrong-type") << bad;
  EXPECT_EQ(fault({{"year", "1"}, {"dry", "1"}}), "?dry wrong-type");
}

}  // namespace
}  // namespace tertil::http
