#include "service/reports/xlsx.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "tests/service/reports/parsed.hpp"
#include "tests/support/installation.hpp"
#include "tests/support/temporary_directory.hpp"

namespace tertil::reports {
namespace {

using nlohmann::json;

Table sample() {
  Table table;
  table.name = "prov";
  table.title = {"Förnybart 2023", "Renewable 2023"};
  table.source = {"Källa: Kolada U60496", "Source: Kolada U60496"};
  table.processing = {"Egen bearbetning", "Own processing"};
  table.as_of = Instant{1'700'000'000'000'000};
  table.notes = {{{"Definition", "Definition"}, {"Andel av allt.", "Share of all."}}};
  table.columns = {{"region", {"Regionkod", "Region code"}, Role::kGeo, {}, -1},
                   {"year", {"År", "Year"}, Role::kTime, {}, -1},
                   {"value", {"Värde", "Value"}, Role::kMeasure, "%", 1}};
  table.rows = {{std::string{"01"}, 2023.0, 98.33},
                {std::string{"=1+1"}, 2023.0, MissingReason::kNotPublished},
                {std::string{"https://example.se"}, 2023.0, -0.5}};
  return table;
}

/// The workbook as Python's standard library reads it.
json reopened(const Table& table) {
  const auto bytes = tests::must(write_xlsx(table));
  const tests::TemporaryDirectory directory;
  const auto path = directory.path() / "book.xlsx";
  std::ofstream{path, std::ios::binary} << bytes;
  const auto command = fmt::format("python3 '{}' '{}'", TERTIL_READ_XLSX, path.string());
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe{popen(command.c_str(), "r"), &pclose};
  std::string text;
  std::array<char, 4096> buffer{};
  while (const auto n = fread(buffer.data(), 1, buffer.size(), pipe.get()))
    text.append(buffer.data(), n);
  return tests::parsed(text);
}

TEST(Xlsx, TextIsTextAndNumbersAreNumbers) {
  const auto book = reopened(sample());
  const auto& sheet = book["sheets"][0];
  EXPECT_EQ(sheet["name"], "Uppgifter");
  EXPECT_TRUE(sheet["frozen"]);
  EXPECT_EQ(sheet["links"], 0);
  EXPECT_EQ(sheet["rows"][0][2]["value"], "Värde (%)");
  EXPECT_EQ(sheet["rows"][1][0], (json{{"kind", "text"}, {"value", "01"}, {"format", "0"}}));
  EXPECT_EQ(sheet["rows"][1][1], (json{{"kind", "number"}, {"value", 2023.0}, {"format", "0"}}));
  EXPECT_EQ(sheet["rows"][1][2]["value"], 98.33);
  EXPECT_EQ(sheet["rows"][1][2]["format"], "#,##0.0");
  EXPECT_EQ(sheet["rows"][2][0]["kind"], "text");
  EXPECT_EQ(sheet["rows"][2][0]["value"], "=1+1");
  EXPECT_EQ(sheet["rows"][2][2]["value"], "Ännu ej publicerad");
  EXPECT_EQ(sheet["rows"][3][0]["value"], "https://example.se");
  EXPECT_EQ(sheet["rows"][3][2]["value"], -0.5);
}

TEST(Xlsx, ASecondSheetSaysWhatTheDataAre) {
  const auto book = reopened(sample());
  const auto& sheet = book["sheets"][1];
  EXPECT_EQ(sheet["name"], "Om uppgifterna");
  std::map<std::string, std::string> said;
  for (const auto& row : sheet["rows"]) said[row[0]["value"]] = row[1]["value"];
  EXPECT_EQ(said["Titel"], "Förnybart 2023");
  EXPECT_EQ(said["Definition"], "Andel av allt.");
  EXPECT_EQ(said["Källa"], "Källa: Kolada U60496");
  EXPECT_EQ(said["Bearbetning"], "Egen bearbetning");
  EXPECT_EQ(said["Så som det var känt"], "2023-11-14T22:13:20Z");
}

TEST(Xlsx, EnglishHasEnglishWords) {
  auto table = sample();
  table.language = Language::kEnglish;
  const auto book = reopened(table);
  EXPECT_EQ(book["sheets"][1]["name"], "About");
  EXPECT_EQ(book["sheets"][0]["rows"][2][2]["value"], "Not yet published");
}

TEST(Xlsx, EqualTablesAreEqualFiles) {
  EXPECT_EQ(tests::must(write_xlsx(sample())), tests::must(write_xlsx(sample())));
}

TEST(Xlsx, TakesTextThatXmlCannotCarryAndTextThatIsTooLong) {
  auto table = sample();
  table.rows = {{std::string{"a\x01z"}, 2023.0, 1.0}, {std::string(40000, 'x'), 2023.0, 1.0}};
  const auto book = reopened(table);
  EXPECT_EQ(book["sheets"][0]["rows"][1][0]["value"], "a_x0001_z");
  EXPECT_EQ(book["sheets"][0]["rows"][2][0]["value"].get<std::string>().size(), 32767U);
}

}  // namespace
}  // namespace tertil::reports
