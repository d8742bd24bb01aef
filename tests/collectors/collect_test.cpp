#include "collectors/collect.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "tests/collectors/files.hpp"
#include "tests/support/sanitized.hpp"

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string kHeader = "keyFigure;region;year;value;status\n";

Gathered own(std::string_view bytes, const Limits& limits = {}) {
  return gather(bytes, shipped_source("own-key-figures"), limits);
}

TEST(Collect, GivesTypedRowsFromACanonicalFile) {
  const auto all = own(
      "region;keyFigure;period;category;series;value;missingReason;status;numerator;denominator;"
      "printedRank;printedOf;source\r\n"
      "13;organic-food;2024;;own;27,4;;final;274;1000;17;21;Uppföljning 2024\r\n"
      "13/RGS;organic-food;2024-T1;gender:K;;;notPublished;;;;;;\r\n");
  EXPECT_THAT(all.fault_lines(), IsEmpty());
  EXPECT_EQ(all.encoding, "utf-8");
  EXPECT_EQ(all.format, "csv");
  ASSERT_EQ(all.batches.size(), 1U);
  const auto& batch = all.batches[0];
  ASSERT_EQ(batch.size(), 2U);
  EXPECT_THAT(batch.rows, ElementsAre(2, 3));
  EXPECT_EQ(batch.records[1], R"({"region":"13/RGS","keyFigure":"organic-food","period":"2024-T1",)"
                              R"("category":"gender:K","missingReason":"notPublished"})");
  EXPECT_EQ(batch.text("keyFigure", 0), "organic-food");
  EXPECT_EQ(batch.text("region", 1), "13/RGS");
  EXPECT_EQ(batch.number("value", 0), 27.4);
  EXPECT_EQ(batch.number("numerator", 0), 274);
  EXPECT_EQ(batch.integer("printedRank", 0), 17);
  EXPECT_EQ(batch.text("source", 0), "Uppföljning 2024");
  EXPECT_FALSE(batch.present("value", 1));
  EXPECT_FALSE(batch.present("printedRank", 1));
  EXPECT_EQ(batch.text("missingReason", 1), "notPublished");
  EXPECT_EQ(batch.text("category", 1), "gender:K");
  EXPECT_THROW(static_cast<void>(batch.text("colour", 0)), std::out_of_range);
}

TEST(Collect, FillsInWhatTheOtherFieldsSay) {
  const auto all =
      own("keyFigure;region;year;period;value;missingReason;status\n"
          "a;13;2024;;1;;final\na;13;;2023;1;;final\na;13;;2024-Q2;;tooFew;\n");
  ASSERT_EQ(all.good_rows(), 3);
  const auto& batch = all.batches[0];
  EXPECT_EQ(batch.text("period", 0), "2024");
  EXPECT_EQ(batch.integer("year", 1), 2023);
  EXPECT_TRUE(batch.present("year", 1));
  EXPECT_FALSE(batch.present("year", 2));
  EXPECT_EQ(batch.text("period", 2), "2024-Q2");
  EXPECT_EQ(batch.text("status", 2), "final");
  EXPECT_EQ(batch.text("series", 0), "own");
}

TEST(Collect, ReadsTargetsAndPopulationTheSameWay) {
  const auto targets = gather(
      "keyFigure,region,year,value,baselineYear,baselineValue,path,decision\n"
      "energy-use-premises,13,2026,176,2017,199,linear,\"Handlingsplan, 2022\"\n",
      shipped_source("targets"));
  ASSERT_EQ(targets.good_rows(), 1) << ::testing::PrintToString(targets.fault_lines());
  EXPECT_EQ(targets.batches[0].number("baselineValue", 0), 199);
  EXPECT_EQ(targets.batches[0].integer("baselineYear", 0), 2017);
  EXPECT_EQ(targets.batches[0].text("path", 0), "linear");
  EXPECT_EQ(targets.batches[0].text("decision", 0), "Handlingsplan, 2022");
  const auto people = gather("region;year;value\nriket;2024;10 587 710\n13;2024;346000\n",
                             shipped_source("scb-population"));
  ASSERT_EQ(people.good_rows(), 2);
  EXPECT_EQ(people.batches[0].number("value", 0), 10587710);
}

TEST(Collect, SaysOfEachBadCellWhatItShouldHaveBeen) {
  struct Case {
    std::string row;
    std::string fault;  ///< column and rule
  };
  const std::string header =
      "keyFigure;region;year;period;value;missingReason;status;series;printedRank;source\n";
  const std::vector<Case> cases{
      {"a;13;2024;;12,x;;final;;;", "value not-a-number"},
      {"a;13;2024;;12 %;;final;;;", "value not-a-number"},
      {"a;13;2024;;1.234;;final;;;", "value ambiguous-number"},
      {"a;13;2024;;1.234,5;;final;;;", "value not-a-number"},
      {"a;13;24;;1;;final;;;", "year not-a-year"},
      {"a;13;2024.0;;1;;final;;;", "year not-a-year"},
      {"a;13;;2024-T4;1;;final;;;", "period not-a-period"},
      {"a;13;2024;2024;1;;final;;;", "year year-xor-period"},
      {"a;13;;;1;;final;;;", "year year-xor-period"},
      {"a;13;2024;;1;missing;final;;;", "value value-xor-reason"},
      {"a;13;2024;;;;final;;;", "value value-xor-reason"},
      {"a;13;2024;;;because;final;;;", "missingReason not-allowed"},
      {"a;13;2024;;1;;Final;;;", "status not-allowed"},
      {"a;13;2024;;1;;;;;", "status required"},
      {";13;2024;;1;;final;;;", "keyFigure required"},
      {"a;;2024;;1;;final;;;", "region required"},
      {"a;13;2024;;1;;final;kolada;;", "series wrong-series"},
      {"a;13;2024;;1;;final;;1,5;", "printedRank not-an-integer"},
      {"a;13;2024;;1;;final;;;x\x01y", "source control-character"},
      {"a;13;2024;;1;;final;;;;", ""},
      {"a;13;2024;;1;;final;;;;x", " too-many-cells"},
      {"a;13;2024;;1", " too-few-cells"},
      {"a;13;2024;;1;;final;;;\"x\"y", " stray-quote"},
  };
  for (const Case& one : cases) {
    const auto all = own(header + one.row + "\na;13;2023;;1;;final;;;\n");
    SCOPED_TRACE(one.row);
    EXPECT_EQ(all.rows_read, 2);
    EXPECT_FALSE(all.refused);
    if (one.fault.empty()) {
      EXPECT_THAT(all.fault_lines(), IsEmpty());
      continue;
    }
    EXPECT_THAT(all.fault_lines(), ElementsAre("2 " + one.fault));
    ASSERT_EQ(all.faults.size(), 1U);
    EXPECT_TRUE(all.faults[0].first_of_row);
    EXPECT_FALSE(all.faults[0].record.empty());
    EXPECT_FALSE(all.faults[0].message.sv.empty());
    EXPECT_FALSE(all.faults[0].message.en.empty());
    EXPECT_NE(all.faults[0].message.sv, all.faults[0].message.en);
  }
}

TEST(Collect, ListsEveryFaultOfARowButCountsTheRowOnce) {
  const auto all = own(kHeader + "a;13;24;x;final\na;;2024;y;odd\na;13;2024;1;final\n");
  EXPECT_EQ(all.rows_read, 3);
  EXPECT_EQ(all.faulty_rows, 2);
  EXPECT_THAT(all.fault_lines(),
              ElementsAre("2 year not-a-year", "2 value not-a-number", "3 region required",
                          "3 value not-a-number", "3 status not-allowed"));
  std::vector<bool> first;
  for (const auto& fault : all.faults) first.push_back(fault.first_of_row);
  EXPECT_THAT(first, ElementsAre(true, false, true, false, false));
}

TEST(Collect, NamesTheAllowedValuesAndQuotesTheWrongOne) {
  const auto all = own(kHeader + "a;13;2024;1;slutlig\n");
  ASSERT_EQ(all.faults.size(), 1U);
  EXPECT_EQ(all.faults[0].raw, "slutlig");
  EXPECT_THAT(all.faults[0].message.sv, HasSubstr("”slutlig”"));
  EXPECT_THAT(all.faults[0].message.sv, HasSubstr("preliminary, final, revised, estimated"));
}

TEST(Collect, ReadsTheDecimalMarkOfTheDialect) {
  const auto value = [](const std::string& text) {
    const auto all = own(text);
    return all.good_rows() == 1 ? all.batches[0].number("value", 0) : -1.0;
  };
  EXPECT_EQ(value("keyFigure;region;year;value;status\na;13;2024;98,333;final\n"), 98.333);
  EXPECT_EQ(value("keyFigure;region;year;value;status\na;13;2024;98.33;final\n"), 98.33);
  EXPECT_EQ(value("keyFigure;region;year;value;status\na;13;2024;98.333;final\n"), -1);
  EXPECT_EQ(value("keyFigure,region,year,value,status\na,13,2024,98.333,final\n"), 98.333);
  EXPECT_EQ(value("keyFigure,region,year,value,status\na,13,2024,\"98,333\",final\n"), -1);
  EXPECT_EQ(value("keyFigure\tregion\tyear\tvalue\tstatus\na\t13\t2024\t98.333\tfinal\n"), -1);
  EXPECT_EQ(value("keyFigure\tregion\tyear\tvalue\tstatus\na\t13\t2024\t98,33\tfinal\n"), 98.33);
}

TEST(Collect, RefusesAFileThatIsNotWhatTheSourceSends) {
  struct Case {
    std::string name;
    std::string bytes;
    std::string fault;
    std::int64_t rows;
  };
  using std::string_literals::operator""s;
  const std::vector<Case> cases{
      {"no status", "keyFigure;region;year;value\na;13;2024;1\nb;13;2024;1\n",
       "1 status missing-column", 2},
      {"neither year nor period", "\n\nkeyFigure;region;value;status\na;13;1;final\n",
       "3 year missing-column", 1},
      {"no header at all", "a;13;2024;1;final\n", "1 keyFigure missing-column", 0},
      {"another table", "datum;kWh\n2024-01-01;5\n", "1 keyFigure missing-column", 1},
      {"an odd column", "keyFigure;region;year;value;status;forare\na;13;2024;1;final;Bo\n",
       "1 forare unknown-column", 1},
      {"a misspelt column", "keyFigure;region;year;value;status;catgory\na;13;2024;1;final;\n",
       "1 catgory unknown-column", 1},
      {"a column twice", "keyFigure;region;year;value;value;status\na;13;2024;1;2;final\n",
       "1 value duplicate-column", 1},
      {"nothing", "", "1  empty-file", 0},
      {"only line ends", "\r\n \r\n", "1  empty-file", 0},
      {"an empty JSON array", "[]", "1  empty-file", 0},
      {"a JSON text", "[\"a\", 1", "1  bad-json", 0},
      {"a broken JSON document", "[\n{\"a\":1},\n{\"a\":}\n]", "3  bad-json", 0},
      {"CP850", kHeader + "a;13;2024;1;final\nmilj\x94;13;2024;1;final\n", "3  bad-encoding", 0},
      {"half a workbook", "PK\x03\x04\x14\x00\x06\x00 [Content_Types].xml"s, "1  bad-workbook", 0},
      {"old Excel", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"s, "1  unsupported-format", 0},
      {"half an archive", "PK\x03\x04\x14\x00 data.csv"s, "1  bad-workbook", 0},
      {"PDF", "%PDF-1.7\n%\xE2\xE3", "1  unsupported-format", 0},
      {"gzip", "\x1F\x8B\x08\0"s, "1  unsupported-format", 0},
      {"XML", "\xEF\xBB\xBF<?xml version=\"1.0\"?><a/>", "1  unsupported-format", 0},
      {"a web page", "\n<!DOCTYPE html><html>", "1  unsupported-format", 0},
      {"XML in UTF-16", "\xFF\xFE<\0?\0x\0m\0l\0"s, "1  unsupported-format", 0},
  };
  for (const Case& one : cases) {
    const auto all = own(one.bytes);
    SCOPED_TRACE(one.name);
    EXPECT_TRUE(all.refused);
    EXPECT_THAT(all.batches, IsEmpty());
    EXPECT_THAT(all.fault_lines(), ElementsAre(one.fault));
    EXPECT_EQ(all.rows_read, one.rows);
    EXPECT_EQ(all.faulty_rows, one.rows);
  }
}

TEST(Collect, SaysWhichColumnWasProbablyMeant) {
  const auto all = own("keyFigure;region;year;value;Status\na;13;2024;1;final\n");
  ASSERT_EQ(all.faults.size(), 1U);
  EXPECT_THAT(all.faults[0].message.sv, HasSubstr("Menades ”status”?"));
  EXPECT_THAT(all.faults[0].message.en, HasSubstr("Was “status” meant?"));
}

TEST(Collect, TellsWhatToSendInsteadOfAnUnsupportedFormat) {
  const auto all = own("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  EXPECT_EQ(all.format, "xls");
  EXPECT_THAT(all.faults[0].message.sv, HasSubstr("Filformatet stöds inte ännu"));
  EXPECT_THAT(all.faults[0].message.sv, HasSubstr("Excel-arbetsbok (.xlsx)"));
  EXPECT_THAT(all.faults[0].message.en, HasSubstr("not supported yet"));
}

TEST(Collect, PassesOverNotesAndKeepsThemOutOfTheRecord) {
  const auto all =
      own("_row;_message;keyFigure;region;year;value;status\n"
          "7;\"fel; rätta\";a;13;2024;1;final\n8;x;\"b;c\";13;2024;y;final\n");
  EXPECT_EQ(all.good_rows(), 1);
  EXPECT_EQ(all.batches[0].records[0],
            R"({"keyFigure":"a","region":"13","year":"2024","value":"1","status":"final"})");
  ASSERT_EQ(all.faults.size(), 1U);
  EXPECT_EQ(all.faults[0].record,
            R"({"keyFigure":"b;c","region":"13","year":"2024","value":"y","status":"final"})");
}

TEST(Collect, TakesEmptyColumnsAtTheEndAndEmptyRowsForNothing) {
  const auto all =
      own("keyFigure;region;year;value;status;;\na;13;2024;1;final;;\n;;;;;;\nb;13;2024;1;final\n"
          "c;13;2024;1;final;;x\n");
  EXPECT_EQ(all.rows_read, 3);
  EXPECT_THAT(all.fault_lines(), ElementsAre("5  too-many-cells"));
}

TEST(Collect, ReadsTheSameRowsInEveryEncoding) {
  const std::string text =
      "keyFigure;region;year;value;status;source\r\n"
      "a;13;2024;1,5;final;Årsredovisning för Östergötland\r\n";
  std::string latin;
  std::string wide = "\xFF\xFE";
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0xC0) {  // all of them lie in U+00C0–U+00FF here
      byte = static_cast<unsigned char>(((byte & 0x03U) << 6U) |
                                        (static_cast<unsigned char>(text[++i]) & 0x3FU));
    }
    latin += static_cast<char>(byte);
    wide += static_cast<char>(byte);
    wide += '\0';
  }
  const std::vector<std::pair<std::string, std::string>> cases{{"utf-8", text},
                                                               {"utf-8-bom", "\xEF\xBB\xBF" + text},
                                                               {"iso-8859-1", latin},
                                                               {"utf-16le", wide}};
  for (const auto& [name, bytes] : cases) {
    const auto all = own(bytes);
    EXPECT_EQ(all.encoding, name);
    ASSERT_EQ(all.good_rows(), 1) << name;
    EXPECT_EQ(all.batches[0].text("source", 0), "Årsredovisning för Östergötland") << name;
    EXPECT_EQ(all.batches[0].number("value", 0), 1.5);
  }
}

const std::string kObject =
    R"({"type":"keyFigureValue","keyFigure":"a","region":"13","year":2024,"value":27.4,"status":"final"})";

TEST(Collect, ReadsJsonLinesAndArraysOfTheSameObjects) {
  const std::string other = R"({"keyFigure":"b","region":"13","period":"2024-T1","value":null,)"
                            R"("missingReason":"missing","status":null})";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"ndjson", kObject + "\n" + other + "\n"},
      {"ndjson", "\n" + kObject + "\r\n\r\n" + other},
      {"json", "[" + kObject + ",\n" + other + "]"},
      {"json", "\xEF\xBB\xBF [\n" + kObject + "," + other + "\n]\n"},
  };
  for (const auto& [format, bytes] : cases) {
    const auto all = own(bytes);
    SCOPED_TRACE(bytes);
    EXPECT_EQ(all.format, format);
    ASSERT_EQ(all.good_rows(), 2) << ::testing::PrintToString(all.fault_lines());
    EXPECT_EQ(all.batches[0].number("value", 0), 27.4);
    EXPECT_EQ(all.batches[0].integer("year", 0), 2024);
    EXPECT_EQ(all.batches[0].text("period", 1), "2024-T1");
    EXPECT_EQ(all.batches[0].text("missingReason", 1), "missing");
  }
}

TEST(Collect, NumbersJsonRowsByLineOrByPlace) {
  const auto lines = own("\n" + kObject + "\n\n{\"keyFigure\":1}\n");
  ASSERT_EQ(lines.faults.size(), 4U) << ::testing::PrintToString(lines.fault_lines());
  EXPECT_EQ(lines.faults[0].row, 4);
  const auto array = own("[\n" + kObject + ",\n\n{\"keyFigure\":\"\"}]");
  EXPECT_EQ(array.faults[0].row, 2);
}

TEST(Collect, ReadsOneObjectOverManyLines) {
  const auto all =
      own("{\n \"keyFigure\": \"a\",\n \"region\": \"13\", \"year\": 2024,\n \"value\": \"27,4\",\n"
          " \"status\": \"final\"\n}\n");
  EXPECT_EQ(all.format, "json");
  ASSERT_EQ(all.good_rows(), 1);
  EXPECT_EQ(all.batches[0].number("value", 0), 27.4);
}

TEST(Collect, SetsASingleBadJsonLineAside) {
  const auto all = own(kObject + "\n{\"keyFigure\":\"a\",}\n[1]\n" + kObject + "\n");
  EXPECT_EQ(all.format, "ndjson");
  EXPECT_THAT(all.fault_lines(), ElementsAre("2  bad-json", "3  bad-json"));
  EXPECT_EQ(all.good_rows(), 2);
}

TEST(Collect, KnowsJsonLinesEvenWhenTheFirstIsBroken) {
  const auto all = own("{\"keyFigure\":\"a\",}\n" + kObject + "\n");
  EXPECT_EQ(all.format, "ndjson");
  EXPECT_THAT(all.fault_lines(), ElementsAre("1  bad-json"));
  EXPECT_EQ(all.good_rows(), 1);
}

TEST(Collect, RefusesJsonMembersOfTheWrongKind) {
  struct Case {
    std::string from;
    std::string to;
    std::string fault;
  };
  const std::vector<Case> cases{
      {"\"13\"", "13", "region wrong-type"},
      {"27.4", "true", "value wrong-type"},
      {"27.4", "[27.4]", "value wrong-type"},
      {"27.4", "\"1.234,5\"", "value not-a-number"},
      {"27.4", "\"1,234\"", "value ambiguous-number"},
      {"2024", "\"24\"", "year not-a-year"},
      {"2024", "2024.5", "year not-a-year"},
      {"keyFigureValue", "target", "type not-allowed"},
      {"\"year\"", "\"yaer\"", "yaer unknown-column"},
      {"\"a\"", "\"a\\u0000\"", "keyFigure control-character"},
      {"27.4", "1e999", " bad-json"},
      {"\"value\":27.4", "\"value\":27.4,\"value\":1", " bad-json"},
  };
  for (const Case& one : cases) {
    std::string bytes = kObject;
    bytes.replace(bytes.find(one.from), one.from.size(), one.to);
    const auto all = own(bytes + "\n" + kObject + "\n");
    EXPECT_THAT(all.fault_lines(), ElementsAre("1 " + one.fault)) << bytes;
    EXPECT_EQ(all.good_rows(), 1) << bytes;
  }
}

TEST(Collect, KeepsUnknownJsonMembersOutOfTheRecord) {
  const auto all = own(R"({"keyFigure":"a","forare":"Bo Ek","_note":"hemlig"})"
                       "\n");
  ASSERT_GE(all.faults.size(), 1U);
  EXPECT_EQ(all.faults[0].rule, "unknown-column");
  EXPECT_EQ(all.faults[0].column, "forare");
  EXPECT_THAT(all.faults[0].record, HasSubstr("keyFigure"));
  EXPECT_THAT(all.faults[0].record, Not(HasSubstr("Bo Ek")));
  EXPECT_THAT(all.faults[0].record, Not(HasSubstr("hemlig")));
}

TEST(Collect, HoldsEveryLimitAtItsEdge) {
  const auto value_of = [](std::size_t bytes) { return std::string(bytes, 'x'); };
  const std::string header = "keyFigure;region;year;value;status;source\n";
  const Limits limits{
      .cell_bytes = 100, .columns = 10, .record_bytes = 150, .json_depth = 3, .json_bytes = 300};
  const auto csv = [&](std::size_t bytes) {
    return own(header + "a;13;2024;1;final;" + value_of(bytes) + "\n", limits).fault_lines();
  };
  EXPECT_THAT(csv(99), IsEmpty());
  EXPECT_THAT(csv(100), IsEmpty());
  EXPECT_THAT(csv(101), ElementsAre("2  cell-too-large"));
  const auto json = [&](std::size_t bytes) {
    return own(R"([{"keyFigure":"a","region":"13","year":2024,"value":1,"status":"final","source":")" +
                   value_of(bytes) + "\"}]",
               limits)
        .fault_lines();
  };
  EXPECT_THAT(json(99), IsEmpty());
  EXPECT_THAT(json(100), IsEmpty());
  EXPECT_THAT(json(101), ElementsAre("1 source cell-too-large"));
  const auto line = [&](std::size_t spaces) {
    return own(std::string(spaces, ' ') + kObject + "\n" + kObject + "\n", limits).fault_lines();
  };
  EXPECT_THAT(line(150 - kObject.size()), IsEmpty());
  EXPECT_EQ(own(kObject + "\n" + value_of(151) + "\n" + kObject, limits).fault_lines(),
            std::vector<std::string>{"2  record-too-large"});
  const auto document = [&](std::size_t bytes) {
    const std::string text = "[" + kObject + "]";
    return own(text + std::string(bytes - text.size(), ' '), limits).fault_lines();
  };
  EXPECT_THAT(document(300), IsEmpty());
  EXPECT_THAT(document(301), ElementsAre("1  too-large"));
  EXPECT_THAT(own("[[[]]]", limits).fault_lines(), ElementsAre("1  bad-json"));
  EXPECT_THAT(own("[[[[]]]]", limits).fault_lines(), ElementsAre("1  bad-json"));
  const auto columns = [&](int more) {
    std::string names = "keyFigure;region;year;value;status";
    std::string row = "a;13;2024;1;final";
    for (int i = 0; i < more; ++i) names += ";_" + std::to_string(i), row += ";";
    return own(names + "\n" + row + "\n", limits).fault_lines();
  };
  EXPECT_THAT(columns(5), IsEmpty());
  EXPECT_THAT(columns(6), ElementsAre("1  too-many-columns"));
}

TEST(Collect, HandsOverBatchesOfBoundedSize) {
  std::string bytes = kHeader;
  for (int i = 0; i < 10'000; ++i) {
    bytes += "a;13;2024;" + std::string(i % 7 == 0 ? "x" : "1") + ";final\n";
  }
  const TemporaryFile file(bytes);
  auto collection = Collection::open(file.fd(), shipped_source("own-key-figures"));
  RecordBatch batch;
  std::size_t rows = 0;
  std::size_t faults = 0;
  std::int64_t last = 1;
  while (collection.next(batch)) {
    EXPECT_LE(batch.size(), 4096U);
    for (const auto row : batch.rows) {
      EXPECT_GT(row, last);
      last = row;
    }
    rows += batch.size();
    faults += collection.take_faults().size();
    EXPECT_THAT(collection.faults(), IsEmpty());
  }
  EXPECT_EQ(batch.size(), 0U);
  EXPECT_FALSE(collection.next(batch));
  EXPECT_EQ(faults, 1429U);
  EXPECT_EQ(rows, 10'000U - 1429U);
  EXPECT_EQ(collection.rows_read(), 10'000);
  EXPECT_EQ(collection.faulty_rows(), 1429);
  EXPECT_EQ(::lseek(file.fd(), 0, SEEK_CUR), static_cast<off_t>(bytes.size()));
}

TEST(Collect, ReadsAFileFarLargerThanTheMemoryItUses) {
  if (tests::kSanitized)
    GTEST_SKIP() << "a sanitizer keeps freed memory, so resident memory says nothing";
  constexpr int kRows = 1'200'000;
  std::string block;
  while (block.size() < 1'000'000) block += "organic-food;13;2024;27,4;final\n";
  const std::size_t rows_in_block = block.size() / 32;
  const TemporaryFile file(kHeader);
  std::size_t rows = 0;
  while (rows < kRows) {
    ASSERT_EQ(::write(file.fd(), block.data(), block.size()), static_cast<ssize_t>(block.size()));
    rows += rows_in_block;
  }
  const auto resident_pages = [] {
    std::ifstream statm("/proc/self/statm");
    long total = 0;
    long resident = 0;
    statm >> total >> resident;
    return resident;
  };
  auto collection = Collection::open(file.fd(), shipped_source("own-key-figures"));
  RecordBatch batch;
  ASSERT_TRUE(collection.next(batch));
  const long before = resident_pages();
  while (collection.next(batch)) {
  }
  EXPECT_EQ(collection.rows_read(), static_cast<std::int64_t>(rows));
  EXPECT_LT((resident_pages() - before) * ::sysconf(_SC_PAGESIZE), 16L << 20);
}

TEST(Collect, TellsAFailingDiskFromABadFile) {
  const int closed = ::dup(0);
  ::close(closed);
  EXPECT_THROW(static_cast<void>(Collection::open(closed, shipped_source("kolada"))),
               std::system_error);
}

}  // namespace
}  // namespace tertil::collectors
