#include <fmt/format.h>

#include "service/reports/tables.hpp"
#include "service/reports/words.hpp"
#include "service/reports/xlsx.hpp"
#include "service/reports/yearly_report_forms.hpp"

namespace tertil::reports {
namespace {

Table sheet(std::string title, const std::vector<Text>& headers) {
  Table table;
  table.title = {title, title};
  for (const auto& header : headers) {
    Column column;
    column.key = header.en;
    column.header = header;
    table.columns.push_back(std::move(column));
  }
  return table;
}

Table comparison_sheet(const YearlyReport& report) {
  auto table = comparison_table(report.comparison, Language::kSwedish);
  table.title = {"Nyckeltalsjämförelse", "Key-figure comparison"};
  table.as_of = report.as_of;
  std::vector<Note> notes{{{"Rapport", "Report"}, report.title},
                          {{"Plan", "Plan"}, {report.plan.name, report.plan.name}}};
  if (report.locked_version > 0) {
    const auto version = fmt::format("{}", report.locked_version);
    notes.push_back({{"Låst version", "Locked version"}, {version, version}});
  } else {
    notes.push_back(
        {{"Utkast", "Draft"}, {"Inte låst: innehållet kan ändras.", "Not locked: it may change."}});
  }
  if (!report.draft.summary.empty())
    notes.push_back({{"Sammanfattning", "Summary"}, {report.draft.summary, report.draft.summary}});
  for (const auto& note : report.method) notes.push_back({note.label, note.text});
  for (const auto& source : report.sources) notes.push_back({{"Källa", "Source"}, source});
  table.notes.insert(table.notes.begin(), notes.begin(), notes.end());
  return table;
}

Table figure_sheet(const YearlyReport& report) {
  auto table = sheet("Nyckeltal", {{"Nyckeltal", "keyFigure"},
                                   {"År", "year"},
                                   {"Värde", "value"},
                                   {"Plats", "rank"},
                                   {"Mål", "target"},
                                   {"Utsikt", "outlook"},
                                   {"Säkerhet i platsen", "certainty"},
                                   {"Kommentar", "comment"}});
  for (const auto& figure : report.figures) {
    TableCell year;
    if (figure.year) year = static_cast<double>(*figure.year);
    table.rows.push_back(
        {figure.figure->definition.name.sv, year,
         figure.value.empty() ? TableCell{MissingReason::kMissing} : TableCell{figure.value},
         figure.rank.sv, figure.target.sv, figure.outlook.sv, figure.certainty.sv, figure.comment});
  }
  return table;
}

Table goal_sheet(const YearlyReport& report) {
  auto table = sheet("Mål", {{"Mål", "goal"},
                             {"Bedömning", "verdict"},
                             {"Motivering", "motivation"},
                             {"Kommentar", "comment"},
                             {"Exempeldata", "example"}});
  for (const auto& goal : report.goals)
    table.rows.push_back({goal.text, verdict_word(goal.verdict).sv, goal.motivation, goal.comment,
                          std::string{goal.example ? "Exempeldata" : ""}});
  return table;
}

Table measure_sheet(const YearlyReport& report) {
  auto table = sheet("Åtgärder", {{"Åtgärd", "measure"},
                                  {"Läge", "state"},
                                  {"Tidplan", "timeliness"},
                                  {"Ansvarig", "orgUnit"},
                                  {"Början", "start"},
                                  {"Slut", "end"},
                                  {"Exempeldata", "example"}});
  for (const auto& [id, measure, follow_up] : report.measures)
    table.rows.push_back({measure.name, word(measure.state).sv, word(follow_up.status).sv,
                          measure.org_unit, measure.start, measure.end,
                          std::string{measure.example ? "Exempeldata" : ""}});
  return table;
}

}  // namespace

Result<std::string> report_xlsx(const YearlyReport& report) {
  return write_xlsx(
      {comparison_sheet(report), figure_sheet(report), goal_sheet(report), measure_sheet(report)});
}

}  // namespace tertil::reports
