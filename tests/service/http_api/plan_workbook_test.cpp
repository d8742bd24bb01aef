#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <map>

#include "service/reports/memory_file.hpp"
#include "service/reports/workbook_rows.hpp"
#include "service/store/audit.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kPlan = "/api/v1/plans/handlingsplan-2023-2026";
constexpr auto kType =
    "Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\r\n";

using Cells = std::vector<std::string>;
/// A workbook as texts, by sheet; the first row holds the headings.
using Sheets = std::map<std::string, std::vector<Cells>>;

Sheets sheets_of(const std::string& bytes) {
  auto read = reports::read_workbook_rows(collectors::ByteSource{bytes});
  Sheets sheets;
  for (const auto& sheet : std::get<std::vector<reports::WorkbookSheet>>(read)) {
    auto& rows = sheets[sheet.name];
    rows.push_back(sheet.headings);
    for (const auto& row : sheet.rows) {
      rows.emplace_back();
      for (std::size_t i = 0; i < sheet.headings.size(); ++i)
        rows.back().push_back(reports::cell_at(row, i).text);
    }
  }
  return sheets;
}

/// As a person's program would save it: everything that was a text stays one.
std::string bytes_of(const Sheets& sheets) {
  const reports::MemoryFile file;
  auto* book = workbook_new(file.path().c_str());
  for (const auto& [name, rows] : sheets) {
    auto* sheet = workbook_add_worksheet(book, name.c_str());
    for (std::size_t line = 0; line < rows.size(); ++line)
      for (std::size_t i = 0; i < rows[line].size(); ++i)
        worksheet_write_string(sheet, static_cast<lxw_row_t>(line), static_cast<lxw_col_t>(i),
                               rows[line][i].c_str(), nullptr);
  }
  workbook_close(book);
  return must(file.bytes());
}

/// The cell of the row with this id.
std::string& cell(Sheets& sheets, const std::string& sheet, const std::string& id,
                  const std::string& heading) {
  auto& rows = sheets.at(sheet);
  const auto column =
      static_cast<std::size_t>(std::ranges::find(rows.front(), heading) - rows.front().begin());
  for (auto& row : rows)
    if (row.front() == id) return row.at(column);
  throw std::runtime_error{"no row " + id};
}

/// A row under the sheet's headings: what is not named is empty.
void add_row(Sheets& sheets, const std::string& sheet,
             const std::map<std::string, std::string>& values) {
  auto& rows = sheets.at(sheet);
  Cells row;
  for (const auto& heading : rows.front())
    row.push_back(values.contains(heading) ? values.at(heading) : "");
  rows.push_back(row);
}

class PlanWorkbook : public ::testing::Test {
 protected:
  Api api_;
  std::string coordinator_ = api_.sign_in("coordinator");

  std::string workbook(const std::string& query = {}) {
    const auto reply = api_.get(kPlan + "/workbook" + query);
    if (reply.status != 200) throw std::runtime_error{reply.body};
    return reply.body;
  }
  Sheets exported() { return sheets_of(workbook()); }
  Reply send(const std::string& bytes, bool dry_run = false, std::string who = {}) {
    return api_.ask(with_body("POST", kPlan + "/import" + (dry_run ? "?dryRun=true" : ""), bytes,
                              (who.empty() ? coordinator_ : who) + kType));
  }
  json tried(const Sheets& sheets) { return parsed(send(bytes_of(sheets), true).body); }
  json made(const std::string& collection, const json& body) {
    const auto reply = api_.ask(with_body("POST", kPlan + "/" + collection, body.dump(),
                                          coordinator_ + "Content-Type: application/json\r\n"));
    if (reply.status != 201) throw std::runtime_error{reply.body};
    return parsed(reply.body);
  }
  std::vector<std::string> logged() {
    std::vector<std::string> actions;
    must(api_.backend().engine.read([&](store::Reader& reader) {
      return store::each_audit_record(reader, [&](const store::AuditRecord& record) {
        const auto& action = record.entry.action;
        if (action.starts_with("plan") || action.starts_with("measure")) actions.push_back(action);
      });
    }));
    return actions;
  }
};

/// Every part's content, without ids and times, for comparing before and after.
json whole(Api& api) {
  auto plan = api.get_json(kPlan);
  plan["measures"] = api.get_json(kPlan + "/measures")["items"];
  return plan;
}

TEST_F(PlanWorkbook, HasASheetForEachKindOfContentInBothLanguages) {
  const auto swedish = exported();
  for (const auto* name : {"Plan", "Fokusområden", "Mål", "Indikatorer", "Målvärden", "Åtgärder",
                           "Aktiviteter", "Uppdateringar", "Bedömningar", "Anteckningar"})
    EXPECT_TRUE(swedish.contains(name)) << name;
  EXPECT_THAT(swedish.at("Mål").front(), Contains("Fokusområde (id)"));
  EXPECT_EQ(swedish.at("Mål").size(), api_.get_json(kPlan)["goals"].size() + 1);
  const auto english = sheets_of(workbook("?lang=en"));
  for (const auto* name : {"Focus areas", "Goals", "Indicators", "Targets", "Measures",
                           "Activities", "Updates", "Assessments", "Notes"})
    EXPECT_TRUE(english.contains(name)) << name;
  EXPECT_THAT(english.at("Goals").front(), Contains("Focus area (id)"));
  EXPECT_EQ(workbook(), workbook()) << "equal plans are equal files";
}

TEST_F(PlanWorkbook, ComesBackWithoutAChangeInEitherLanguageWhateverPeopleHaveWritten) {
  std::string letters;
  for (int i = 0; i < 9000; ++i) letters += "å";
  std::string too_long;
  for (int i = 0; i < 9000; ++i) too_long += "\U0001F33F";
  const std::vector<std::string> texts{"=1+1",
                                       "+46 35",
                                       "-5",
                                       "@SUM(A1)",
                                       "=HYPERLINK(\"http://x\")",
                                       "  blanka runt om  ",
                                       "rad 1\r\nrad 2\rrad 3\n",
                                       "<b>&amp;</b>",
                                       "_x0041_",
                                       "\t",
                                       "\u202Ehöger till vänster",
                                       "\uFFFF",
                                       "\x01",
                                       "12,5",
                                       "2026-01-02",
                                       "TRUE",
                                       "#N/A",
                                       letters,
                                       too_long};
  const auto area = made("focus-areas", {{"name", "=A1"}});
  for (const auto& text : texts) {
    const auto goal = made("goals", {{"focusArea", area["id"]},
                                     {"text", "=" + text},
                                     {"mandate", text},
                                     {"assignedTo", {text + "a", "[", "b\nc"}}});
    const auto indicator =
        made("indicators", {{"goal", goal["id"]},
                            {"name", text + "x"},
                            {"weight", 0.1},
                            {"facts",
                             {{{"period", "2024"}, {"value", 1.0 / 3}, {"text", text}},
                              {{"period", "2025"}, {"source", {{"text", text}}}}}}});
    made("targets", {{"indicator", indicator["id"]}, {"low", -1e-7}, {"high", 1e14 + 0.5}});
    made("assessments", {{"goal", goal["id"]},
                         {"occasion", "2026-UR1"},
                         {"verdict", "partial"},
                         {"motivation", "=" + text},
                         {"evidence", {{{"criterion", "external"}, {"text", "+" + text}}}}});
  }
  const auto measure = made(
      "measures",
      {{"name", "@m"},
       {"rsMandate", true},
       {"roles", {{{"role", "contact"}, {"name", "-n"}}}},
       {"effects", {{{"keyFigure", "energy-use-premises"}, {"change", -6.5}, {"fromYear", 2025}}}},
       {"manualTimeliness", {{"status", "late"}, {"reason", "=r"}}}});
  made("activities", {{"measure", measure["id"]}, {"name", "A"}, {"due", "2026-05-31"}});
  made("updates", {{"measure", measure["id"]}, {"date", "2026-01-01"}, {"text", "U"}});
  const auto before = whole(api_);
  for (const auto* query : {"", "?lang=en"}) {
    const auto result = parsed(send(workbook(query)).body);
    EXPECT_EQ(result["summary"]["created"], 0) << result.dump(1);
    EXPECT_EQ(result["summary"]["changed"], 0) << result["changes"].dump(1);
    EXPECT_EQ(result["summary"]["faults"], 0) << result["faults"].dump(1);
    EXPECT_GT(result["summary"]["unchanged"], 100);
  }
  EXPECT_EQ(whole(api_), before);
  EXPECT_THAT(logged(), ::testing::Not(Contains("plan.import")));
}

TEST_F(PlanWorkbook, CreatesAndChangesInOneGoAndTellsTheAuditLog) {
  auto sheets = exported();
  add_row(sheets, "Fokusområden", {{"Id", "nytt"}, {"Namn", "=Nytt"}});
  add_row(sheets, "Mål", {{"Id", "nytt-mal"}, {"Fokusområde (id)", "nytt"}, {"Mål", "@Text"}});
  add_row(sheets, "Bedömningar",
          {{"Mål (id)", "nytt-mal"},
           {"Tillfälle", "2026-UR1"},
           {"Bedömning", "Uppfylls ej"},
           {"Motivering", "-Nej"}});
  add_row(sheets, "Åtgärder",
          {{"Namn", "Ny åtgärd"},
           {"Läge", "Pågår"},
           {"RS-uppdrag", "ja"},
           {"Investering (SEK)", "1 250 000,5"}});
  cell(sheets, "Målvärden", "hvo100-ambulanser-2025", "Värde") = "75,5";
  cell(sheets, "Plan", "handlingsplan-2023-2026", "Beslutad av") = "+Fullmäktige";
  const auto tried_first = tried(sheets);
  EXPECT_EQ(tried_first["summary"]["created"], 4) << tried_first.dump(1);
  EXPECT_EQ(tried_first["summary"]["changed"], 2);
  EXPECT_THAT(logged(), IsEmpty()) << "a dry run stores nothing";
  const auto reply = send(bytes_of(sheets));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(parsed(reply.body)["summary"]["created"], 4);
  EXPECT_EQ(api_.get_json(kPlan + "/focus-areas/nytt")["name"], "=Nytt");
  EXPECT_EQ(api_.get_json(kPlan + "/goals/nytt-mal")["text"], "@Text");
  EXPECT_EQ(api_.get_json(kPlan + "/assessments/nytt-mal.2026-UR1")["verdict"], "none");
  const auto target = api_.get_json(kPlan + "/targets/hvo100-ambulanser-2025");
  EXPECT_EQ(target["value"], 75.5);
  EXPECT_EQ(target["version"], 2);
  EXPECT_EQ(api_.get_json(kPlan)["decidedBy"], "+Fullmäktige");
  json measure;
  const auto measures = api_.get_json(kPlan + "/measures");
  for (const auto& one : measures["items"])
    if (one["name"] == "Ny åtgärd") measure = one;
  EXPECT_EQ(measure["investment"], 1250000.5);
  EXPECT_EQ(measure["state"], "ongoing");
  EXPECT_EQ(measure["rsMandate"], true);
  EXPECT_THAT(logged(), ElementsAre("plan.change", "plan.focusArea.create", "plan.goal.create",
                                    "plan.target.change", "measure.create",
                                    "plan.assessment.create", "plan.import"));
  EXPECT_EQ(parsed(send(workbook()).body)["summary"]["changed"], 0);
}

TEST_F(PlanWorkbook, ChangesAListInsideAPartByItsRows) {
  auto sheets = exported();
  auto& rows = sheets.at("Indikatorvärden");
  std::erase_if(rows, [](const Cells& row) { return row.front() == "laddpunkter"; });
  add_row(sheets, "Indikatorvärden", {{"Id", "laddpunkter"}, {"Period", "2024"}, {"Värde", "182"}});
  add_row(sheets, "Indikatorvärden", {{"Id", "laddpunkter"}, {"Period", "2025"}, {"Värde", "190"}});
  const auto reply = send(bytes_of(sheets));
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto result = parsed(reply.body);
  ASSERT_THAT(result["changes"], SizeIs(1)) << result.dump(1);
  EXPECT_THAT(result["changes"][0]["columns"], Contains("Indikatorvärden"));
  const auto facts = api_.get_json(kPlan + "/indicators/laddpunkter")["facts"];
  ASSERT_THAT(facts, SizeIs(2));
  EXPECT_EQ(facts[1]["value"], 190);
}

TEST_F(PlanWorkbook, NamesEveryFaultWithSheetRowAndColumnAndStoresNothing) {
  struct Case {
    std::string sheet;
    std::string id;
    std::string column;
    std::string value;
  };
  const std::vector<Case> cases{
      {"Indikatorer", "laddpunkter", "Vikt", "tung"},
      {"Indikatorer", "laddpunkter", "Nyckeltal (id)", "finns-inte"},
      {"Indikatorer", "laddpunkter", "Nivå", "hög"},
      {"Mål", "avfallshantering", "Fokusområde (id)", "finns-inte"},
      {"Mål", "avfallshantering", "Mål", ""},
      {"Målvärden", "avfallsatervinning-sjukhus-2026", "År", "20,5"},
      {"Målvärden", "avfallsatervinning-sjukhus-2026", "Ej fastställt", "kanske"},
      {"Målvärden", "avfallsatervinning-sjukhus-2026", "Beslut: datum", "i våras"},
      {"Åtgärder", "elbilar", "Investering (SEK)", "-5"},
      {"Åtgärder", "elbilar", "Läge", "klart"},
      {"Plan", "handlingsplan-2023-2026", "Sista år", "1999"}};
  for (const auto& one : cases) {
    SCOPED_TRACE(one.sheet + " " + one.column);
    auto sheets = exported();
    cell(sheets, one.sheet, one.id, one.column) = one.value;
    add_row(sheets, "Fokusområden", {{"Namn", "Ska inte lagras"}});
    const auto result = tried(sheets);
    ASSERT_THAT(result["faults"], SizeIs(1)) << result.dump(1);
    const auto& fault = result["faults"][0];
    EXPECT_EQ(fault["sheet"], one.sheet);
    EXPECT_EQ(fault["column"], one.column);
    EXPECT_EQ(fault["value"], one.value);
    EXPECT_EQ(sheets.at(one.sheet).at(fault["row"].get<std::size_t>() - 1).front(), one.id);
    EXPECT_FALSE(fault["message"]["sv"].get<std::string>().empty());
    EXPECT_FALSE(fault["message"]["en"].get<std::string>().empty());
    const auto reply = send(bytes_of(sheets));
    EXPECT_EQ(reply.status, 422) << reply.body;
    EXPECT_THAT(parsed(reply.body)["errors"], SizeIs(1));
    EXPECT_THAT(reply.body, HasSubstr(one.sheet));
  }
  EXPECT_THAT(logged(), IsEmpty());
  EXPECT_THAT(api_.get(kPlan).body, ::testing::Not(HasSubstr("Ska inte lagras")));
}

TEST_F(PlanWorkbook, SaysWhichSheetsColumnsAndIdsItDoesNotKnow) {
  const auto codes = [&](const std::function<void(Sheets&)>& change) {
    auto sheets = exported();
    change(sheets);
    std::vector<std::string> found;
    const auto result = tried(sheets);
    for (const auto& fault : result["faults"]) found.push_back(fault["code"]);
    return found;
  };
  EXPECT_THAT(codes([](Sheets& s) { s["Extra"] = {{"x"}}; }), ElementsAre("unknown-sheet"));
  EXPECT_THAT(codes([](Sheets& s) { s.at("Mål").front()[2] = "?"; }),
              ElementsAre("unknown-column"));
  EXPECT_THAT(codes([](Sheets& s) { s.at("Mål").front()[0] = ""; }), Contains("missing-column"));
  EXPECT_THAT(codes([](Sheets& s) { s.at("Mål").push_back(s.at("Mål").back()); }),
              ElementsAre("repeated"));
  EXPECT_THAT(codes([](Sheets& s) {
                add_row(s, "Indikatorvärden", {{"Id", "ingen"}});
              }),
              ElementsAre("unknown-reference"));
  EXPECT_THAT(codes([](Sheets& s) { s.at("Plan").at(1)[0] = "annan-plan"; }),
              Contains("unknown-reference"));
  EXPECT_THAT(codes([](Sheets& s) { s.erase("Mål"); }), IsEmpty()) << "what is left out stays";
}

TEST_F(PlanWorkbook, RefusesARowThatSomebodyElseHasChangedSinceAndNamesIt) {
  auto sheets = exported();
  auto goal = api_.get_json(kPlan + "/goals/avfallshantering");
  goal["text"] = "Någon annans text";
  ASSERT_EQ(api_.ask(with_body("PUT", kPlan + "/goals/avfallshantering", goal.dump(),
                               coordinator_ + "Content-Type: application/json\r\nIf-Match: "
                                              "\"1\"\r\n"))
                .status,
            200);
  const auto reply = send(bytes_of(sheets));
  EXPECT_EQ(reply.status, 409) << reply.body;
  const auto problem = parsed(reply.body);
  ASSERT_THAT(problem["import"]["faults"], SizeIs(1));
  const auto& fault = problem["import"]["faults"][0];
  EXPECT_EQ(fault["code"], "conflict");
  EXPECT_EQ(sheets.at("Mål").at(fault["row"].get<std::size_t>() - 1).front(), "avfallshantering");
  EXPECT_EQ(api_.get_json(kPlan + "/goals/avfallshantering")["text"], "Någon annans text");
}

TEST_F(PlanWorkbook, IsImportedByCoordinatorsOnlyAndNeverFromAForm) {
  const auto bytes = workbook();
  for (const auto* role : {"viewer", "contributor", "editor", "admin"})
    for (const bool dry_run : {true, false})
      EXPECT_EQ(send(bytes, dry_run, api_.sign_in(role, "RGS")).status, 403) << role;
  EXPECT_EQ(api_.ask(with_body("POST", kPlan + "/import", bytes, kType)).status, 401);
  EXPECT_EQ(api_.ask(with_body("POST", kPlan + "/import", bytes,
                               coordinator_ + "Content-Type: text/plain\r\n"))
                .status,
            415);
  EXPECT_EQ(send("not a workbook").status, 422);
  EXPECT_EQ(send(bytes).status, 200);
}

}  // namespace
}  // namespace tertil::http::testing
