#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>

#include "tests/collectors/files.hpp"
#include "tests/collectors/shared_data.hpp"

namespace tertil::collectors {
namespace {

using nlohmann::json;
using testing::ElementsAre;

/// Two regions, three ages, two sexes, two years: value = 1000·region + 100·age + 10·sex + year.
json small_table() {
  json table = json::parse(R"({
    "version": "2.0", "class": "dataset", "source": "SCB", "updated": "2026-02-22T06:00:00Z",
    "id": ["Region", "Alder", "Kon", "Tid"], "size": [2, 3, 2, 2], "role": {"time": ["Tid"]},
    "dimension": {
      "Region": {"category": {"index": {"13": 0, "00": 1}}},
      "Alder": {"category": {"index": ["0-9", "10-19", "100+10"]}},
      "Kon": {"category": {"index": {"2": 1, "1": 0}}},
      "Tid": {"category": {"index": {"2023": 0, "2024": 1}}}},
    "extension": {"px": {"tableid": "TAB1"}}, "value": []})");
  for (int region = 0; region < 2; ++region)
    for (int age = 0; age < 3; ++age)
      for (int sex = 0; sex < 2; ++sex)
        for (int year = 0; year < 2; ++year)
          table["value"].push_back(1000 * region + 100 * age + 10 * sex + year);
  return table;
}

Gathered read(const json& table) { return gather(table.dump(), shipped_source("scb-population")); }

std::map<std::string, double> values_of(const Gathered& all) {
  std::map<std::string, double> values;
  for (const auto& batch : all.batches)
    for (std::size_t i = 0; i < batch.size(); ++i)
      values[batch.text("region", i) + " " + std::to_string(batch.integer("year", i))] =
          batch.number("value", i);
  return values;
}

using Pair = std::pair<const std::string, double>;

TEST(JsonStat, AddsUpAgesAndSexesOfEachRegionAndYear) {
  const auto all = read(small_table());
  EXPECT_EQ(all.format, "json-stat");
  EXPECT_THAT(all.fault_lines(), ElementsAre());
  // 6 cells each: 6·1000·region + 2·(0+100+200) + 3·(0+10) + 6·year
  EXPECT_THAT(values_of(all), ElementsAre(Pair("13 2023", 630), Pair("13 2024", 636),
                                          Pair("riket 2023", 6630), Pair("riket 2024", 6636)));
  EXPECT_EQ(all.batches.front().text("source", 0), "SCB TAB1, 2026-02-22");
}

TEST(JsonStat, TakesTheTotalWhereThereIsOneAndAddsNothingToIt) {
  auto table = small_table();
  table["dimension"]["Alder"]["category"]["index"] = {"0-9", "TotSA", "0"};
  table["dimension"]["Kon"]["extension"]["eliminationValueCode"] = "2";
  EXPECT_THAT(values_of(read(table)),
              ElementsAre(Pair("13 2023", 110), Pair("13 2024", 111), Pair("riket 2023", 1110),
                          Pair("riket 2024", 1111)));
}

TEST(JsonStat, NeverAddsUpClassesThatRunIntoEachOther) {
  for (const auto& ages : {json{"0-9", "5", "10+"}, json{"-4", "0-9", "10-19"},
                           json{"90-99", "100+", "100+10"}, json{"7", "7-8", "100"}}) {
    auto table = small_table();
    table["dimension"]["Alder"]["category"]["index"] = ages;
    const auto all = read(table);
    EXPECT_TRUE(all.refused) << ages;
    EXPECT_EQ(all.faults.at(0).rule, rule::kOverlappingCategories) << ages;
  }
  auto table = small_table();
  table["role"]["metric"] = {"Kon"};
  EXPECT_TRUE(read(table).refused) << "two measures are not added up";
}

TEST(JsonStat, CountsDecemberOfMonthsAndSaysWhatItLeftOut) {
  auto table = small_table();
  table["dimension"]["Tid"]["category"]["index"] = {{"2024M11", 0}, {"2024M12", 1}};
  const auto all = read(table);
  EXPECT_THAT(values_of(all), ElementsAre(Pair("13 2024", 636), Pair("riket 2024", 6636)));
  ASSERT_EQ(all.notes.size(), 1);
  EXPECT_EQ(all.notes[0].rule, rule::kOtherPeriods);
}

TEST(JsonStat, ReadsValuesThatAreListedByPlaceAndMissesThoseThatAreNot) {
  auto table = small_table();
  json sparse = json::object();
  for (std::size_t i = 0; i < 24; ++i)
    if (i != 4) sparse[std::to_string(i)] = table["value"][i];
  table["value"] = sparse;
  const auto all = read(table);
  EXPECT_THAT(all.fault_lines(), ElementsAre("1 value required")) << "13, 2023 lacks a cell";
  table = small_table();
  table["value"][4] = nullptr;
  table["status"] = {{"4", ".."}};
  EXPECT_THAT(read(table).fault_lines(), ElementsAre("1 value required"));
}

TEST(JsonStat, NamesARegionThatIsNone) {
  auto table = small_table();
  table["dimension"]["Region"]["category"]["index"] = {{"1380", 0}, {"00", 1}};
  EXPECT_THAT(read(table).fault_lines(),
              ElementsAre("1 region unknown-region", "2 region unknown-region"));
}

TEST(JsonStat, ReadsSeveralTablesInTurn) {
  auto first = small_table();
  auto second = small_table();
  second["dimension"]["Tid"]["category"]["index"] = {"2021", "2022"};
  EXPECT_EQ(read(json::array({first, second})).good_rows(), 8);
}

TEST(JsonStat, RefusesATableWhosePartsDisagree) {
  using Change = void (*)(json&);
  const std::vector<Change> changes{
      [](json& t) {
        t["size"] = {2, 3, 2, 3};
      },
      [](json& t) {
        t["size"] = {2, 3, 2};
      },
      [](json& t) {
        t["size"] = {2, 3, 2, 0};
      },
      [](json& t) {
        t["size"] = {2, 3, 2, -2};
      },
      [](json& t) {
        t["size"] = {1000000, 1000000, 1000000, 1000000};
      },
      [](json& t) { t["value"].push_back(1); },
      [](json& t) { t["value"] = "x"; },
      [](json& t) {
        t["id"] = {"Region", "Alder", "Kon", 4};
      },
      [](json& t) { t["id"] = "Region"; },
      [](json& t) { t["dimension"].erase("Kon"); },
      [](json& t) { t["dimension"]["Kon"] = 1; },
      [](json& t) { t["dimension"]["Kon"]["category"] = {}; },
      [](json& t) {
        t["dimension"]["Kon"]["category"]["index"] = {{"1", 0}, {"2", 2}};
      },
      [](json& t) {
        t["dimension"]["Kon"]["category"]["index"] = {{"1", 0}, {"2", 0}};
      },
      [](json& t) {
        t["dimension"]["Kon"]["category"]["index"] = {{"1", 0}, {"2", "1"}};
      },
      [](json& t) { t["dimension"]["Kon"]["category"]["index"] = {"1"}; },
      [](json& t) {
        t["role"] = 5;
        t["id"][3] = "Ar";
        t["dimension"]["Ar"] = t["dimension"]["Tid"];
      },
      [](json& t) {
        t["id"][0] = "Lan";
        t["dimension"]["Lan"] = t["dimension"]["Region"];
      },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    auto table = small_table();
    changes[i](table);
    const auto all = read(table);
    EXPECT_TRUE(all.refused) << "change " << i;
    ASSERT_EQ(all.faults.size(), 1) << "change " << i;
    EXPECT_EQ(all.faults[0].rule, rule::kBadJsonStat) << "change " << i;
  }
}

TEST(JsonStat, AgreesWithPythonOnTheRecordedTable) {
  const auto path = shared_data("pxweb_recorded/TAB6471_data.json");
  if (path.empty()) return;
  const auto all = read(json::parse(read_file(path)));
  EXPECT_EQ(all.format, "json-stat");
  EXPECT_EQ(all.rows_read, 0) << "it ends in April";
  EXPECT_EQ(all.notes.at(0).rule, rule::kOtherPeriods);
  auto table = json::parse(read_file(path));
  auto& index = table["dimension"]["Tid"]["category"]["index"];
  index.erase("2026M04");
  index["2026M12"] = 3;
  // Halland: the sum of 'TotSa' over eleven ages in the fourth month, by a loop of its own.
  double halland = 0;
  for (int age = 0; age < 11; ++age)
    halland +=
        table["value"][static_cast<std::size_t>(((10 * 11 + age) * 3 + 0) * 4 + 3)].get<double>();
  EXPECT_GT(halland, 340'000);
  EXPECT_EQ(values_of(read(table)).at("13 2026"), halland);
}

}  // namespace
}  // namespace tertil::collectors
