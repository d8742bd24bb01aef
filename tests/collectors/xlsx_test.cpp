// R16, R17: workbooks, and what only looks like one.
#include <gmock/gmock.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "collectors/header.hpp"
#include "collectors/table.hpp"
#include "collectors/table_formats.hpp"
#include "collectors/workbook_fault.hpp"
#include "collectors/xlsx_format.hpp"
#include "tests/collectors/shared_data.hpp"
#include "tests/collectors/xlsx_files.hpp"

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Read {
  std::string format;
  std::string refusal;
  std::string message;
  std::vector<std::string>
      rows;  ///< "3: t:text n:12.5 d:2024-01-01 b:true e:#N/A" with "-" for empty
  std::vector<std::string> notes;
};

std::string written(const TableCell& cell) {
  switch (cell.kind) {
    case CellKind::kEmpty: return "-";
    case CellKind::kText: return "t:" + cell.text;
    case CellKind::kNumber: return "n:" + cell.text;
    case CellKind::kTime: return "d:" + cell.text;
    case CellKind::kBoolean: return "b:" + cell.text;
    case CellKind::kError: return "e:" + cell.text;
  }
  return "?";
}

Read read(std::string_view bytes, const TableOptions& options = {}, const Limits& limits = {}) {
  Read out;
  FileForm form;
  auto opened = open_table(ByteSource(bytes), options, limits, form);
  out.format = form.format;
  if (auto* refusal = std::get_if<Refusal>(&opened)) {
    out.refusal = refusal->fault.rule;
    out.message = refusal->fault.message.sv;
    return out;
  }
  auto& table = *std::get<std::unique_ptr<TableReader>>(opened);
  TableRow row;
  while (table.next(row)) {
    std::string line = std::to_string(row.row) + ":";
    for (const TableCell& cell : row.cells) line += " " + written(cell);
    if (row.fault) line += " ! " + row.fault->rule;
    out.rows.push_back(line);
  }
  for (const FileFinding& note : table.notes()) out.notes.push_back(note.rule);
  return out;
}

std::vector<std::string> rows_of(const std::string& data, const WorkbookParts& parts = {}) {
  WorkbookParts all = parts;
  all.data.insert(all.data.begin(), data);
  return read(workbook_of(all)).rows;
}

/// What libxlsxwriter makes of a workbook.
class WrittenWorkbook {
 public:
  WrittenWorkbook()
      : path_(std::filesystem::temp_directory_path() /
              ("tertil-xlsx-" + std::to_string(::getpid()) + ".xlsx")),
        book_(workbook_new(path_.c_str())) {}
  lxw_workbook* book() { return book_; }
  std::string bytes() {
    workbook_close(book_);
    const std::string all = read_file(path_);
    std::filesystem::remove(path_);
    return all;
  }

 private:
  std::filesystem::path path_;
  lxw_workbook* book_;
};

TEST(Xlsx, ReadsWhatALibraryWrites) {
  WrittenWorkbook written;
  lxw_worksheet* sheet = workbook_add_worksheet(written.book(), "Mätning");
  lxw_format* date = workbook_add_format(written.book());
  format_set_num_format(date, "yyyy-mm-dd hh:mm");
  lxw_format* day = workbook_add_format(written.book());
  format_set_num_format_index(day, 14);
  worksheet_write_string(sheet, 0, 0, "Mätare", nullptr);
  worksheet_write_string(sheet, 0, 1, "Tid", nullptr);
  worksheet_write_string(sheet, 0, 2, "kWh", nullptr);
  lxw_datetime time{2024, 3, 31, 3, 0, 0};
  worksheet_write_string(sheet, 1, 0, "M<1> & \"två\"", nullptr);
  worksheet_write_datetime(sheet, 1, 1, &time, date);
  worksheet_write_number(sheet, 1, 2, 12.5, nullptr);
  lxw_datetime midnight{2024, 2, 29, 0, 0, 0};
  worksheet_write_datetime(sheet, 4, 1, &midnight, day);
  worksheet_write_boolean(sheet, 4, 2, 1, nullptr);
  worksheet_write_formula_num(sheet, 5, 2, "=C2*2", nullptr, 25);
  worksheet_merge_range(sheet, 6, 0, 6, 2, "sammanslagen", nullptr);
  EXPECT_THAT(
      read(written.bytes()).rows,
      ElementsAre("1: t:Mätare t:Tid t:kWh", "2: t:M<1> & \"två\" d:2024-03-31 03:00 n:12.5",
                  "5: - d:2024-02-29 b:true", "6: - - n:25", "7: t:sammanslagen"));
}

TEST(Xlsx, ReadsTheXmlOfManyProducers) {
  struct Case {
    std::string name;
    std::string data;
    std::vector<std::string> rows;
  };
  const std::vector<Case> cases{
      {"no references at all",
       "<row><c><v>1</v></c><c t=\"str\"><v>a</v></c></row><row/><row><c><v>2</v></c></row>",
       {"1: n:1 t:a", "3: n:2"}},
      {"sparse columns and rows",
       "<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"AA3\"><v>2</v></c></row>",
       {"3: - n:1" +
        [] {
          std::string s;
          for (int i = 0; i < 24; ++i) s += " -";
          return s;
        }() +
        " n:2"}},
      {"inline strings",
       "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a &amp; b</t></is></c></row>",
       {"1: t:a & b"}},
      {"rich inline strings",
       "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>a</t></r><r><t "
       "xml:space=\"preserve\"> b</t></r></is></c></row>",
       {"1: t:a b"}},
      {"formulas with cached values",
       "<row r=\"1\"><c r=\"A1\"><f>B1*2</f><v>4</v></c><c r=\"B1\" "
       "t=\"str\"><f>\"x\"</f><v>x</v></c></row>",
       {"1: n:4 t:x"}},
      {"a formula without a value",
       "<row r=\"1\"><c r=\"A1\"><f>B1</f></c><c r=\"B1\"><v>1</v></c></row>",
       {"1: - n:1"}},
      {"errors", "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#N/A</v></c></row>", {"1: e:#N/A"}},
      {"booleans",
       "<row r=\"1\"><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c></row>",
       {"1: b:true b:false"}},
      {"ISO dates",
       "<row r=\"1\"><c t=\"d\"><v>2024-01-31T13:45:00</v></c><c "
       "t=\"d\"><v>2024-01-31</v></c></row>",
       {"1: d:2024-01-31 13:45:00 d:2024-01-31"}},
      {"prefixes", "<x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row>", {"1: n:1"}},
      {"numbers as Excel writes them",
       "<row><c><v>0.10000000000000001</v></c><c><v>1.5E-2</v></c><c><v>7.35999E+14</v></"
       "c><c><v>-3.0</v></c></row>",
       {"1: n:0.10000000000000001 n:1.5E-2 n:735999000000000 n:-3"}},
      {"styled cells without a value",
       "<row r=\"1\"><c r=\"A1\" s=\"0\"/><c r=\"B1\"><v>1</v></c><c r=\"C1\" s=\"0\"/></row><row "
       "r=\"2\"><c r=\"A2\" s=\"0\"/></row>",
       {"1: - n:1"}},
      {"escaped characters",
       "<row><c t=\"str\"><v>a_x000A_b_x005F_x000A_ _xyz _x00e5_</v></c></row>",
       {"1: t:a\nb_x000A_ _xyz å"}},
      {"CDATA, comments and instructions",
       "<!-- x --><row><?y?><c t=\"str\"><v><![CDATA[<a>]]></v></c></row>",
       {"1: t:<a>"}},
      {"lower-case references", "<row r=\"2\"><c r=\"b2\"><v>1</v></c></row>", {"2: - n:1"}},
      {"absolute references", "<row r=\"2\"><c r=\"$B$2\"><v>1</v></c></row>", {"2: n:1"}},
      {"nothing after the last value",
       "<row r=\"1\"><c><v>1</v></c></row><row r=\"2\"><c t=\"str\"><v> </v></c></row>",
       {"1: n:1"}},
  };
  for (const Case& one : cases) EXPECT_EQ(rows_of(one.data), one.rows) << one.name;
}

TEST(Xlsx, ReadsSharedStringsWithRunsAndWithoutPhoneticGuides) {
  WorkbookParts parts;
  parts.strings =
      "<si><t>ett</t></si><si><r><t>tv</t></r><r><t>å</t></r></si><si/>"
      "<si><t>漢</t><rPh sb=\"0\" eb=\"1\"><t>かん</t></rPh></si>";
  EXPECT_THAT(rows_of("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c>"
                      "<c t=\"s\"><v>3</v></c><c t=\"s\"><v>4</v></c></row>",
                      parts),
              ElementsAre("1: t:ett t:två - t:漢 e:#REF!"));
}

TEST(Xlsx, TellsDatesFromNumbersByTheirFormat) {
  struct Case {
    std::string code;
    NumberForm form;
  };
  const std::vector<Case> cases{
      {"General", NumberForm::kNumber},
      {"0.00", NumberForm::kNumber},
      {"#,##0.00\\ \"kr\"", NumberForm::kNumber},
      {"#,##0 \"dygn\"", NumberForm::kNumber},
      {"0.00E+00", NumberForm::kNumber},
      {"[Red]-0.0", NumberForm::kNumber},
      {"[$kr-41D]#,##0", NumberForm::kNumber},
      {"0%", NumberForm::kPercent},
      {"yyyy-mm-dd", NumberForm::kDate},
      {"yyyy\\-mm\\-dd;@", NumberForm::kDate},
      {"[$-41D]mmmm yyyy", NumberForm::kDate},
      {"mmm", NumberForm::kDate},
      {"åååå-MM-dd", NumberForm::kDate},
      {"DD/MM/YYYY", NumberForm::kDate},
      {"yyyy-mm-dd hh:mm", NumberForm::kDateTime},
      {"m/d/yy h:mm", NumberForm::kDateTime},
      {"hh:mm", NumberForm::kTime},
      {"mm:ss.0", NumberForm::kTime},
      {"h AM/PM", NumberForm::kTime},
      {"[h]:mm", NumberForm::kDuration},
      {"[mm]:ss", NumberForm::kDuration},
      {"@", NumberForm::kText},
  };
  for (const Case& one : cases) EXPECT_EQ(form_of_code(one.code), one.form) << one.code;
  EXPECT_EQ(form_of_builtin(14), NumberForm::kDate);
  EXPECT_EQ(form_of_builtin(22), NumberForm::kDateTime);
  EXPECT_EQ(form_of_builtin(46), NumberForm::kDuration);
  EXPECT_EQ(form_of_builtin(2), NumberForm::kNumber);
}

TEST(Xlsx, CountsDaysFrom1900AsExcelDoesAndFrom1904) {
  struct Case {
    double serial;
    NumberForm form;
    bool from_1904;
    std::string text;  ///< Empty: no such day.
  };
  const std::vector<Case> cases{
      {1, NumberForm::kDate, false, "1900-01-01"},
      {59, NumberForm::kDate, false, "1900-02-28"},
      {60, NumberForm::kDate, false, ""},  // 1900 had no 29 February
      {61, NumberForm::kDate, false, "1900-03-01"},
      {36526, NumberForm::kDate, false, "2000-01-01"},
      {45351, NumberForm::kDate, false, "2024-02-29"},
      {2958465, NumberForm::kDate, false, "9999-12-31"},
      {2958466, NumberForm::kDate, false, ""},
      {-1, NumberForm::kDate, false, ""},
      {0, NumberForm::kDate, true, "1904-01-01"},
      {43889, NumberForm::kDate, true, "2024-02-29"},
      {45351.5, NumberForm::kDate, false, "2024-02-29 12:00"},
      {45351, NumberForm::kDateTime, false, "2024-02-29 00:00"},
      {45351.041666666664, NumberForm::kDateTime, false, "2024-02-29 01:00"},
      {45351.999988425923, NumberForm::kDateTime, false, "2024-02-29 23:59:59"},
      {45351.999999999, NumberForm::kDateTime, false, "2024-03-01 00:00"},
      {0.75, NumberForm::kTime, false, "18:00"},
      {0, NumberForm::kTime, false, "00:00"},
      {0.5000058, NumberForm::kTime, false, "12:00:00.501"},
      {1.104166666666667, NumberForm::kDuration, false, "PT26H30M"},
      {0.0, NumberForm::kDuration, false, "PT0S"},
      {0.0008101851851, NumberForm::kDuration, false, "PT1M10S"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(time_text(one.serial, one.form, one.from_1904).value_or(""), one.text)
        << one.serial << (one.from_1904 ? " from 1904" : "");
  }
}

TEST(Xlsx, ReadsEveryHourOfAYearOfSummedFractionsRight) {
  double serial = 45292.0;  // 2024-01-01, and an hour more each time, as a sheet's formula does it
  for (int hour = 0; hour < 8784; ++hour, serial += 1.0 / 24.0) {
    const auto text = time_text(serial, NumberForm::kDateTime, false);
    ASSERT_TRUE(text);
    ASSERT_EQ(text->size(), 16U) << *text;
    ASSERT_EQ(text->substr(11), (hour % 24 < 10 ? "0" : "") + std::to_string(hour % 24) + ":00");
  }
}

TEST(Xlsx, UsesTheFormatsOfTheWorkbookAndItsDateSystem) {
  WorkbookParts parts;
  parts.styles =
      "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
      "<numFmt numFmtId=\"165\" formatCode=\"00000\"/></numFmts>"
      "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
      "<xf numFmtId=\"10\"/></cellXfs>";
  const std::string data =
      "<row><c s=\"0\"><v>45351</v></c><c s=\"1\"><v>45351</v></c>"
      "<c s=\"2\"><v>123</v></c><c s=\"3\"><v>0.98</v></c><c s=\"1\"><v>60</v></c></row>";
  EXPECT_THAT(rows_of(data, parts),
              ElementsAre("1: n:45351 d:2024-02-29 n:00123 n:0.98 e:#DATE 60"));
  parts.properties = "<workbookPr date1904=\"1\"/>";
  EXPECT_THAT(rows_of(data, parts),
              ElementsAre("1: n:45351 d:2028-03-01 n:00123 n:0.98 d:1904-03-01"));
  parts.data = {data};
  EXPECT_THAT(read(workbook_of(parts)).notes, ElementsAre("percent-cells"));
}

TEST(Xlsx, TakesTheFirstSheetWithRowsAndNamesTheOthers) {
  WorkbookParts parts;
  parts.sheets = R"(<sheet name="Om" r:id="rId1"/><sheet name="Dolt" state="hidden" r:id="rId2"/>)"
                 R"(<sheet name="El" r:id="rId3"/><sheet name="Värme" r:id="rId4"/>)";
  parts.relations = sheet_relation(1) + sheet_relation(2) + sheet_relation(3) + sheet_relation(4);
  const auto one = [](int n) { return "<row><c><v>" + std::to_string(n) + "</v></c></row>"; };
  parts.data = {"<row><c s=\"1\"/></row>", one(2), one(3), one(4)};
  const std::string bytes = workbook_of(parts);
  EXPECT_THAT(read(bytes).rows, ElementsAre("1: n:3"));
  EXPECT_THAT(read(bytes).notes, ElementsAre("sheets-skipped"));
  EXPECT_THAT(read(bytes, {.sheet = "Värme"}).rows, ElementsAre("1: n:4"));
  EXPECT_THAT(read(bytes, {.sheet = "2"}).rows, ElementsAre("1: n:2"));
  EXPECT_EQ(read(bytes, {.sheet = "Om"}).refusal, "empty-file");
  const auto none = read(bytes, {.sheet = "Vatten"});
  EXPECT_EQ(none.refusal, "no-such-sheet");
  EXPECT_THAT(none.message, HasSubstr("”Om”, ”Dolt”, ”El”, ”Värme”"));
  EXPECT_THAT(sheet_names(ByteSource(bytes), {}), ElementsAre("Om", "Dolt", "El", "Värme"));
}

TEST(Xlsx, SaysThatHiddenRowsWereRead) {
  WorkbookParts parts;
  parts.data = {
      "<row r=\"1\"><c><v>1</v></c></row><row r=\"2\" hidden=\"1\"><c><v>2</v></c></row>"};
  const auto all = read(workbook_of(parts));
  EXPECT_THAT(all.rows, ElementsAre("1: n:1", "2: n:2"));
  EXPECT_THAT(all.notes, ElementsAre("hidden-rows"));
}

TEST(Xlsx, FindsItsPartsByRelationsOfAnySpelling) {
  WorkbookParts parts;
  parts.sheets = R"(<sheet name="A" r:id="x"/>)";
  parts.relations = R"(<Relationship Id="x" Type="http://purl.oclc.org/ooxml/officeDocument/)"
                    R"(relationships/worksheet" Target="/other/Sheet.xml"/>)";
  parts.others = {{"Other/sheet.xml",
                   "<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>"}};
  EXPECT_THAT(read(workbook_of(parts)).rows, ElementsAre("1: n:7"));
}

TEST(Xlsx, RefusesWhatIsNoWorkbookAndSaysWhatToDo) {
  struct Case {
    std::string name;
    std::string bytes;
    std::string format;
    std::string rule;
    std::string says;
  };
  std::string encrypted("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  encrypted.resize(1536, '\0');
  encrypted[30] = 9;
  encrypted[48] = 1;
  const std::string stream = "EncryptedPackage";
  for (std::size_t i = 0; i < stream.size(); ++i) encrypted[1024 + 2 * i] = stream[i];
  std::string old("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  old.resize(1536, '\0');
  WorkbookParts doctype;
  doctype.data = {"<!DOCTYPE x [<!ENTITY a \"b\">]><row/>"};
  WorkbookParts broken;
  broken.data = {"<row><c><v>1</v></c></row><row><c"};
  std::string damaged = workbook_of({.data = {"<row><c><v>1</v></c></row>"}});
  damaged.resize(damaged.size() / 2);
  const std::vector<Case> cases{
      {"xls", old, "xls", "unsupported-format", "Excel-arbetsbok (.xlsx)"},
      {"password", encrypted, "encrypted", "unsupported-format", "lösenordet"},
      {"xlsb", archive_of({{"xl/workbook.bin", "x"}}), "xlsb", "unsupported-format", "Spara som"},
      {"ods", archive_of({{"mimetype", "x"}, {"content.xml", "y"}}), "ods", "unsupported-format",
       "OpenDocument"},
      {"docx", archive_of({{"word/document.xml", "x"}}), "docx", "unsupported-format", "Word"},
      {"zip", archive_of({{"data.csv", "a;b"}}), "zip", "unsupported-format", "Packa upp"},
      {"DOCTYPE", workbook_of(doctype), "xlsx", "bad-workbook", "DOCTYPE"},
      {"broken XML", workbook_of(broken), "xlsx", "bad-workbook", "sheet1.xml"},
      {"half a file", damaged, "xlsx", "bad-workbook", "skadad"},
      {"no rows", workbook_of({.data = {""}}), "xlsx", "empty-file", "inga rader"},
  };
  for (const Case& one : cases) {
    const auto all = read(one.bytes);
    EXPECT_EQ(all.format, one.format) << one.name;
    EXPECT_EQ(all.refusal, one.rule) << one.name;
    EXPECT_THAT(all.message, HasSubstr(one.says)) << one.name;
  }
}

TEST(Xlsx, CountsWhatComesOutOfTheArchive) {
  std::string rows;
  for (int i = 0; i < 3000; ++i)
    rows += "<row><c t=\"str\"><v>" + std::string(1000, 'x') + "</v></c></row>";
  const std::string bytes = workbook_of({.data = {rows}});  // 3 MB in a few KB
  const auto bomb = read(bytes);
  EXPECT_EQ(bomb.refusal, "too-large");
  const std::size_t ratio = 3'200'000 / bytes.size() + 1;
  EXPECT_EQ(read(bytes, {}, {.inflation_ratio = ratio}).rows.size(), 3000U);
  EXPECT_EQ(read(bytes, {}, {.inflated_bytes = 3'000'000, .inflation_ratio = ratio}).refusal,
            "too-large");
}

TEST(Xlsx, RefusesAnArchiveOfTooManyParts) {
  Parts parts;
  for (int i = 0; i < 20; ++i) parts.emplace_back("a" + std::to_string(i), "x");
  const std::string bytes = archive_of(parts);
  EXPECT_EQ(read(bytes, {}, {.archive_entries = 19}).refusal, "too-large");
  EXPECT_EQ(read(bytes, {}, {.archive_entries = 20}).refusal, "unsupported-format");
}

TEST(Xlsx, RefusesARowBeyondALimitAndReadsTheNext) {
  WorkbookParts parts;
  parts.data = {
      "<row><c r=\"A1\"><v>1</v></c></row><row><c r=\"D2\"><v>1</v></c></row>"
      "<row><c t=\"str\"><v>123456789</v></c></row><row><c r=\"C4\"><v>4</v></c></row>"};
  EXPECT_THAT(read(workbook_of(parts), {}, {.cell_bytes = 8, .columns = 3}).rows,
              ElementsAre("1: n:1", "2: ! too-many-columns", "3: ! cell-too-large", "4: - - n:4"));
}

TEST(Xlsx, ReadsADescriptorByOffsetOnly) {
  const std::string bytes = workbook_of({.data = {"<row><c><v>1</v></c></row>"}});
  char name[] = "/tmp/tertil-xlsx-XXXXXX";
  const int fd = ::mkstemp(name);
  ::unlink(name);
  ASSERT_EQ(::write(fd, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  FileForm form;
  auto opened = open_table(ByteSource(fd), {}, {}, form);
  ASSERT_TRUE(std::holds_alternative<std::unique_ptr<TableReader>>(opened));
  TableRow row;
  EXPECT_TRUE(std::get<std::unique_ptr<TableReader>>(opened)->next(row));
  EXPECT_EQ(::lseek(fd, 0, SEEK_CUR), static_cast<off_t>(bytes.size()));
  ::close(fd);
}

TEST(Xlsx, SurvivesEveryByteOfAWorkbookBeingOther) {
  WorkbookParts parts;
  parts.strings = "<si><t>a</t></si>";
  parts.styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>";
  parts.data = {
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"0\"><v>45000</v></c></row>"};
  const std::string bytes = workbook_of(parts);
  int refused = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string other = bytes;
    other[i] = static_cast<char>(other[i] ^ 0x55);
    if (!read(other).refusal.empty()) ++refused;
    if (i % 16 == 0) read(std::string_view(bytes).substr(0, i));
  }
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace tertil::collectors
