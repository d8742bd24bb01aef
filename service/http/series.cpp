#include "service/http/series.hpp"

#include "service/figures/value_series.hpp"
#include "service/http/answer.hpp"
#include "service/reports/series_json.hpp"
#include "service/reports/tables.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample = R"({
"keyFigure":"renewable-fuel-public-transport","slug":"fornybart",
"name":{"sv":"Förnybara drivmedel i kollektivtrafik","en":"Renewable fuels in public transport"},
"unit":"%","decimals":1,"polarity":"high","from":2022,"to":2023,"series":"kolada","asOf":null,
"regions":[{"region":"13","name":"Region Halland","shortName":"Halland","values":[
{"year":2022,"value":98.01,"series":"kolada","status":"final","reason":null},
{"year":2023,"value":98.33,"series":"kolada","status":"final","reason":null}]}],
"bands":[{"year":2022,"series":"kolada","n":21,"median":98.37,"greenYellow":99.99,
"yellowRed":96.31,"low":96.31,"high":99.99},{"year":2023,"series":"kolada","n":21,
"median":99.04,"greenYellow":100,"yellowRed":92.16,"low":92.16,"high":100}],
"riket":[{"year":2022,"value":93.2},{"year":2023,"value":95.09}],
"targets":[{"region":"13","year":2026,"value":100,"baselineYear":2017,"baselineValue":85.6,
"path":"linear",
"decision":"Handlingsplan för Region Hallands interna klimat- och miljöarbete 2023–2026"}],"breaks":[],
"source":"Källa: Kolada U60496",
"sourceText":{"sv":"Källa: Kolada U60496","en":"Source: Kolada U60496"},
"sources":[{"series":"kolada","text":{"sv":"Källa: Kolada U60496","en":"Source: Kolada U60496"}}],
"processing":"Egen bearbetning",
"processingText":{"sv":"Egen bearbetning","en":"Own processing"}})";

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  const auto from = year_in(request, "from");
  if (!from) return tl::unexpected{from.error()};
  const auto to = year_in(request, "to");
  if (!to) return tl::unexpected{to.error()};
  if (*from && *to && **from > **to)
    return bad_parameter("from", "after-to",
                         {"from får inte vara senare än to.", "from must not be later than to."});
  const auto areas = words_in(request, "regions");
  for (const auto& code : areas) {
    if (code == kCountry) continue;
    if (const auto region = region_named(**snapshot, code, "regions"); !region)
      return tl::unexpected{region.error()};
  }

  const auto values = figures::value_series(
      **snapshot,
      {(*figure)->definition.id, areas, *from, *to, series_in(request), scheme_in(request)});
  if (!values) return failed(values.error());
  return in_format(
      request, true, [&] { return reports::to_json(*values); },
      [&](Language language) { return reports::series_table(*values, language); });
}

}  // namespace

std::vector<Route> series_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figures/{id}/series";
  route.summary = {"Värden över tid", "Values over time"};
  route.description = {
      "Varje region har varje år från from till to; ett år utan värde har null och ett skäl. "
      "bands är mitten av fältet: medianen och värdena vid klassgränserna.",
      "Each region has every year from from to to; a year without a value has null and a reason. "
      "bands is the middle of the field: the median and the values at the class boundaries."};
  route.parameters = all_of<Parameter>(
      {{key_figure_parameter(),
        query_parameter("regions", "string", "13,14",
                        {"Länskoder åtskilda med komma, och riket; alla regioner om inget anges.",
                         "County codes parted by commas, and riket; all regions unless given."}),
        query_parameter("from", "integer", "2017", {"Första året.", "The first year."}),
        query_parameter("to", "integer", "2024", {"Sista året.", "The last year."}),
        series_parameter(), scheme_parameter(), as_of_parameter()},
       format_parameters()});
  route.answers = answers({"Tidsserierna.", "The values over time."}, std::string{kExample}, true,
                          {400, 404, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
