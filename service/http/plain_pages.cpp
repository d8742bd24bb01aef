#include "service/http/plain_pages.hpp"

#include <fmt/format.h>

#include "service/figures/comparison.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/http/answer.hpp"
#include "service/reports/html_writer.hpp"
#include "service/reports/words.hpp"

namespace tertil::http {
namespace {

using figures::RankClass;
using figures::Scheme;
using reports::HtmlWriter;
using reports::word;

constexpr auto kSwedish = Language::kSwedish;

Response html(std::string body) {
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(body);
  response.cacheable = true;
  return response;
}

/// "▼ 20 av 21, Sista tredjedelen": the class is never told by colour alone.
std::string place_text(int rank, int of, const std::optional<RankClass>& rank_class,
                       Scheme scheme) {
  if (!rank_class) return fmt::format("{} av {}", rank, of);
  return fmt::format("{} {} av {}, {}", reports::symbol(*rank_class), rank, of,
                     word(*rank_class, scheme).sv);
}

std::string cell_text(const figures::ComparisonCell& cell, const KeyFigure& definition,
                      Scheme scheme) {
  if (!cell.value) return word(cell.reason.value_or(MissingReason::kMissing)).sv;
  auto text = fmt::format("{} {}", figures::spoken(*cell.value, definition.decimals, kSwedish),
                          definition.unit);
  if (cell.printed)
    text += fmt::format(". Tryckt: {}", place_text(cell.printed->rank, cell.printed->of,
                                                   cell.printed->rank_class, scheme));
  if (cell.computed)
    text += fmt::format(". Beräknad: {}", place_text(cell.computed->rank, cell.computed->of,
                                                     cell.computed->rank_class, scheme));
  if (!cell.printed && !cell.computed) text += ". " + reports::not_ranked_yet().sv;
  return text;
}

std::string target_text(const std::optional<figures::TargetOutlook>& outlook,
                        const KeyFigure& definition) {
  if (!outlook) return "Inget mål";
  return fmt::format("{} {} år {}: {}",
                     figures::spoken(outlook->target.value, definition.decimals, kSwedish),
                     definition.unit, outlook->target.year, word(outlook->progress.status).sv);
}

/// One link of a list. The paragraph keeps links far enough apart to be hit (WCAG 2.2, 2.5.8).
void write_link_item(HtmlWriter& page, const std::string& href, const std::string& text) {
  page.open("li")
      .open("p")
      .open("a", {{"href", href}})
      .text(text)
      .close("a")
      .close("p")
      .close("li");
}

/// The way to the full pages and to the statement the law asks for.
void write_footer(HtmlWriter& page) {
  page.open("footer").open("ul");
  write_link_item(page, "/", "Till de fullständiga sidorna");
  write_link_item(page, "/tillganglighet", "Tillgänglighetsredogörelse");
  page.close("ul").close("footer");
}

void write_comparison(HtmlWriter& page, const figures::Comparison& comparison) {
  for (const auto& summary : comparison.summary)
    page.element("p", fmt::format("{}: {}", summary.year, summary.text.sv));
  page.open("table", {{"border", "1"}})
      .element("caption", fmt::format("Nyckeltalsjämförelse, {}", comparison.region->name))
      .open("thead")
      .open("tr")
      .element("th", "Nyckeltal", {{"scope", "col"}});
  for (const int year : comparison.years)
    page.element("th", fmt::format("{}", year), {{"scope", "col"}});
  page.element("th", "Mål", {{"scope", "col"}}).close("tr").close("thead").open("tbody");
  for (const auto& row : comparison.rows) {
    const auto& definition = row.figure->definition;
    page.open("tr")
        .open("th", {{"scope", "row"}})
        .open("a", {{"href", "nyckeltal/" + definition.slug}})
        .text(definition.name.sv)
        .close("a")
        .close("th");
    for (const auto& cell : row.cells)
      page.element("td", cell_text(cell, definition, comparison.scheme));
    page.element("td", target_text(row.target, definition)).close("tr");
  }
  page.close("tbody").close("table");
  for (const auto& row : comparison.rows)
    if (row.note)
      page.element("p", fmt::format("{}: {}", row.figure->definition.name.sv, row.note->sv));
  for (const auto& [series, text] : comparison.sources) page.element("p", text.sv);
  page.element("p", figures::own_processing().sv);
}

Parsed<Response> start_page(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto code = request.parameter("region").value_or(backend.site.region);
  const auto region = region_named(**snapshot, code, "region");
  if (!region) return tl::unexpected{region.error()};
  const auto compared = figures::comparison(**snapshot, {(*region)->code, {}, Scheme::kThirds});
  if (!compared) return failed(compared.error());

  HtmlWriter page;
  page.open("main").element("h1", fmt::format("Nyckeltal för {}", (*region)->name));
  if ((*snapshot)->example_data) page.element("p", "Exempeldata");
  write_comparison(page, *compared);
  page.element("h2", "Alla nyckeltal").open("ul");
  for (const auto& figure : (*snapshot)->figures)
    write_link_item(page, "nyckeltal/" + figure.definition.slug, figure.definition.name.sv);
  page.close("ul").element("h2", "Andra regioner").open("ul");
  for (const auto& other : (*snapshot)->regions)
    write_link_item(page, "?region=" + other.code, other.name);
  page.close("ul").close("main");
  write_footer(page);
  return html(page.page(fmt::format("Nyckeltal för {} – tertil", (*region)->name)));
}

void write_ranking(HtmlWriter& page, const figures::Ranking& ranking) {
  const auto& definition = ranking.figure->definition;
  page.open("table", {{"border", "1"}})
      .element("caption",
               fmt::format("{} ({}), {}", definition.name.sv, definition.unit, ranking.year))
      .open("thead")
      .open("tr");
  for (const std::string_view header : {"Plats", "Region", "Värde", "Klass", "Tryckt plats"})
    page.element("th", header, {{"scope", "col"}});
  page.close("tr").close("thead").open("tbody");
  for (const auto& row : ranking.rows) {
    const auto shared = row.tied > 1 ? " (delad)" : "";
    page.open("tr")
        .element("td", ranking.ranked ? fmt::format("{}{}", row.rank, shared) : "–")
        .element("th", row.name, {{"scope", "row"}})
        .element("td", figures::spoken(row.value, definition.decimals, kSwedish))
        .element("td", row.rank_class ? fmt::format("{} {}", reports::symbol(*row.rank_class),
                                                    word(*row.rank_class, ranking.scheme).sv)
                                      : "Ingen klass")
        .element("td",
                 row.printed ? fmt::format("{} av {}", row.printed->rank, row.printed->of) : "–")
        .close("tr");
  }
  for (const auto& row : ranking.missing)
    page.open("tr")
        .element("td", "–")
        .element("th", row.name, {{"scope", "row"}})
        .element("td", word(row.reason).sv)
        .element("td", "Ingen klass")
        .element("td",
                 row.printed ? fmt::format("{} av {}", row.printed->rank, row.printed->of) : "–")
        .close("tr");
  page.close("tbody").close("table");
}

Parsed<Response> ranking_page(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  const auto asked = year_in(request, "ar");
  if (!asked) return tl::unexpected{asked.error()};
  const int year = asked->value_or((*figure)->newest_year(series_in(request)).value_or(0));
  const auto& definition = (*figure)->definition;
  const auto ranked =
      figures::ranking(**snapshot, {definition.id, year, series_in(request), Scheme::kThirds});
  if (!ranked) return failed(ranked.error());

  HtmlWriter page;
  page.open("main")
      .open("p")
      .open("a", {{"href", "../"}})
      .text("Till alla nyckeltal")
      .close("a")
      .close("p")
      .element("h1", fmt::format("{} {}", definition.name.sv, year))
      .element("p", definition.definition.sv)
      .element("p", ranked->text.sv);
  if (ranked->differs) page.element("p", ranked->differs->sv);
  write_ranking(page, *ranked);
  page.element("p", ranked->source.sv).element("p", figures::own_processing().sv);
  page.element("h2", "Andra år").open("ul");
  for (const auto& [other, series, n] : ranked->available_years)
    write_link_item(page, fmt::format("?ar={}", other), fmt::format("{} ({} regioner)", other, n));
  page.close("ul").close("main");
  write_footer(page);
  return html(page.page(fmt::format("{} {} – tertil", definition.name.sv, year)));
}

Answer html_answer() { return {200, "text/html", {"Sidan.", "The page."}, {}}; }

}  // namespace

std::vector<Route> plain_page_routes(const Backend& backend) {
  Route start;
  start.pattern = "/enkel/";
  start.summary = {"Nyckeltalsjämförelsen som enkel sida", "The comparison as a plain page"};
  start.description = {"Ren HTML utan skript och formatmallar, på svenska.",
                       "Plain HTML without scripts and style sheets, in Swedish."};
  start.parameters = {
      query_parameter("region", "string", "13",
                      {"Länskod; installationens egen region om inget anges.",
                       "County code; this installation's own region unless given."})};
  start.answers = {html_answer()};
  start.where = Where::kPool;
  start.handler =
      answering([&backend](const Request& request) { return start_page(backend, request); });

  Route bare;
  bare.pattern = "/enkel";
  bare.summary = {"Till den enkla sidan", "To the plain page"};
  bare.description = {"Leder till /enkel/.", "Leads to /enkel/."};
  bare.answers = {{308, "text/plain", {"Sidan finns på /enkel/.", "The page is at /enkel/."}, {}}};
  bare.handler = [](const Request&) -> Result<Response> {
    Response response;
    response.status = 308;
    response.content_type = "text/plain; charset=utf-8";
    response.headers.emplace_back("Location", "enkel/");
    return response;
  };

  Route ranking;
  ranking.pattern = "/enkel/nyckeltal/{id}";
  ranking.summary = {"En rangordning som enkel sida", "A ranking as a plain page"};
  ranking.description = start.description;
  ranking.parameters = {
      key_figure_parameter(),
      query_parameter("ar", "integer", "2023",
                      {"Året; det nyaste om inget anges.", "The year; the newest unless given."}),
      series_parameter()};
  ranking.answers = {html_answer()};
  ranking.where = Where::kPool;
  ranking.handler =
      answering([&backend](const Request& request) { return ranking_page(backend, request); });
  return {bare, start, ranking};
}

}  // namespace tertil::http
