#include "service/reports/json_stat.hpp"

#include <gtest/gtest.h>

#include "tests/service/reports/parsed.hpp"

namespace tertil::reports {
namespace {

using nlohmann::json;
using tests::parsed;

Table cube() {
  Table table;
  table.title = {"Prov", "Sample"};
  table.source = {"Källa: Kolada", "Source: Kolada"};
  table.processing = {"Egen bearbetning", "Own processing"};
  table.columns = {{"region", {"Regionkod", "Region code"}, Role::kGeo, {}, -1},
                   {"regionName", {"Region", "Region"}, Role::kAttribute, {}, -1},
                   {"year", {"År", "Year"}, Role::kTime, {}, -1},
                   {"value", {"Värde", "Value"}, Role::kMeasure, "%", 1},
                   {"rank", {"Plats", "Rank"}, Role::kMeasure, {}, 0},
                   {"class", {"Klass", "Class"}, Role::kAttribute, {}, -1}};
  table.rows = {
      {std::string{"13"}, std::string{"Halland"}, 2023.0, 98.33, 12.0, std::string{"mitten"}},
      {std::string{"13"}, std::string{"Halland"}, 2022.0, 98.01, 12.0, {}},
      {std::string{"10"}, std::string{"Blekinge"}, 2023.0, MissingReason::kNotPublished, {}, {}}};
  return table;
}

TEST(JsonStat, IsADatasetWhoseSizeIsTheNumberOfValues) {
  const auto read = parsed(write_json_stat(cube()));
  EXPECT_EQ(read["version"], "2.0");
  EXPECT_EQ(read["class"], "dataset");
  EXPECT_EQ(read["id"], (json{"region", "year", "measure"}));
  EXPECT_EQ(read["size"], (json{2, 2, 2}));
  EXPECT_EQ(read["value"].size(), 8U);
  for (const auto& id : read["id"]) {
    const auto& category = read["dimension"][id.get<std::string>()]["category"];
    EXPECT_EQ(category["index"].size(), category["label"].size());
  }
  EXPECT_EQ(read["role"], (json{{"time", {"year"}}, {"geo", {"region"}}, {"metric", {"measure"}}}));
}

TEST(JsonStat, EachValueLiesWhereItsCategoriesSay) {
  const auto read = parsed(write_json_stat(cube()));
  // Region 13 first, 2023 first, value before rank; Blekinge 2022 is a hole.
  EXPECT_EQ(read["value"], (json{98.33, 12, 98.01, 12, nullptr, nullptr, nullptr, nullptr}));
  EXPECT_EQ(read["status"], (json{{"4", "notPublished"}}));
  EXPECT_EQ(read["dimension"]["region"]["category"]["label"]["10"], "Blekinge");
  EXPECT_EQ(read["dimension"]["measure"]["category"]["unit"]["value"],
            (json{{"base", "%"}, {"decimals", 1}}));
}

TEST(JsonStat, SourceAndProcessingAreToldApart) {
  const auto read = parsed(write_json_stat(cube()));
  EXPECT_EQ(read["source"], "Källa: Kolada");
  EXPECT_EQ(read["extension"]["processing"]["sv"], "Egen bearbetning");
  EXPECT_EQ(read["extension"]["attributes"]["class"], (json{"mitten", nullptr, nullptr, nullptr}));
}

TEST(JsonStat, RowsThatNoDimensionTellsApartAreNumbered) {
  auto table = cube();
  table.rows.push_back(table.rows.front());
  const auto read = parsed(write_json_stat(table));
  EXPECT_EQ(read["id"], (json{"row", "measure"}));
  EXPECT_EQ(read["size"], (json{4, 2}));
  EXPECT_EQ(read["extension"]["attributes"]["region"], (json{"13", "13", "10", "13"}));
}

TEST(JsonStat, AnEmptyTableIsAnEmptyCube) {
  auto table = cube();
  table.rows.clear();
  const auto read = parsed(write_json_stat(table));
  EXPECT_EQ(read["size"], (json{0, 0, 2}));
  EXPECT_EQ(read["value"], json::array());
}

}  // namespace
}  // namespace tertil::reports
