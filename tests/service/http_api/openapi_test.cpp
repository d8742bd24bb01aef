#include "service/http/openapi.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using OpenApi = SharedApi;

std::string lower(std::string_view text) {
  std::string out{text};
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// Whether `value` has the type and the required fields that the schema asks for, all the way down.
void expect_fits(const json& document, const json& schema, const json& value,
                 const std::string& where) {
  if (schema.contains("$ref")) {
    const auto name = schema["$ref"].get<std::string>().substr(1);
    return expect_fits(document, document.at(json::json_pointer{name}), value, where);
  }
  if (schema.contains("enum")) {
    EXPECT_THAT(schema["enum"], ::testing::Contains(value)) << where;
  }
  if (schema.contains("type")) {
    const auto types = schema["type"].is_array() ? schema["type"] : json::array({schema["type"]});
    const auto is = [&](const std::string& type) {
      return type == "object"    ? value.is_object()
             : type == "array"   ? value.is_array()
             : type == "string"  ? value.is_string()
             : type == "integer" ? value.is_number_integer()
             : type == "number"  ? value.is_number()
             : type == "boolean" ? value.is_boolean()
                                 : value.is_null();
    };
    EXPECT_TRUE(std::ranges::any_of(types, is)) << where << " is not " << types << ": " << value;
  }
  if (value.is_object()) {
    for (const auto& name : schema.value("required", json::array()))
      EXPECT_TRUE(value.contains(name)) << where << " lacks " << name;
    const auto properties = schema.value("properties", json::object());
    for (const auto& [name, inner] : properties.items())
      if (value.contains(name)) expect_fits(document, inner, value[name], where + "/" + name);
  }
  if (value.is_array() && schema.contains("items"))
    for (const auto& item : value) expect_fits(document, schema["items"], item, where + "[]");
}

TEST_F(OpenApi, HoldsEveryRoute) {
  const auto document = api().get_json("/api/v1/openapi.json");
  EXPECT_EQ(document["openapi"].get<std::string>().substr(0, 3), "3.1");
  std::size_t operations = 0;
  for (const auto& path : document["paths"]) operations += path.size();
  EXPECT_EQ(operations, api().routes().size());
  for (const auto& route : api().routes())
    EXPECT_TRUE(document["paths"][route.pattern].contains(lower(name_of(route.method))))
        << route.pattern;
}

TEST_F(OpenApi, SaysOfEachOperationWhatANewcomerNeeds) {
  const auto document = api().get_json("/api/v1/openapi.json");
  std::set<std::string> ids;
  for (const auto& [path, operations] : document["paths"].items())
    for (const auto& [method, operation] : operations.items()) {
      const auto where = method + " " + path;
      EXPECT_TRUE(ids.insert(operation["operationId"]).second) << where;
      EXPECT_THAT(operation["description"].get<std::string>(), ::testing::HasSubstr("\n\n"))
          << where;
      EXPECT_EQ(operation["tags"].size(), 1U);
      for (const auto& parameter : operation["parameters"]) {
        EXPECT_TRUE(parameter.contains("example")) << where << parameter["name"];
        EXPECT_THAT(parameter["description"].get<std::string>(), ::testing::HasSubstr("\n\n"))
            << where;
        expect_fits(document, parameter["schema"], parameter["example"],
                    where + "?" + parameter["name"].get<std::string>());
      }
      for (const auto& [status, response] : operation["responses"].items()) {
        EXPECT_FALSE(response["description"].get<std::string>().empty()) << where << status;
        for (const auto& [type, content] : response["content"].items())
          if (type.ends_with("json") && status != "503") {
            EXPECT_TRUE(content.contains("example")) << where << status << type;
          }
      }
    }
}

TEST_F(OpenApi, EveryExampleFitsItsSchema) {
  const auto document = api().get_json("/api/v1/openapi.json");
  int examples = 0;
  for (const auto& [path, operations] : document["paths"].items())
    for (const auto& [method, operation] : operations.items())
      for (const auto& [status, response] : operation["responses"].items())
        for (const auto& [type, content] : response["content"].items()) {
          if (!type.ends_with("json") || !content.contains("example")) continue;
          expect_fits(document, content["schema"], content["example"], method + path + status);
          ++examples;
        }
  EXPECT_GT(examples, 40);
}

/// The documented example of a route's 200.
json example_of(const json& document, const std::string& path) {
  return document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
                 ["example"];
}

/// Whether every member the example shows is in the answer with the same value. An example may
/// show fewer items of a list than there are; each must be one of them.
void expect_shown(const json& example, const json& answer, const std::string& where) {
  if (example.is_object()) {
    for (const auto& [name, value] : example.items()) {
      if (name == "text") continue;  // sentences may be reworded without the example being wrong
      ASSERT_TRUE(answer.contains(name)) << where << "/" << name;
      expect_shown(value, answer[name], where + "/" + name);
    }
  } else if (example.is_array()) {
    for (const auto& item : example) {
      const bool identified =
          item.is_object() && (item.contains("region") || item.contains("year") ||
                               item.contains("keyFigure") || item.contains("code"));
      if (!identified) {
        EXPECT_THAT(answer, ::testing::Contains(item)) << where;
        continue;
      }
      const auto same = std::ranges::find_if(answer, [&](const json& other) {
        return std::ranges::all_of(
            std::initializer_list<const char*>{"region", "keyFigure", "code", "year"},
            [&](const char* name) { return !item.contains(name) || other[name] == item[name]; });
      });
      ASSERT_TRUE(same != answer.end()) << where << " has no " << item;
      expect_shown(item, *same, where + "[]");
    }
  } else {
    EXPECT_EQ(example, answer) << where;
  }
}

TEST_F(OpenApi, ExamplesAreWhatTheShippedFiguresReallyGive) {
  const auto document = api().get_json("/api/v1/openapi.json");
  const std::pair<std::string, std::string> asked[] = {
      {"/api/v1/key-figures/{id}/ranking", "/api/v1/key-figures/fornybart/ranking?year=2023"},
      {"/api/v1/key-figures/{id}/what-if",
       "/api/v1/key-figures/fornybart/what-if?region=13&year=2023&value=100"},
      {"/api/v1/key-figures/{id}/series",
       "/api/v1/key-figures/fornybart/series?regions=13&from=2022&to=2023&series=kolada"},
      {"/api/v1/key-figures/{id}/certainty", "/api/v1/key-figures/fornybart/certainty?year=2023"},
      {"/api/v1/key-figures/{id}/movement",
       "/api/v1/key-figures/fornybart/movement?from=2017&to=2023"},
      {"/api/v1/key-figures/{id}/forecast", "/api/v1/key-figures/energi/forecast?year=2026"},
      {"/api/v1/key-figures/{id}/similar-regions",
       "/api/v1/key-figures/fornybart/similar-regions?year=2023"},
      {"/api/v1/comparison", "/api/v1/comparison?region=13&years=2017,2024"},
      {"/api/v1/regions", "/api/v1/regions"}};
  for (const auto& [path, target] : asked)
    expect_shown(example_of(document, path), api().get_json(target), path);
}

TEST_F(OpenApi, RealAnswersFitTheSchemas) {
  const auto document = api().get_json("/api/v1/openapi.json");
  const std::pair<std::string, std::string> asked[] = {
      {"ApiInfo", "/api/v1/api-info"},
      {"RegionList", "/api/v1/regions"},
      {"KeyFigureList", "/api/v1/key-figures"},
      {"KeyFigure", "/api/v1/key-figures/energi"},
      {"Comparison", "/api/v1/comparison?region=13"},
      {"Comparison", "/api/v1/comparison?region=01"},
      {"Ranking", "/api/v1/key-figures/fornybart/ranking?year=2023"},
      {"Ranking", "/api/v1/key-figures/energi/ranking?year=2023"},
      {"Ranking", "/api/v1/key-figures/energi/ranking?year=1990"},
      {"ValueSeries", "/api/v1/key-figures/fornybart/series"},
      {"ValueSeries", "/api/v1/key-figures/elbilar/series"},
      {"WhatIf", "/api/v1/key-figures/fornybart/what-if?year=2023&value=100"},
      {"Certainty", "/api/v1/key-figures/fornybart/certainty?year=2023"},
      {"Certainty", "/api/v1/key-figures/energi/certainty?year=1990"},
      {"Movement", "/api/v1/key-figures/fornybart/movement?from=2011&to=2024&region=12"},
      {"Movement", "/api/v1/key-figures/energi/movement?from=2017&to=2023"},
      {"Forecast", "/api/v1/key-figures/fornybart/forecast?year=2026"},
      {"Forecast", "/api/v1/key-figures/energi/forecast?region=14&year=2026"},
      {"Forecast", "/api/v1/key-figures/elbilar/forecast"},
      {"SimilarRegions", "/api/v1/key-figures/fornybart/similar-regions?year=2023"},
      {"SimilarRegions", "/api/v1/key-figures/energi/similar-regions?region=14"},
      {"ObservationList", "/api/v1/key-figures/fornybart/observations"},
      {"PlanList", "/api/v1/plans"},
      {"CostCurve", "/api/v1/plans/handlingsplan-2023-2026/cost-curve"},
      {"BestSet", "/api/v1/plans/handlingsplan-2023-2026/best-set?frame=20000000"},
      {"Scenario", "/api/v1/plans/handlingsplan-2023-2026/scenario?year=2026&value.energi=180"},
      {"MeasureList", "/api/v1/plans/handlingsplan-2023-2026/measures"},
      {"Measure", "/api/v1/plans/handlingsplan-2023-2026/measures/destruktionsanlaggning-lustgas"},
      {"Readiness", "/readyz"}};
  for (const auto& [schema, target] : asked)
    expect_fits(document, document["components"]["schemas"][schema], api().get_json(target),
                target);
}

TEST_F(OpenApi, FollowsTheNationalRestProfile) {
  const auto document = api().get_json("/api/v1/openapi.json");
  const auto& info = document["info"];
  EXPECT_FALSE(info["contact"]["name"].get<std::string>().empty());        // DOK.03
  EXPECT_EQ(info["license"]["identifier"], "Apache-2.0");                  // DOK.06
  EXPECT_TRUE(info.contains("termsOfService") && info.contains("x-sla"));  // DOK.08, 09
  EXPECT_THAT(info["description"].get<std::string>(),                      // DOK.11, 15
              ::testing::AllOf(::testing::HasSubstr("## Begränsningar"),
                               ::testing::HasSubstr("## Limitations")));
  EXPECT_TRUE(document["paths"].contains("/api/v1/api-info"));          // VER.06
  for (const auto& scheme : document["components"]["securitySchemes"])  // SAK.09, 10
    EXPECT_EQ(scheme["scheme"], "bearer");
  for (const auto& server : document["servers"])  // UFN.02
    EXPECT_THAT(server["url"].get<std::string>(), ::testing::Not(::testing::HasSubstr(":")));
  const std::regex segment{"(/|[a-z0-9]+(-[a-z0-9]+)*|\\{[a-z][A-Za-z]*\\}|openapi\\.json)*"};
  const std::regex camel{"[a-z][a-zA-Z0-9]*"};
  for (const auto& [path, operations] : document["paths"].items()) {
    EXPECT_TRUE(std::regex_match(path, segment)) << path;  // UFN.07–09, RES.06
    for (const auto& [method, operation] : operations.items()) {
      if (method == "get") {
        EXPECT_FALSE(operation.contains("requestBody")) << path;  // FOR.02
      }
      for (const auto& parameter : operation["parameters"])
        if (parameter["in"] != "header") {
          EXPECT_TRUE(std::regex_match(parameter["name"].get<std::string>(), camel));  // FNS.01
        }
      for (const auto& [status, response] : operation["responses"].items())
        if (status.front() >= '4' && path != "/readyz") {
          EXPECT_TRUE(response["content"].contains("application/problem+json")) << path;  // FEL.01
        }
    }
  }
  for (const std::string list : {"/api/v1/regions", "/api/v1/key-figures", "/api/v1/imports"}) {
    std::set<std::string> names;  // FNS.07–09
    for (const auto& parameter : document["paths"][list]["get"]["parameters"])
      names.insert(parameter["name"]);
    EXPECT_TRUE(names.contains("page") && names.contains("limit")) << list;
  }
}

TEST_F(OpenApi, NoAnswerCarriesAPersonalNumberOrKeyInItsAddress) {
  for (const auto& route : api().routes())
    for (const auto& parameter : route.parameters)
      EXPECT_FALSE(parameter.in == In::kQuery &&
                   (parameter.name.find("token") != std::string::npos ||
                    parameter.name.find("personnummer") != std::string::npos));
}

}  // namespace
}  // namespace tertil::http::testing
