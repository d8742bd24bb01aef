#include "service/reports/csv.hpp"

#include <gtest/gtest.h>

namespace tertil::reports {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Table one_cell(TableCell cell, Language language = Language::kSwedish) {
  Table table;
  table.language = language;
  table.columns = {{"name", {"Namn", "Name"}, Role::kAttribute, {}, -1}};
  table.rows = {{std::move(cell)}};
  return table;
}

/// The only cell below the header, as it stands in the file.
std::string cell_in(const std::string& csv) {
  const auto begin = csv.find("\r\n") + 2;
  return csv.substr(begin, csv.rfind("\r\n") - begin);
}

TEST(Csv, SwedishSpreadsheetsOpenItAsItIs) {
  Table table;
  table.columns = {{"region", {"Region", "Region"}, Role::kGeo, {}, -1},
                   {"value", {"Värde", "Value"}, Role::kMeasure, {}, 1}};
  table.rows = {{std::string{"Örebro"}, 27.4}, {std::string{"Västra; Götaland"}, -3.5}};
  EXPECT_EQ(write_csv(table), std::string{kByteOrderMark} +
                                  "Region;Värde\r\nÖrebro;27,4\r\n\"Västra; Götaland\";-3,5\r\n");
}

TEST(Csv, ProgramsGetFieldNamesCommaAndPoint) {
  Table table;
  table.columns = {{"region", {"Region", "Region"}, Role::kGeo, {}, -1},
                   {"value", {"Värde", "Value"}, Role::kMeasure, {}, 1}};
  table.rows = {{std::string{"Örebro"}, 27.4}, {std::string{"a,b \"c\""}, 1e6}};
  EXPECT_EQ(write_csv(table, CsvDialect::kEnglish),
            "region,value\r\nÖrebro,27.4\r\n\"a,b \"\"c\"\"\",1000000\r\n");
}

TEST(Csv, AMissingValueIsItsReasonAndNeverBlankOrZero) {
  const std::pair<MissingReason, std::pair<const char*, const char*>> words[] = {
      {MissingReason::kMissing, {"Uppgift saknas", "No data"}},
      {MissingReason::kNotApplicable, {"Ej tillämplig", "Not applicable"}},
      {MissingReason::kConfidential, {"Sekretess", "Confidential"}},
      {MissingReason::kNotPublished, {"Ännu ej publicerad", "Not yet published"}},
      {MissingReason::kNotSubmitted, {"Ej inlämnad", "Not submitted"}},
      {MissingReason::kTooFew, {"Underlag för litet", "Too few cases"}}};
  for (const auto& [reason, said] : words) {
    EXPECT_EQ(cell_in(write_csv(one_cell(reason))), said.first);
    EXPECT_EQ(cell_in(write_csv(one_cell(reason, Language::kEnglish), CsvDialect::kEnglish)),
              said.second);
  }
}

struct Guarded {
  std::string name;
  std::string text;
  std::string written;
  friend void PrintTo(const Guarded& guarded, std::ostream* os) { *os << guarded.name; }
};
class CsvText : public ::testing::TestWithParam<Guarded> {};
TEST_P(CsvText, IsNeverTakenForAFormula) {
  EXPECT_EQ(cell_in(write_csv(one_cell(GetParam().text), CsvDialect::kEnglish)),
            GetParam().written);
}
INSTANTIATE_TEST_SUITE_P(
    , CsvText,
    ::testing::Values(Guarded{"Equals", "=1+1", "'=1+1"}, Guarded{"Plus", "+46", "'+46"},
                      Guarded{"Minus", "-3", "'-3"}, Guarded{"At", "@SUM(A1)", "'@SUM(A1)"},
                      Guarded{"Tab", "\t=1", "\"'\t=1\""},
                      Guarded{"CarriageReturn", "\r=1", "\"'\r=1\""},
                      Guarded{"Nul", std::string{"\0=1", 3}, std::string{"'\0=1", 4}},
                      Guarded{"WideEquals", "＝1", "'＝1"}, Guarded{"WidePlus", "＋1", "'＋1"},
                      Guarded{"WideMinus", "－1", "'－1"}, Guarded{"WideAt", "＠A", "'＠A"},
                      Guarded{"Call", "=HYPERLINK(\"http://x\",\"y\")",
                              "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""},
                      Guarded{"PlainWord", "Halland", "Halland"},
                      Guarded{"MinusInside", "a-b", "a-b"}, Guarded{"Empty", "", ""}),
    [](const auto& tested) { return tested.param.name; });

TEST(Csv, ANegativeNumberStaysANumber) {
  EXPECT_EQ(cell_in(write_csv(one_cell(-3.5))), "-3,5");
  EXPECT_EQ(cell_in(write_csv(one_cell(std::string{"-3,5"}))), "\"'-3,5\"");
}

}  // namespace
}  // namespace tertil::reports
