// What people write is text, and only text, in every table that is made of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <regex>
#include <set>

#include "tests/service/http_api/any_text.hpp"
#include "tests/support/temporary_directory.hpp"

namespace tertil::http::testing {
namespace {

using AnyTextTables = TextForms;
using Rows = std::vector<std::vector<std::string>>;

/// RFC 4180, with the separator given: an oracle of its own, not the reader of the product.
Rows csv_rows(std::string_view text, char separator) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Rows rows{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto& cell = rows.back().back();
    if (quoted) {
      if (text[i] != '"')
        cell += text[i];
      else if (i + 1 < text.size() && text[i + 1] == '"')
        cell += text[++i];
      else
        quoted = false;
    } else if (text[i] == '"' && cell.empty()) {
      quoted = true;
    } else if (text[i] == separator) {
      rows.back().emplace_back();
    } else if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      rows.push_back({""});
      ++i;
    } else {
      cell += text[i];
    }
  }
  return rows;
}

/// What makes a spreadsheet compute, at the start of a cell.
bool computes(std::string_view cell) {
  if (cell.empty()) return false;
  for (const std::string_view start :
       {"=", "+", "-", "@", "\t", "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
    if (cell.starts_with(start)) return true;
  return false;
}

/// A number may begin with a minus; nothing else may.
bool is_number(std::string_view cell) {
  return cell.find_first_not_of("-0123456789.,") == std::string_view::npos;
}

/// The workbook as Python's standard library reads it.
json workbook(const std::string& bytes) {
  const tests::TemporaryDirectory directory;
  const auto path = directory.path() / "book.xlsx";
  std::ofstream{path, std::ios::binary} << bytes;
  const auto command = fmt::format("python3 '{}' '{}'", TERTIL_READ_XLSX, path.string());
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe{popen(command.c_str(), "r"), &pclose};
  std::string text;
  std::array<char, 4096> buffer{};
  while (const auto n = fread(buffer.data(), 1, buffer.size(), pipe.get()))
    text.append(buffer.data(), n);
  return parsed(text);
}

/// A cell's text as a spreadsheet reads it: "_x0041_" is an escape (ECMA-376, ST_Xstring).
std::string unescaped(const std::string& text) {
  static const std::regex escape{"_x([0-9A-Fa-f]{4})_"};
  std::string out;
  auto from = text.cbegin();
  for (std::smatch found; std::regex_search(from, text.cend(), found, escape);
       from = found.suffix().first) {
    out.append(found.prefix().first, found.prefix().second);
    out += static_cast<char>(std::stoi(found[1].str(), nullptr, 16));
  }
  return out.append(from, text.cend());
}

/// XML has no U+FFFE and U+FFFF, and reads each line end as one: the rest must be the same.
std::string as_xml_keeps_it(std::string text) {
  for (const std::string_view none : {"\uFFFE", "\uFFFF"})
    for (auto at = text.find(none); at != std::string::npos; at = text.find(none))
      text.replace(at, none.size(), "\uFFFD");
  return text;
}

/// Every nasty text is a cell of the workbook's text cells, and no cell is a formula or a link.
void expect_text_cells(const std::string& bytes, const std::vector<std::string>& texts,
                       const std::string& what) {
  const auto book = workbook(bytes);
  std::set<std::string> cells;
  for (const auto& sheet : book["sheets"]) {
    EXPECT_EQ(sheet["links"], 0) << what;
    for (const auto& row : sheet["rows"])
      for (const auto& cell : row) {
        if (cell.is_null()) continue;
        EXPECT_TRUE(cell["kind"] == "text" || cell["kind"] == "number" || cell["kind"] == "b")
            << what << cell.dump();
        if (cell["kind"] == "text" && cell["value"].is_string())
          cells.insert(unescaped(cell["value"]));
      }
  }
  for (const auto& text : texts)
    EXPECT_TRUE(cells.contains(as_xml_keeps_it(text)))
        << what << ": " << json(text).dump(-1, ' ', true);
}

TEST_F(AnyTextTables, OfMeasuresHoldItAsTextThatNothingComputes) {
  const auto forms = plan_forms();
  for (const auto& text : nasty_texts())
    ASSERT_EQ(forms.front().send(filled(forms.front(), text).dump()).status, 201U);
  for (const auto& [dialect, separator] : {std::pair{"", ';'}, std::pair{"&dialect=en", ','}}) {
    const auto reply = api_.get(kPlan + "/measures?format=csv" + dialect, person_);
    ASSERT_EQ(reply.status, 200U);
    const auto rows = csv_rows(reply.body, separator);
    std::set<std::string> cells;
    for (const auto& row : rows) {
      EXPECT_TRUE(row.size() == rows.front().size() || &row == &rows.back()) << row.front();
      for (const auto& cell : row) {
        EXPECT_TRUE(is_number(cell) || !computes(cell)) << cell;
        cells.insert(cell.starts_with('\'') && computes(cell.substr(1)) ? cell.substr(1) : cell);
      }
    }
    for (const auto& text : nasty_texts())
      EXPECT_TRUE(cells.contains(text)) << json(text).dump(-1, ' ', true);
  }
  const auto sheet = api_.get(kPlan + "/measures?format=xlsx", person_);
  ASSERT_EQ(sheet.status, 200U);
  expect_text_cells(sheet.body, nasty_texts(), "measures");
}

TEST_F(AnyTextTables, OfTheWholePlanHoldItAsTextAndCanBeReadInAgainUnchanged) {
  for (const auto& form : plan_forms())
    for (const auto& text : packed(90))
      ASSERT_EQ(form.send(filled(form, text).dump()).status, 201U) << form.operation;
  const auto book = api_.get(kPlan + "/workbook", person_);
  ASSERT_EQ(book.status, 200U);
  expect_text_cells(book.body, packed(90), "workbook");
  const auto read = api_.ask(
      with_body("POST", kPlan + "/import?dryRun=true", book.body,
                person_ + "Content-Type: "
                          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\r\n"));
  ASSERT_EQ(read.status, 200U) << read.body;
  const auto summary = parsed(read.body)["summary"];
  EXPECT_EQ(summary["created"], 0) << summary;
  EXPECT_EQ(summary["changed"], 0) << parsed(read.body)["changes"].dump(1);
  EXPECT_EQ(summary["faults"], 0) << parsed(read.body)["faults"].dump(1);
}

TEST_F(AnyTextTables, OfALockedReportHoldItAsText) {
  const auto forms = report_forms();
  const auto& draft = forms[0];
  std::vector<std::string> written;
  auto body = draft.body;
  for (std::size_t i = 0; i < 3; ++i) {  // summary and comments; who signs is not in the workbook
    written.push_back(nasty_texts()[5 + i]);
    body[json::json_pointer{draft.places[i].pointer}] = written.back();
  }
  ASSERT_EQ(draft.send(body.dump()).status, 200U);
  ASSERT_EQ(forms[1].send(json{{"reason", "=1+1"}}.dump()).status, 200U);
  const auto sheet = api_.get(kPlan + "/reports/2026-UR1/versions/1.xlsx", person_);
  expect_text_cells(sheet.body, written, "report");
}

TEST_F(AnyTextTables, OfImportsAndTheLogHoldItAsTextThatNothingComputes) {
  const auto file = [&](const std::string& text) {
    std::string encoded;
    for (const char c : text) encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return "Content-Type: text/csv\r\nContent-Disposition: attachment; filename*=UTF-8''" +
           encoded + "\r\n";
  };
  int year = 1995;
  for (const auto& text : nasty_texts()) {
    const auto value = text.find_first_of("\"\r\n") == std::string::npos ? text : std::string{"=1"};
    const auto reply = api_.ask(with_body(
        "POST", kFigures,
        fmt::format("keyFigure,region,year,value,status\norganic-food,13,{},\"{}\",final\n", ++year,
                    value),
        importer_ + file(text)));
    ASSERT_LT(reply.status, 500U) << reply.body;
  }
  std::vector<std::string> tables{"/api/v1/imports?limit=1000&format="};
  const auto imports = got("/api/v1/imports?limit=1000");
  for (const auto& one : imports["items"])
    tables.push_back("/api/v1/imports/" + one["id"].get<std::string>() + "/rejects?format=");
  ASSERT_GT(tables.size(), 20U);
  tables.resize(20);
  tables.push_back("/api/v1/audit?limit=1000&format=");
  std::size_t guarded = 0;
  for (const auto& table : tables) {
    const auto reply =
        api_.get(table + "csv", table.find("audit") == std::string::npos ? person_ : admin_);
    ASSERT_EQ(reply.status, 200U) << table << reply.body;
    for (const auto& row : csv_rows(reply.body, ';'))
      for (const auto& cell : row) {
        EXPECT_TRUE(is_number(cell) || !computes(cell)) << table << ": " << cell;
        guarded += cell.starts_with("'=") ? 1U : 0U;
      }
  }
  EXPECT_GT(guarded, 0U) << "the names of the files stand in no table";
}

}  // namespace
}  // namespace tertil::http::testing
