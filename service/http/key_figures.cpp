#include "service/http/key_figures.hpp"

#include <fmt/format.h>

#include "service/http/answer.hpp"
#include "service/reports/reference_json.hpp"
#include "service/reports/tables.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kItem = R"({
"id":"renewable-fuel-public-transport","slug":"fornybart",
"name":{"sv":"Förnybara drivmedel i kollektivtrafik","en":"Renewable fuels in public transport"},
"shortName":{"sv":"Förnybara drivmedel","en":"Renewable fuels"},
"theme":{"sv":"Resor och transporter","en":"Travel and transport"},
"unit":"%","decimals":1,"polarity":"high","kind":"share",
"definition":{"sv":"Andel förnybara drivmedel …","en":"Share of renewable fuels …"},
"why":{"sv":"Kollektivtrafiken är en av …","en":"Public transport is one of …"},
"bounds":{"min":0,"max":100},"koladaId":"U60496","inComparison":true,
"source":{"text":{"sv":"Kolada U60496","en":"Kolada U60496"},"url":"https://www.kolada.se",
"licence":{"sv":"Källa anges: Kolada","en":"Attribution required: Kolada"}},
"nextPublication":"2026-06-11","nextPublicationPeriod":"2025","breaks":[],"notes":[],
"series":[{"series":"kolada","firstYear":2011,"lastYear":2024,"years":[{"year":2023,"n":21}],
"recordedAt":"2026-11-22T13:00:00Z","label":{"sv":"Kolada","en":"Kolada"}}],"fetch":null})";

Parsed<Response> list(const Backend& backend, const Request& request) {
  const auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  auto response = in_format(
      request, true,
      [&] { return reports::key_figures_to_json(**snapshot, *page, backend.site.region); },
      [&](Language language) {
        auto table = reports::key_figures_table(**snapshot, language);
        keep_page(table, request, *page);
        return table;
      });
  if (response)
    add_links(*response, request, *page, static_cast<std::int64_t>((*snapshot)->figures.size()));
  return response;
}

Parsed<Response> one(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  return published_json(reports::key_figure_to_json(**figure, **snapshot, backend.site.region));
}

}  // namespace

std::vector<Route> key_figure_routes(const Backend& backend) {
  Route all;
  all.pattern = "/api/v1/key-figures";
  all.summary = {"Nyckeltalen och vad de betyder", "The key figures and what they mean"};
  all.description = {
      "Definition, enhet, riktning, källa, brott i tidsserien, och vilka år som har värden i "
      "vilken serie. fetch säger hur de andra regionernas värden hämtas när bara den egna har "
      "några.",
      "Definition, unit, direction, source, breaks, and which years have values in which series. "
      "fetch says how to get the other regions' values when only the own region has any."};
  all.parameters = all_of<Parameter>({page_parameters(), {as_of_parameter()}, format_parameters()});
  all.answers = answers({"Nyckeltalen.", "The key figures."},
                        fmt::format(R"({{"page":1,"limit":20,"total":12,"items":[{}]}})", kItem),
                        true, {400, 503});
  all.where = Where::kPool;
  all.handler = answering([&backend](const Request& request) { return list(backend, request); });

  Route single;
  single.pattern = "/api/v1/key-figures/{id}";
  single.summary = {"Ett nyckeltal", "One key figure"};
  single.description = all.description;
  single.parameters = {key_figure_parameter(), as_of_parameter()};
  single.answers =
      answers({"Nyckeltalet.", "The key figure."}, std::string{kItem}, false, {400, 404, 503});
  single.where = Where::kPool;
  single.handler = answering([&backend](const Request& request) { return one(backend, request); });
  return {all, single};
}

}  // namespace tertil::http
