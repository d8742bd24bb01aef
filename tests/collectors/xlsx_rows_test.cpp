#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "tests/collectors/files.hpp"
#include "tests/collectors/xlsx_files.hpp"

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Cells of text, or of numbers where the text begins with `=`.
std::string row_of(int number, const std::vector<std::string>& cells) {
  std::string out = "<row r=\"" + std::to_string(number) + "\">";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string at = std::string(1, static_cast<char>('A' + i)) + std::to_string(number);
    if (cells[i].empty()) continue;
    out += cells[i][0] == '='
               ? "<c r=\"" + at + "\"><v>" + cells[i].substr(1) + "</v></c>"
               : "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + cells[i] + "</t></is></c>";
  }
  return out + "</row>";
}

Gathered own(const std::string& data) {
  WorkbookParts parts;
  parts.data = {data};
  return gather(workbook_of(parts), shipped_source("own-key-figures"));
}

const std::vector<std::string> kNames{"keyFigure", "region", "year", "value", "status"};

TEST(XlsxRows, ReadsASheetWithTheFieldNamesOfTheTarget) {
  const auto all = own(row_of(1, kNames) + row_of(2, {"a", "13", "=2024", "=12.5", "final"}) +
                       row_of(5, {"b", "13", "2023", "98,3", "final"}));
  EXPECT_EQ(all.format, "xlsx");
  EXPECT_THAT(all.fault_lines(), IsEmpty());
  ASSERT_EQ(all.batches.size(), 1U);
  EXPECT_THAT(all.batches[0].rows, ElementsAre(2, 5));
  EXPECT_EQ(all.batches[0].records[0],
            R"({"keyFigure":"a","region":"13","year":"2024","value":"12.5","status":"final"})");
  const auto value = *all.batches[0].schema->index_of("value");
  EXPECT_THAT(all.batches[0].columns[value].numbers, ElementsAre(12.5, 98.3));
}

TEST(XlsxRows, PassesOverATitleAndSaysSo) {
  const auto all = own(row_of(1, {"Egna nyckeltal 2024"}) + row_of(3, kNames) +
                       row_of(4, {"a", "13", "=2024", "=1", "final"}));
  EXPECT_EQ(all.good_rows(), 1);
  EXPECT_EQ(all.rows_read, 1);
  ASSERT_EQ(all.notes.size(), 1U);
  EXPECT_EQ(all.notes[0].rule, "preamble-skipped");
  EXPECT_EQ(all.notes[0].rows, 1);
}

TEST(XlsxRows, TellsWhatIsWrongWithARow) {
  WorkbookParts parts;
  parts.data = {row_of(1, kNames) + row_of(2, {"a", "13", "=2024", "tolv", "final"}) +
                R"(<row r="3"><c r="A3" t="str"><v>a</v></c><c r="B3" t="str"><v>13</v></c>)"
                R"(<c r="C3"><v>2024</v></c><c r="D3" t="e"><v>#N/A</v></c>)"
                R"(<c r="E3" t="str"><v>final</v></c></row>)" +
                row_of(4, {"a", "13", "=2024", "=1", "final", "x"}) +
                row_of(5, {"a", "13", "=2024", "=1"})};
  const auto all = gather(workbook_of(parts), shipped_source("own-key-figures"));
  EXPECT_EQ(all.rows_read, 4);
  EXPECT_THAT(all.fault_lines(), ElementsAre("2 value not-a-number", "3 value spreadsheet-error",
                                             "4  too-many-cells", "5 status required"));
  EXPECT_THAT(all.faults[1].message.sv, HasSubstr("#N/A"));
}

TEST(XlsxRows, RefusesASheetWithOtherNamesAndCountsItsRows) {
  const auto all =
      own(row_of(1, {"datum", "kWh"}) + row_of(2, {"x", "=1"}) + row_of(3, {"y", "=2"}));
  EXPECT_TRUE(all.refused);
  EXPECT_THAT(all.fault_lines(), ElementsAre("1 keyFigure missing-column"));
}

TEST(CsvRows, PassesOverWhatStandsAboveTheHeaderAndSaysSo) {
  const std::string header = "keyFigure;region;year;value;status\n";
  const std::string row = "a;13;2024;1,5;final\n";
  for (const std::string above : {"Egna nyckeltal\n", "\n;;\nEgna nyckeltal; 2024\n\n",
                                  "Skapad;2024-03-01\nAv;Miljö\nkeyFigure;region\n"}) {
    const auto all = gather(above + header + row, shipped_source("own-key-figures"));
    EXPECT_EQ(all.good_rows(), 1) << above;
    EXPECT_EQ(all.rows_read, 1) << above;
    ASSERT_EQ(all.notes.size(), 1U) << above;
    EXPECT_EQ(all.notes[0].rule, "preamble-skipped") << above;
  }
  const auto all = gather("\n\n" + header + row, shipped_source("own-key-figures"));
  EXPECT_EQ(all.good_rows(), 1);
  EXPECT_THAT(all.notes, IsEmpty());
}

TEST(CsvRows, NeverTakesARowForAHeaderThatLacksAField) {
  const auto all = gather("keyFigure;region\na;13\nkeyFigure;region;year\nb;13;2024\n",
                          shipped_source("own-key-figures"));
  EXPECT_TRUE(all.refused);
  EXPECT_THAT(all.fault_lines(), ElementsAre("1 status missing-column"));
}

}  // namespace
}  // namespace tertil::collectors
