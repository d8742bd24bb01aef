#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <charconv>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Every table route with a question it can answer.
constexpr const char* kTables[] = {
    "/api/v1/regions?",
    "/api/v1/key-figures?",
    "/api/v1/comparison?region=13&years=2017,2022,2023,2024&",
    "/api/v1/key-figures/fornybart/ranking?year=2023&",
    "/api/v1/key-figures/fornybart/series?regions=13,14&from=2017&to=2024&",
    "/api/v1/key-figures/fornybart/observations?region=13&"};

using Formats = SharedApi;

TEST_F(Formats, EveryTableRouteAnswersInEveryFormat) {
  for (const std::string table : kTables) {
    const auto csv = api().get(table + "format=csv");
    EXPECT_EQ(csv.status, 200) << table;
    EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
    EXPECT_THAT(csv.header("content-disposition"), HasSubstr(".csv\""));
    EXPECT_THAT(csv.body, StartsWith("\xEF\xBB\xBF"));
    EXPECT_THAT(csv.body, HasSubstr(";"));
    EXPECT_THAT(csv.header("vary"), Not(HasSubstr("Language")));

    const auto english = api().get(table + "format=csv&dialect=en");
    EXPECT_THAT(english.body, Not(StartsWith("\xEF\xBB\xBF"))) << table;
    EXPECT_THAT(english.body.substr(0, english.body.find('\r')), Not(HasSubstr(";")));

    const auto xlsx = api().get(table + "format=xlsx");
    EXPECT_EQ(xlsx.status, 200);
    EXPECT_THAT(xlsx.body, StartsWith("PK"));
    EXPECT_THAT(xlsx.header("content-disposition"), HasSubstr(".xlsx\""));

    const auto stat = parsed(api().get(table + "format=json-stat").body);
    EXPECT_EQ(stat["class"], "dataset");
    std::size_t cells = 1;
    for (const auto& size : stat["size"]) cells *= size.get<std::size_t>();
    EXPECT_EQ(stat["value"].size(), cells) << table;

    EXPECT_EQ(api().get(table + "format=json").body, api().get(table).body);
  }
}

/// Cells of a file with CRLF lines and doubled quotes (RFC 4180), by nobody's reader but this one.
std::vector<std::vector<std::string>> cells_of(std::string_view csv, char delimiter) {
  if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    auto& cell = rows.back().back();
    if (csv[i] == '"') {
      const bool doubled = quoted && i + 1 < csv.size() && csv[i + 1] == '"';
      if (doubled) cell += csv[i++];
      if (!doubled) quoted = !quoted;
    } else if (!quoted && csv[i] == delimiter) {
      rows.back().emplace_back();
    } else if (!quoted && csv.substr(i, 2) == "\r\n") {
      rows.emplace_back(1);
      ++i;
    } else {
      cell += csv[i];
    }
  }
  rows.pop_back();
  return rows;
}

bool is_number(std::string text, const std::string& decimal_mark) {
  if (const auto at = text.find(decimal_mark); at != std::string::npos) text[at] = '.';
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size();
}

TEST_F(Formats, CsvOnTheWebSaysWhatEachColumnOfTheCsvIs) {
  for (const std::string table : kTables)
    for (const std::string dialect : {"", "dialect=en&", "dialect=en&lang=sv&", "lang=en&"}) {
      SCOPED_TRACE(table + dialect);
      const auto csv = api().get(table + dialect + "format=csv");
      auto link = csv.header("link");
      const auto path = table.substr(0, table.find('?'));
      ASSERT_THAT(link, HasSubstr("rel=\"describedby\"; type=\"application/csvm+json\""));
      link.erase(0, link.rfind('<', link.find("describedby")));
      const auto reply = api().get(path + link.substr(1, link.find('>') - 1));
      ASSERT_EQ(reply.status, 200) << link;
      EXPECT_EQ(reply.header("content-type"), "application/csvm+json");
      const auto about = parsed(reply.body);
      EXPECT_EQ(about["@context"][0], "http://www.w3.org/ns/csvw");
      EXPECT_EQ(api().get(path + about["url"].get<std::string>()).body, csv.body);

      const auto rows =
          cells_of(csv.body, about["dialect"]["delimiter"].get<std::string>().front());
      const auto& columns = about["tableSchema"]["columns"];
      ASSERT_EQ(rows.front().size(), columns.size());
      for (std::size_t at = 0; at < columns.size(); ++at) {
        EXPECT_EQ(columns[at]["titles"], json{rows.front()[at]});
        const auto& type = columns[at]["datatype"];
        for (std::size_t row = 1; row < rows.size(); ++row) {
          const auto& cell = rows[row].at(at);
          const auto no = columns[at].value("null", json::array());
          if (std::ranges::find(no, json(cell)) != no.end()) continue;
          const bool fits =
              type == "gYear" ? cell.size() == 4
                              : type == "string" || is_number(cell, type["format"]["decimalChar"]);
          EXPECT_TRUE(fits) << at << ": " << cell;
          EXPECT_FALSE(cell.empty()) << at << ": an empty cell is nothing";
        }
      }
    }
}

TEST_F(Formats, CsvOfARankingIsAsAPersonAndAsAProgramWantsIt) {
  const std::string target = "/api/v1/key-figures/fornybart/ranking?year=2023&format=csv";
  const auto swedish = api().get(target).body;
  EXPECT_THAT(
      swedish,
      HasSubstr("Region Halland;2023;98,33;%;Slutlig;Kolada;12;21;1;Mellersta tredjedelen"));
  EXPECT_THAT(swedish, HasSubstr("Källa: Kolada U60496;Egen bearbetning"));
  const auto english = api().get(target + "&dialect=en").body;
  EXPECT_THAT(english, StartsWith("keyFigure,name,region,regionName,year,value,"));
  EXPECT_THAT(english, HasSubstr("Region Halland,2023,98.33,%,Final,Kolada,12,21,1,Middle third"));
  EXPECT_THAT(api().get(target + "&dialect=en&lang=sv").body, HasSubstr("Mellersta tredjedelen"));
}

TEST_F(Formats, AnExportedListIsWholeUnlessAPageIsAskedFor) {
  const auto lines = [&](const std::string& target) {
    const auto body = api().get(target).body;
    return std::count(body.begin(), body.end(), '\n') - 1;
  };
  EXPECT_EQ(lines("/api/v1/regions?format=csv"), 21);
  EXPECT_EQ(lines("/api/v1/regions?format=csv&limit=5"), 5);
  EXPECT_EQ(lines("/api/v1/regions?format=csv&limit=20&page=2"), 1);
}

TEST_F(Formats, ListsLinkToTheirNeighbours) {
  const auto reply = api().get("/api/v1/regions?limit=10&page=2&format=json");
  EXPECT_EQ(parsed(reply.body)["items"].size(), 10U);
  EXPECT_EQ(reply.header("link"),
            "<?page=1&limit=10&format=json>; rel=\"first\", <?page=1&limit=10&format=json>; "
            "rel=\"prev\", <?page=3&limit=10&format=json>; rel=\"next\", "
            "<?page=3&limit=10&format=json>; rel=\"last\"");
  EXPECT_EQ(api().get_json("/api/v1/regions")["items"].size(), 20U);
}

TEST_F(Formats, AnswersAreThoseOfTheContract) {
  const auto ranking =
      api().get_json("/api/v1/key-figures/renewable-fuel-public-transport/ranking?year=2023");
  for (const auto& row : ranking["rows"])
    if (row["region"] == "13") {
      EXPECT_EQ(row["value"], 98.33);
      EXPECT_EQ(row["rank"], 12);
    }
  EXPECT_EQ(api().get_json("/api/v1/comparison?region=13")["years"],
            (json{2017, 2022, 2023, 2024}));
  EXPECT_EQ(api().get_json("/api/v1/comparison")["region"], "13");
  EXPECT_EQ(api().get_json("/api/v1/key-figures/energi")["id"], "energy-use-premises");
  const auto what_if =
      api().get_json("/api/v1/key-figures/fornybart/what-if?region=13&year=2023&value=100");
  EXPECT_EQ(what_if["rank"], 1);
  const auto info = api().get_json("/api/v1/api-info");
  EXPECT_EQ(info["status"], "active");
  EXPECT_EQ(info["exampleData"], false);
  EXPECT_EQ(info["years"].back(), 2024);
  EXPECT_EQ(info["site"]["accessibility"]["complaintUrl"], "https://www.digg.se/tdosanmalan");
}

}  // namespace
}  // namespace tertil::http::testing
