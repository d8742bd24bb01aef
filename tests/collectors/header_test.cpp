#include "collectors/header.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <vector>

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Names = std::vector<std::string>;

HeaderedTable table_of(std::string_view text, std::optional<std::int64_t> row = std::nullopt) {
  FileForm form;
  auto opened = open_table(ByteSource(text), {}, {}, form);
  return HeaderedTable(std::move(std::get<std::unique_ptr<TableReader>>(opened)), row);
}

/// "3 data 1;2" for each row below the header.
std::vector<std::string> rows_of(HeaderedTable& table) {
  std::vector<std::string> all;
  TableRow row;
  RowKind kind{};
  const std::vector<std::string> names{"data", "total", "note", "header", "other"};
  while (table.next(row, kind)) {
    std::string cells;
    for (const TableCell& cell : row.cells) cells += (cells.empty() ? "" : ";") + cell.text;
    all.push_back(std::to_string(row.row) + " " + names[static_cast<std::size_t>(kind)] + " " +
                  cells);
  }
  return all;
}

TEST(Header, IsFoundWhereverItStands) {
  struct Case {
    std::string name;
    std::string above;  ///< Ends in the header.
    Names names;
    std::int64_t row;
    std::size_t preamble;
  };
  const Names plain{"mätare", "datum", "kWh"};
  const std::vector<Case> cases{
      {"first", "mätare;datum;kWh\n", plain, 1, 0},
      {"after blank rows", "\n\n;;\nmätare;datum;kWh\n", plain, 4, 0},
      {"below a title", "Förbrukning 2024\n\nmätare;datum;kWh\n", plain, 3, 1},
      {"below facts", "Rapport;Energi\nSkapad;2024-03-01\nAntal;12\n\nmätare;datum;kWh\n", plain, 5,
       3},
      {"in two rows",
       "mätare;Förbrukning;\n;datum;kWh\n",
       {"mätare", "Förbrukning datum", "Förbrukning kWh"},
       2,
       0},
      {"in two equal rows", "mätare;datum;kWh\nmätare;datum;kWh\n", plain, 2, 0},
      {"with a row of units", "mätare;datum;el\n;;kWh\n", {"mätare", "datum", "el"}, 1, 0},
  };
  for (const Case& one : cases) {
    const auto text = one.above + "M1;2024-01-01;12,5\nM2;2024-01-02;13,5\nM3;2024-01-03;14,5\n";
    auto table = table_of(text);
    ASSERT_TRUE(table.header()) << one.name;
    EXPECT_EQ(table.header()->names, one.names) << one.name;
    EXPECT_EQ(table.header()->row, one.row) << one.name;
    EXPECT_EQ(table.header()->preamble, one.preamble) << one.name;
    EXPECT_EQ(rows_of(table).size(), 3U) << one.name;
  }
}

TEST(Header, KeepsTheUnitsOfItsColumns) {
  const auto table = table_of("mätare;datum;el\n;;kWh\nM1;2024-01-01;1\nM2;2024-01-02;2\n");
  EXPECT_THAT(table.header()->units, ElementsAre("", "", "kWh"));
}

TEST(Header, IsMissingWhereTheFirstRowIsData) {
  auto table = table_of("M1;2024-01-01;12,5\nM2;2024-01-02;13,5\nM3;2024-01-03;14,5\n");
  EXPECT_FALSE(table.header());
  EXPECT_EQ(rows_of(table).size(), 3U);
}

TEST(Header, MayBeMadeOfYearsOrMonths) {
  EXPECT_THAT(table_of("hus;2022;2023\nA;1200;1300\nB;1400;1500\n").header()->names,
              ElementsAre("hus", "2022", "2023"));
  EXPECT_THAT(table_of("hus;2024-01;2024-02\nA;12,5;13\nB;14;15\n").header()->names,
              ElementsAre("hus", "2024-01", "2024-02"));
}

TEST(Header, IsTheFirstFullRowOfATableOfText) {
  EXPECT_THAT(table_of("Register\n\nnamn;ort;anm\nA;Åsa;x\nB;Åsa;y\n").header()->names,
              ElementsAre("namn", "ort", "anm"));
}

TEST(Header, IsTakenWhereAMappingSaysThatItStands) {
  auto table = table_of("a;b\nc;d\n1;2\n", 2);
  EXPECT_THAT(table.header()->names, ElementsAre("c", "d"));
  EXPECT_THAT(rows_of(table), ElementsAre("3 data 1;2"));
  auto none = table_of("a;b\n1;2\n", 0);
  EXPECT_FALSE(none.header());
  EXPECT_EQ(rows_of(none).size(), 2U);
}

TEST(Header, TellsRowsThatAreNoDataFromThoseThatAre) {
  auto table = table_of(
      "hus;kWh;not\nHalmstad\nA;10;ok\nB;20;ok\nDelsumma;30;\nhus;kWh;not\nVarberg\nC;5;ok\n"
      "D;6;ok\nE;7;ok\nF;8;ok\nTotalvägen 3;7;ok\nSumma;42;\nSumma;;\n* preliminärt\n\n"
      "kod;namn;ort\nx;ex;ort\n");
  EXPECT_THAT(rows_of(table),
              ElementsAre("2 note Halmstad", "3 data A;10;ok", "4 data B;20;ok",
                          "5 total Delsumma;30;", "6 header hus;kWh;not", "7 note Varberg",
                          "8 data C;5;ok", "9 data D;6;ok", "10 data E;7;ok", "11 data F;8;ok",
                          "12 data Totalvägen 3;7;ok", "13 total Summa;42;", "14 total Summa;;",
                          "15 note * preliminärt", "17 other kod;namn;ort", "18 other x;ex;ort"));
}

TEST(Header, ARowNamedTotalWithAllItsCellsIsData) {
  auto table = table_of("kön;år;antal\nKvinnor;2023;10\nMän;2023;11\nTotalt;2023;21\n");
  EXPECT_THAT(rows_of(table),
              ElementsAre("2 data Kvinnor;2023;10", "3 data Män;2023;11", "4 data Totalt;2023;21"));
}

TEST(Header, IsFoundByKnownNames) {
  FileForm form;
  auto opened = open_table(ByteSource("Lista\nDatum; VOLYM  (l);x\nDatum;Volym (l);_rad\n1;2;3\n"),
                           {.delimiter = ';'}, {}, form);
  std::vector<TableRow> rows(4);
  for (TableRow& row : rows) std::get<std::unique_ptr<TableReader>>(opened)->next(row);
  const std::vector<std::string> known{"datum", "volym (l)"};
  EXPECT_EQ(find_row_of_names(rows, known), 2U);
  const std::vector<std::string> others{"datum", "pris", "antal"};
  EXPECT_EQ(find_row_of_names(rows, others), std::nullopt);
}

}  // namespace
}  // namespace tertil::collectors
