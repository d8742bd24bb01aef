#include <gmock/gmock.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "collectors/csv_repair.hpp"
#include "collectors/header.hpp"
#include "collectors/table.hpp"

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Cells = std::vector<std::string>;

struct Opened {
  FileForm form;
  std::unique_ptr<TableReader> table;
  std::string refusal;
};

Opened open(std::string_view bytes, const TableOptions& options = {}, const Limits& limits = {}) {
  Opened out;
  auto opened = open_table(ByteSource(bytes), options, limits, out.form);
  if (auto* refusal = std::get_if<Refusal>(&opened)) {
    out.refusal = refusal->fault.rule;
  } else {
    out.table = std::move(std::get<std::unique_ptr<TableReader>>(opened));
  }
  return out;
}

/// Rows as cells; a row that could not be read as "! rule".
std::vector<Cells> rows_of(TableReader& table) {
  std::vector<Cells> all;
  TableRow row;
  while (table.next(row)) {
    Cells cells;
    for (const TableCell& cell : row.cells) cells.push_back(cell.text);
    if (row.fault) cells = {"! " + row.fault->rule};
    all.push_back(cells);
  }
  return all;
}

std::vector<Cells> rows_of(std::string_view bytes, const TableOptions& options = {}) {
  const auto opened = open(bytes, options);
  return opened.table ? rows_of(*opened.table) : std::vector<Cells>{{opened.refusal}};
}

TEST(CsvTable, FindsTheDialectThatTheCellsSpeakFor) {
  struct Case {
    std::string name;
    std::string text;
    std::vector<Cells> rows;
  };
  const std::vector<Case> cases{
      {"decimal commas", "a;b\n1,5;2,5\n3,5;4,5\n", {{"a", "b"}, {"1,5", "2,5"}, {"3,5", "4,5"}}},
      {"comma and space", "a, b\n1, x y\n2, z\n", {{"a", "b"}, {"1", "x y"}, {"2", "z"}}},
      {"times in a comma file",
       "tid,kWh\n2024-01-01 00:00,5\n2024-01-01 01:00,6\n",
       {{"tid", "kWh"}, {"2024-01-01 00:00", "5"}, {"2024-01-01 01:00", "6"}}},
      {"one column of times",
       "tid\n2024-01-01 00:00\n2024-01-01 01:00\n",
       {{"tid"}, {"2024-01-01 00:00"}, {"2024-01-01 01:00"}}},
      {"caret", "a^b\n1^2\n", {{"a", "b"}, {"1", "2"}}},
      {"tilde", "a~b\n1~2\n", {{"a", "b"}, {"1", "2"}}},
      {"apostrophes for quotes",
       "a,b\n'x, y',1\n'z, w',2\n",
       {{"a", "b"}, {"x, y", "1"}, {"z, w", "2"}}},
      {"backslashes before quotes",
       "a,b\n\"x \\\"y\\\", z\",1\n\"w\",2\n",
       {{"a", "b"}, {"x \"y\", z", "1"}, {"w", "2"}}},
      {"a backslash that ends a path",
       "a,b\n\"C:\\\",1\n\"D:\\\",2\n",
       {{"a", "b"}, {"C:\\", "1"}, {"D:\\", "2"}}},
      {"a title above",
       "Rapport för 2024\n\na;b;c\n1;2,5;3\n4;5,5;6\n",
       {{"Rapport för 2024"}, {"a", "b", "c"}, {"1", "2,5", "3"}, {"4", "5,5", "6"}}},
      {"no-break spaces round cells",
       "a;b\n\xC2\xA0"
       "1\xC2\xA0;\xE2\x80\xAF"
       "2\n",
       {{"a", "b"}, {"1", "2"}}},
      {"rows of empty cells are blank", "a;b\n;\n1;2\n;;\n", {{"a", "b"}, {"1", "2"}}},
  };
  for (const Case& one : cases) EXPECT_EQ(rows_of(one.text), one.rows) << one.name;
  EXPECT_THAT(rows_of("a;b\n1;2\n", {.delimiter = ','}), ElementsAre(Cells{"a;b"}, Cells{"1;2"}));
}

TEST(CsvTable, MendsARowThatHasOneReadingOfTheRightLength) {
  struct Case {
    std::string name;
    std::string row;
    Cells cells;
  };
  const std::vector<Case> cases{
      {"a quote that nothing closes", "1,\"x,2", {"1", "\"x", "2"}},
      {"quotes not doubled", "1,\"24\" hög\",2", {"1", "24\" hög", "2"}},
      {"one at the end", "1,\"hög 24\"\",2", {"1", "hög 24\"", "2"}},
      {"a quoted word with a comma after it",
       "1,\"say \"hi\", you\",2",
       {"1", "say \"hi\", you", "2"}},
      {"another delimiter", "1;x;2", {"1", "x", "2"}},
      {"another quote", "1,'x, y',2", {"1", "x, y", "2"}},
      {"another escape", "1,\"x \\\"y\\\", z\",2", {"1", "x \"y\", z", "2"}},
      {"prose in the last column", "1,x,ja, men nej", {"1", "x", "ja, men nej"}},
      {"a cell too many stays", "1,,x,2", {"1", "", "x", "2"}},
      {"a cell too few stays", "1,x2", {"1", "x2"}},
      {"quotes in order are not bent", "1x,\"a, b\"", {"1x", "a, b"}},
      {"no reading at all", "1,\"a\"b,c,d\",e,\"f", {"! stray-quote"}},
  };
  for (const Case& one : cases) {
    std::string text = "nr,text,tal\n";
    for (int i = 0; i < 9; ++i) text += std::to_string(i) + ",ord," + std::to_string(i * 2) + "\n";
    const auto rows = rows_of(text + one.row + "\n5,sist,6\n");
    ASSERT_EQ(rows.size(), 12U) << one.name;
    EXPECT_EQ(rows[10], one.cells) << one.name;
    EXPECT_THAT(rows[11], ElementsAre("5", "sist", "6")) << one.name;
  }
}

TEST(CsvTable, TellsHowManyRowsWereMended) {
  const auto opened = open("a,b,c\n1,x,2\n2,\"y,3\n3,z,4\n");
  rows_of(*opened.table);
  const auto notes = opened.table->notes();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].rule, "repaired-row");
  EXPECT_EQ(notes[0].rows, 1);
  EXPECT_EQ(notes[0].first_row, 3);
}

TEST(CsvTable, LeavesALineAloneThatCanBeReadInTwoWays) {
  // Either cell may hold the delimiter.
  const CsvDialect dialect{.delimiter = ',', .columns = 2};
  std::size_t budget = 100'000;
  EXPECT_EQ(repaired_cells("\"a\", \"b\", \"c\"", dialect, CsvTrouble::kQuotes, budget),
            std::nullopt);
  EXPECT_NE(repaired_cells("\"a,b", dialect, CsvTrouble::kQuotes, budget), std::nullopt);
  EXPECT_LT(budget, 100'000U);
  budget = 0;
  EXPECT_EQ(repaired_cells("\"a,b", dialect, CsvTrouble::kQuotes, budget), std::nullopt);
}

TEST(CsvTable, GivesUpOnALineMadeToBeTriedForEver) {
  const CsvDialect dialect{.delimiter = ',', .columns = 400};
  std::string line;
  for (int i = 0; i < 5000; ++i) line += "\"a\",";
  std::size_t budget = std::size_t{1} << 30U;
  EXPECT_EQ(repaired_cells(line, dialect, CsvTrouble::kQuotes, budget), std::nullopt);
  EXPECT_GT(budget, (std::size_t{1} << 30U) - 1000 * line.size());
}

TEST(CsvTable, SaysWhatTheFileIs) {
  EXPECT_EQ(open("a;b\n1;2\n").form.format, "csv");
  EXPECT_EQ(open("a;b\n1;2\n").form.encoding, "utf-8");
  EXPECT_EQ(open("a;b\n\xE5;2\n\xE4r;3\n").form.encoding, "iso-8859-1");
  EXPECT_EQ(open("").refusal, "empty-file");
  EXPECT_EQ(open("%PDF-1.4").refusal, "unsupported-format");
  EXPECT_EQ(open("%PDF-1.4").form.format, "pdf");
}

TEST(CsvTable, TakesAMappingsWordForAnEncodingThatTheBytesLeaveOpen) {
  // 0x93 and 0x94 are quotes in windows-1252; alone they do not show it.
  const std::string text = "a;b\n\x94x\x94;1\n";
  const auto opened = open(text, {.encoding = "windows-1252"});
  ASSERT_TRUE(opened.table);
  EXPECT_EQ(rows_of(*opened.table).back().front(), "”x”");
  EXPECT_EQ(open("\xEF\xBB\xBFå;b\n", {.encoding = "iso-8859-1"}).form.encoding, "utf-8-bom");
}

TEST(CsvTable, SaysWhatTheFileSaysOfItsDecimalMark) {
  EXPECT_EQ(open("a;b\n1;2\n").table->mark(), DecimalMark::kCommaLikely);
  EXPECT_EQ(open("a,b\n1,2\n").table->mark(), DecimalMark::kPointLikely);
  EXPECT_EQ(open("a\tb\n1\t2\n").table->mark(), DecimalMark::kUnknown);
}

TEST(CsvTable, RefusesARowBeyondALimitAndReadsTheNext) {
  const Limits limits{.cell_bytes = 8, .columns = 3, .record_bytes = 40};
  const auto opened = open("a;b;c\n1;2;123456789\n1;2;3;4\n5;6;7\n", {}, limits);
  EXPECT_THAT(rows_of(*opened.table),
              ElementsAre(Cells{"a", "b", "c"}, Cells{"! cell-too-large"},
                          Cells{"! too-many-columns"}, Cells{"5", "6", "7"}));
}

/// The most memory this process has had, in KiB.
long peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
  }
  return 0;
}

TEST(CsvTable, ReadsALargeFileInAFewMegabytes) {
  constexpr int kBlocks = 16'000;
  const int fd = ::memfd_create("large", 0);
  std::string block;
  while (block.size() < 4000) block += "M-1;2024-01-01 01:00;12,5;\"kWh; mätt\"\n";
  for (int i = 0; i < kBlocks; ++i) {
    ASSERT_EQ(::write(fd, block.data(), block.size()), static_cast<ssize_t>(block.size()));
  }
  const long before = peak_memory();
  FileForm form;
  auto opened = open_table(ByteSource(fd), {}, {}, form);
  HeaderedTable table(std::move(std::get<std::unique_ptr<TableReader>>(opened)));
  TableRow row;
  RowKind kind{};
  std::size_t rows = 0;
  while (table.next(row, kind)) rows += row.cells.size() == 4 ? 1 : 0;
  ::close(fd);
  EXPECT_EQ(rows, kBlocks * static_cast<std::size_t>(std::count(block.begin(), block.end(), '\n')));
  EXPECT_LT(peak_memory() - before, 16 * 1024) << "KiB more, of a file of 64 MB";
}

}  // namespace
}  // namespace tertil::collectors
