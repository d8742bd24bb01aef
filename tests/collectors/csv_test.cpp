#include "collectors/csv.hpp"

#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "collectors/json.hpp"
#include "tests/collectors/shared_data.hpp"

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;

using Cells = std::vector<std::string>;

struct Read {
  std::int64_t line{0};
  Cells cells;
  std::string raw;
  std::string fault;

  friend bool operator==(const Read&, const Read&) = default;
};

void PrintTo(const Read& read, std::ostream* out) {
  *out << "line " << read.line << " " << ::testing::PrintToString(read.cells) << " raw "
       << ::testing::PrintToString(read.raw) << " " << read.fault;
}

std::vector<Read> read_all(CsvReader reader) {
  std::vector<Read> all;
  CsvRecord record;
  while (reader.next(record)) {
    Read read{record.line, {}, std::string(record.raw), ""};
    for (const auto cell : record.cells) read.cells.emplace_back(cell);
    if (record.fault) read.fault = record.fault->rule;
    all.push_back(read);
  }
  return all;
}

std::vector<Read> read_all(std::string_view text, const Limits& limits = {}) {
  return read_all(CsvReader(TextReader(ByteSource(text), Encoding::kUtf8), limits));
}

std::vector<Cells> cells_of(std::string_view text) {
  std::vector<Cells> all;
  for (const Read& read : read_all(text)) all.push_back(read.cells);
  return all;
}

TEST(Csv, ReadsTheCellsOfEveryDialect) {
  struct Case {
    std::string name;
    std::string text;
    std::vector<Cells> cells;
  };
  const std::vector<Cells> plain{{"a", "b"}, {"1", "2"}};
  const std::vector<Case> cases{
      {"comma", "a,b\n1,2\n", plain},
      {"semicolon", "a;b\n1;2\n", plain},
      {"tab", "a\tb\n1\t2\n", plain},
      {"bar", "a|b\n1|2\n", plain},
      {"CRLF", "a;b\r\n1;2\r\n", plain},
      {"CR alone", "a;b\r1;2\r", plain},
      {"mixed line ends", "a;b\r\n1;2\n", plain},
      {"no line end at the end", "a;b\n1;2", plain},
      {"CR at the very end", "a;b\n1;2\r", plain},
      {"blank lines", "\n\na;b\n  \n1;2\n\n\n", plain},
      {"sep line", "sep=;\na;b\n1;2\n", plain},
      {"sep line against the look of it", "sep=|\r\na|b\r\n1|2\r\n", plain},
      {"quoted sep line", "\"sep=;\"\r\na;b\r\n1;2\r\n", plain},
      {"all quoted", "\"a\";\"b\"\n\"1\";\"2\"\n", plain},
      {"spaces before quotes", "\"a\"; \"b\" \n\"1\";\"2\"\n", plain},
      {"decimal commas between semicolons",
       "a;b\n1,5;2,5\n3,5;4,5\n",
       {{"a", "b"}, {"1,5", "2,5"}, {"3,5", "4,5"}}},
      {"delimiter in quotes", "a;b\n\"1;1\";2\n", {{"a", "b"}, {"1;1", "2"}}},
      {"doubled quotes", "a;b\n\"say \"\"hi\"\"\";2\n", {{"a", "b"}, {"say \"hi\"", "2"}}},
      {"only doubled quotes", "a;b\n\"\"\"\";2\n", {{"a", "b"}, {"\"", "2"}}},
      {"line end in quotes", "a;b\n\"1\n1\";2\n", {{"a", "b"}, {"1\n1", "2"}}},
      {"empty cells", "a;b;c\n;;\n\"\";x;\n", {{"a", "b", "c"}, {"", "", ""}, {"", "x", ""}}},
      {"quote inside an unquoted cell", "a;b\n5\" rör;2\n", {{"a", "b"}, {"5\" rör", "2"}}},
      {"hash is a character like others", "#a;b\n#1;2\n", {{"#a", "b"}, {"#1", "2"}}},
      {"spaces are kept", "a;b\n 1 ; 2\n", {{"a", "b"}, {" 1 ", " 2"}}},
      {"one column", "a\n1\n2\n", {{"a"}, {"1"}, {"2"}}},
      {"one quoted empty cell is no blank line", "a\n\"\"\n", {{"a"}, {""}}},
      {"åäö", "å;ä\nö;é\n", {{"å", "ä"}, {"ö", "é"}}},
      {"nothing", "", {}},
      {"only line ends", "\r\n\r\n", {}},
  };
  for (const Case& one : cases) EXPECT_EQ(cells_of(one.text), one.cells) << one.name;
}

TEST(Csv, CountsLinesAsAnEditorDoesAndKeepsTheRowAsWritten) {
  EXPECT_THAT(
      read_all("a;b\r\n\r\n\"1\r\n\n1\";2\r\n3;4"),
      ElementsAre(Read{1, {"a", "b"}, "a;b", ""}, Read{3, {"1\r\n\n1", "2"}, "\"1\r\n\n1\";2", ""},
                  Read{6, {"3", "4"}, "3;4", ""}));
  EXPECT_THAT(read_all("sep=;\na;b\n"), ElementsAre(Read{2, {"a", "b"}, "a;b", ""}));
}

TEST(Csv, LosesOnlyTheLineOfAQuoteThatIsNeverClosed) {
  EXPECT_THAT(read_all("a;b\n1;\"x\n2;y\n3;z\n"),
              ElementsAre(Read{1, {"a", "b"}, "a;b", ""}, Read{2, {}, "1;\"x", "unclosed-quote"},
                          Read{3, {"2", "y"}, "2;y", ""}, Read{4, {"3", "z"}, "3;z", ""}));
}

TEST(Csv, DoesNotLetAnotherCellsQuoteCloseAnOpenOne) {
  EXPECT_THAT(read_all("a;b\n1;\"x\n2;\"y\"\n3;z\n"),
              ElementsAre(Read{1, {"a", "b"}, "a;b", ""}, Read{2, {}, "1;\"x", "unclosed-quote"},
                          Read{3, {"2", "y"}, "2;\"y\"", ""}, Read{4, {"3", "z"}, "3;z", ""}));
}

TEST(Csv, RefusesARowWhereSomethingFollowsAClosingQuote) {
  EXPECT_THAT(read_all("a;b\n\"Bo \"Nisse\" Ek\";2\n3;4\n"),
              ElementsAre(Read{1, {"a", "b"}, "a;b", ""},
                          Read{2, {}, "\"Bo \"Nisse\" Ek\";2", "stray-quote"},
                          Read{3, {"3", "4"}, "3;4", ""}));
}

TEST(Csv, RefusesARowBeyondALimitAndReadsTheNext) {
  const Limits limits{.cell_bytes = 8, .columns = 3, .record_bytes = 40};
  struct Case {
    std::string name;
    std::string row;
    std::string fault;
  };
  const std::vector<Case> cases{
      {"cell at the limit", "12345678;b", ""},
      {"cell over it", "123456789;b", "cell-too-large"},
      {"columns at the limit", "1;2;3", ""},
      {"columns over it", "1;2;3;4", "too-many-columns"},
      {"record at the limit", "\"1234\";" + std::string(33 - 20, ' ') + "\"1234\"", ""},
      {"record over it", std::string(41, 'x'), "record-too-large"},
  };
  for (const Case& one : cases) {
    const auto read = read_all("a;b;c\n" + one.row + "\n5;6;7\n", limits);
    ASSERT_EQ(read.size(), 3U) << one.name;
    EXPECT_EQ(read[1].fault, one.fault) << one.name;
    EXPECT_EQ(read[2], (Read{3, {"5", "6", "7"}, "5;6;7", ""})) << one.name;
  }
}

TEST(Csv, GoesOnAfterALineOfManyMegabytes) {
  const std::string text = "a;b\n" + std::string(5'000'000, 'x') + "\r\n3;4\n" + "\"" +
                           std::string(3'000'000, 'y') + "\n7;8\n";
  const auto read = read_all(text);
  ASSERT_EQ(read.size(), 5U);
  EXPECT_EQ(read[1].fault, "record-too-large");
  EXPECT_LT(read[1].raw.size(), 10'000U);
  EXPECT_EQ(read[2], (Read{3, {"3", "4"}, "3;4", ""}));
  EXPECT_EQ(read[3].fault, "unclosed-quote");
  EXPECT_EQ(read[4], (Read{5, {"7", "8"}, "7;8", ""}));
}

TEST(Csv, ReadsAFileOfUnclosedQuotesToItsEnd) {
  std::string text = "a;b\n";
  constexpr int kRows = 20'000;
  for (int i = 0; i < kRows; ++i) text += "1;\"x" + std::string(40, 'y') + "\n";
  const auto read = read_all(text);
  int accounted = 0;
  for (const Read& one : read) {
    accounted += 1 + static_cast<int>(std::count(one.raw.begin(), one.raw.end(), '\n'));
  }
  EXPECT_EQ(accounted, kRows + 1);
}

/// What any table must survive: written with quotes where needed, and read back in chunks.
TEST(Csv, ReadsBackEveryTableThatIsWrittenByTheRules) {
  std::mt19937 random(4180);
  const std::vector<std::string> parts{"a", "å", "\"", ";", ",", "\n", "\r\n", " ", "1", "|", "\t"};
  std::uniform_int_distribution<std::size_t> part(0, parts.size() - 1);
  std::uniform_int_distribution<int> length(0, 6);
  for (int round = 0; round < 300; ++round) {
    const char delimiter = ";,\t|"[round % 4];
    const std::string line_end = round % 3 == 0 ? "\r\n" : "\n";
    std::vector<Cells> truth;
    std::string text;
    for (int r = 0; r < 400; ++r) {
      Cells cells;
      for (int c = 0; c < 4; ++c) {
        std::string cell;
        for (int n = length(random); n > 0; --n) cell += parts[part(random)];
        std::string quoted = "\"";
        for (const char x : cell) quoted += x == '"' ? std::string("\"\"") : std::string(1, x);
        text += (c > 0 ? std::string(1, delimiter) : "") + quoted + "\"";
        cells.push_back(cell);
      }
      text += line_end;
      truth.push_back(cells);
    }
    std::vector<Cells> got;
    for (const Read& read :
         read_all(CsvReader(TextReader(ByteSource(text), Encoding::kUtf8), {}, delimiter))) {
      got.push_back(read.cells);
    }
    ASSERT_EQ(got, truth) << "round " << round;
  }
}

TEST(Csv, ReadsRowsThatStraddleEveryPlaceOfAChunk) {
  // A row of 11 bytes walks through the chunk boundary one byte at a time.
  std::string text = "ab;\"c\"\"d\"\r\n";
  const std::size_t rows = 30'000;
  std::string all;
  for (std::size_t i = 0; i < rows; ++i) all += text;
  const auto read = read_all(CsvReader(TextReader(ByteSource(all), Encoding::kUtf8), {}, ';'));
  ASSERT_EQ(read.size(), rows);
  for (std::size_t i = 0; i < rows; ++i) {
    ASSERT_EQ(read[i],
              (Read{static_cast<std::int64_t>(i) + 1, {"ab", "c\"d"}, "ab;\"c\"\"d\"", ""}));
  }
}

TEST(Csv, ReadsTheSpectrumOfSmallFilesRight) {
  const auto folder = shared_data("csv-spectrum");
  if (folder.empty()) return;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "csvs")) {
    ++files;
    const std::string name = entry.path().stem().string();
    SCOPED_TRACE(name);
    const std::string text = read_file(entry.path());
    const auto parsed = parse_json(read_file(folder / "json" / (name + ".json")));
    ASSERT_TRUE(std::holds_alternative<nlohmann::json>(parsed));
    auto truth = std::get<nlohmann::json>(parsed);
    if (truth.is_object()) truth = nlohmann::json::array({truth});
    const auto read = read_all(text);
    ASSERT_EQ(read.size(), truth.size() + 1);
    for (std::size_t i = 0; i < truth.size(); ++i) {
      ASSERT_EQ(read[i + 1].fault, "");
      ASSERT_EQ(read[i + 1].cells.size(), read[0].cells.size());
      for (std::size_t c = 0; c < read[0].cells.size(); ++c) {
        // The truth of this one cell has another telephone number than the file.
        if (read[0].cells[c] == "Contact Phone Number") continue;
        EXPECT_EQ(read[i + 1].cells[c], truth[i].at(read[0].cells[c]).get<std::string>());
      }
    }
  }
  EXPECT_EQ(files, 12);
}

TEST(Csv, FindsTheDelimiterThatPartsMostEvenly) {
  EXPECT_EQ(sniff_dialect("a;b;c\n1,5;2,5;3,5\n", true).delimiter, ';');
  EXPECT_EQ(sniff_dialect("a,b,c\n1;2,3,4\n", true).delimiter, ',');
  EXPECT_EQ(sniff_dialect("name;a, b, c\nx;1\ny;2\nz;3\n", true).delimiter, ';');
  EXPECT_EQ(sniff_dialect("one\ntwo\n", true).delimiter, ',');
  EXPECT_EQ(sniff_dialect("", true).delimiter, ',');
  EXPECT_EQ(sniff_dialect("\"a;b\",c\n\"d;e\",f\n", true).delimiter, ',');
}

}  // namespace
}  // namespace tertil::collectors
