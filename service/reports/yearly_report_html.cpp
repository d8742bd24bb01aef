#include <fmt/format.h>

#include "service/figures/ranking_words.hpp"
#include "service/reports/html_writer.hpp"
#include "service/reports/printed_table.hpp"
#include "service/reports/yearly_report_forms.hpp"

namespace tertil::reports {
namespace {

constexpr std::string_view kStyle = R"(
@page{size:A4;margin:18mm 16mm}
body{font:11pt/1.45 "Source Sans 3","Segoe UI",Arial,sans-serif;color:#1b1b1b;background:#fff;
max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.9em;line-height:1.2}h2{font-size:1.4em;margin-top:1.6em}h3{font-size:1.15em}
h1,h2,h3{break-after:avoid}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.8em 0}
caption{text-align:left;font-weight:bold;padding:.3em 0}
th,td{border:1px solid #6b6b6b;padding:.3em .45em;text-align:left;vertical-align:top}
thead th{background:#efefef}tr{break-inside:avoid}
td.number{text-align:right}
.words{display:block;font-size:.82em}
td.green{background:#d5efe7;color:#0b4a3c}td.yellow{background:#fff0c2;color:#5c4300}
td.red{background:#fbd9d0;color:#7a1f0a}
.text{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
th,td,dd{overflow-wrap:anywhere;unicode-bidi:plaintext}
dt{font-weight:bold}dd{margin:0 0 .4em 1.2em}
.mark{border:2px solid #7a1f0a;color:#7a1f0a;font-weight:bold;padding:.3em .6em;display:inline-block}
.sign{margin-top:2em;break-inside:avoid}.sign td{height:3em}
.draft::before{content:"UTKAST";position:fixed;top:40%;left:0;right:0;text-align:center;
font-size:110pt;font-weight:bold;color:rgba(122,31,10,.12);transform:rotate(-30deg);
pointer-events:none}
@media print{body{max-width:none;padding:0}.scroll{overflow:visible}td,th{print-color-adjust:exact}}
)";

void write_text(HtmlWriter& page, std::string_view text) {
  page.open("p", {{"class", "text"}, {"dir", "auto"}}).text(text).close("p");
}

void fact(HtmlWriter& page, std::string_view label, std::string_view text) {
  if (!text.empty()) page.element("dt", label).element("dd", text);
}

void write_head(HtmlWriter& page, const YearlyReport& report) {
  page.element("h1", report.title.sv).element("p", report.plan.name);
  if (report.locked_version == 0)
    page.element("p", "UTKAST. Inte låst: innehållet kan ändras.", {{"class", "mark"}});
  page.open("dl");
  fact(page, "Uppgifter så som de var kända", to_rfc3339(report.as_of));
  if (report.locked_version > 0) {
    fact(page, "Låst version", fmt::format("{}", report.locked_version));
    fact(page, "Låst trots att något saknas", report.lock_reason);
  }
  page.close("dl");
  if (report.snapshot->example_data)
    page.element("p", "Exempeldata: uppgifterna är påhittade.", {{"class", "mark"}});
  if (report.draft.summary.empty()) return;
  page.element("h2", "Sammanfattning");
  write_text(page, report.draft.summary);
}

void write_cell(HtmlWriter& page, const PrintedCell& cell) {
  const auto shown = cell.place.empty() ? cell.computed_class : cell.rank_class;
  page.open("td", {{"class", shown ? figures::to_string(*shown) : "none"}});
  page.text(cell.place.empty() ? cell.value : fmt::format("{} ({})", cell.value, cell.place));
  if (!cell.class_words.empty()) page.element("span", cell.class_words, {{"class", "words"}});
  if (!cell.computed.empty() && cell.computed != cell.place)
    page.element("span", fmt::format("Beräknad: {} {}", cell.computed, cell.computed_words),
                 {{"class", "words"}});
  if (!cell.missing && cell.place.empty() && cell.computed.empty())
    page.element("span", "Ej rangordnad ännu", {{"class", "words"}});
  page.close("td");
}

void write_comparison(HtmlWriter& page, const YearlyReport& report) {
  const auto table = printed_table(report.comparison, report.plan.name);
  page.element("h2", "Nyckeltalsjämförelse")
      .open("div", {{"class", "scroll"},
                    {"tabindex", "0"},
                    {"role", "region"},
                    {"aria-label", "Nyckeltalsjämförelse"}})
      .open("table")
      .element("caption", table.heading)
      .open("thead")
      .open("tr")
      .element("th", "Nyckeltal", {{"scope", "col"}});
  for (const auto& column : table.columns) page.element("th", column, {{"scope", "col"}});
  page.element("th", table.target_heading, {{"scope", "col"}})
      .close("tr")
      .close("thead")
      .open("tbody");
  for (const auto& row : table.rows) {
    page.open("tr").element("th", row.name, {{"scope", "row"}});
    for (const auto& cell : row.cells) write_cell(page, cell);
    page.element("td", row.target.empty() ? "Inget mål" : row.target).close("tr");
  }
  page.close("tbody").close("table").close("div");
  for (const auto& note : table.notes) page.element("p", note);
}

void write_figures(HtmlWriter& page, const YearlyReport& report) {
  page.element("h2", "Nyckeltal för nyckeltal");
  for (const auto& figure : report.figures) {
    page.open("section").element("h3", figure.figure->definition.name.sv);
    page.open("dl");
    fact(page, figure.year ? fmt::format("Värde {}", *figure.year) : "Värde",
         figure.year ? figure.value : "Uppgift saknas");
    fact(page, "Plats", figure.rank.sv);
    fact(page, "Mål", figure.target.sv);
    fact(page, "Utsikt", figure.outlook.sv);
    fact(page, "Säkerhet i platsen", figure.certainty.sv);
    page.close("dl").element("h4", "Kommentar");
    write_text(page, figure.comment.empty() ? "Kommentar saknas." : figure.comment);
    page.close("section");
  }
}

void write_goals(HtmlWriter& page, const YearlyReport& report) {
  if (report.goals.empty()) return;
  page.element("h2", "Mål och bedömning")
      .open("div", {{"class", "scroll"},
                    {"tabindex", "0"},
                    {"role", "region"},
                    {"aria-label", "Mål och bedömning"}})
      .open("table");
  page.element("caption", "Planens mål och hur de uppfylls").open("thead").open("tr");
  for (const auto* head : {"Mål", "Bedömning", "Motivering", "Kommentar"})
    page.element("th", head, {{"scope", "col"}});
  page.close("tr").close("thead").open("tbody");
  for (const auto& goal : report.goals) {
    page.open("tr").open("th", {{"scope", "row"}}).text(goal.text);
    if (goal.example) page.element("span", "Exempeldata", {{"class", "words"}});
    page.close("th");
    page.element("td", verdict_word(goal.verdict).sv);
    page.element("td", goal.motivation, {{"class", "text"}, {"dir", "auto"}});
    page.element("td", goal.comment, {{"class", "text"}, {"dir", "auto"}}).close("tr");
  }
  page.close("tbody").close("table").close("div");
}

void write_measures(HtmlWriter& page, const YearlyReport& report) {
  if (report.measures.empty()) return;
  page.element("h2", "Åtgärder")
      .open(
          "div",
          {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Åtgärder"}})
      .open("table");
  page.element("caption", "Åtgärdernas läge").open("thead").open("tr");
  for (const auto* head : {"Åtgärd", "Läge", "Tidplan", "Ansvarig", "Början", "Slut"})
    page.element("th", head, {{"scope", "col"}});
  page.close("tr").close("thead").open("tbody");
  const auto said = [](const std::string& text) { return text.empty() ? "Ej angivet" : text; };
  for (const auto& [id, measure, follow_up] : report.measures) {
    page.open("tr").open("th", {{"scope", "row"}}).text(measure.name);
    if (measure.example) page.element("span", "Exempeldata", {{"class", "words"}});
    page.close("th").element("td", word(measure.state).sv);
    page.element("td", word(follow_up.status).sv);
    page.element("td", said(measure.org_unit)).element("td", said(measure.start));
    page.element("td", said(measure.end)).close("tr");
  }
  page.close("tbody").close("table").close("div");
}

void write_end(HtmlWriter& page, const YearlyReport& report) {
  page.element("h2", "Metod").open("dl");
  for (const auto& note : report.method) fact(page, note.label.sv, note.text.sv);
  page.close("dl").element("h2", "Källor").open("ul");
  for (const auto& source : report.sources) page.element("li", source.sv);
  page.element("li", figures::own_processing().sv + ": platser, klasser, mål och utsikter")
      .close("ul");
  const auto& sign = report.draft.sign_off;
  page.open("section", {{"class", "sign"}}).element("h2", "Fastställande").open("table");
  page.element("caption", "Vem som fastställer rapporten").open("thead").open("tr");
  for (const auto* head : {"Fastställs av", "Namn", "Datum", "Diarienummer eller beslut"})
    page.element("th", head, {{"scope", "col"}});
  page.close("tr").close("thead").open("tbody").open("tr");
  for (const auto* text : {&sign.body, &sign.name, &sign.date, &sign.reference})
    page.element("td", *text);
  page.close("tr").close("tbody").close("table").close("section");
}

}  // namespace

std::string report_html(const YearlyReport& report) {
  HtmlWriter page;
  page.open("main", {{"class", report.locked_version == 0 ? "draft" : "locked"}});
  write_head(page, report);
  write_comparison(page, report);
  write_figures(page, report);
  write_goals(page, report);
  write_measures(page, report);
  write_end(page, report);
  page.close("main");
  return page.page(fmt::format("{} – {}", report.title.sv, report.plan.name), kStyle);
}

}  // namespace tertil::reports
