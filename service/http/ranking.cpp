#include "service/http/ranking.hpp"

#include "service/http/answer.hpp"
#include "service/reports/ranking_json.hpp"
#include "service/reports/tables.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample = R"({
"keyFigure":"renewable-fuel-public-transport","slug":"fornybart",
"name":{"sv":"Förnybara drivmedel i kollektivtrafik","en":"Renewable fuels in public transport"},
"unit":"%","decimals":1,"polarity":"high","year":2023,"series":"kolada","scheme":"thirds",
"asOf":null,"n":21,"classSizes":{"green":7,"yellow":7,"red":7},
"limits":{"green":7,"yellow":14},"median":99.04,
"boundaries":{"greenYellow":100,"yellowRed":92.16},"riket":{"value":95.09,"status":"final"},
"rows":[{"region":"13","name":"Region Halland","shortName":"Halland","value":98.33,
"status":"final","rank":12,"tied":1,"class":"yellow",
"toBetterClass":{"class":"green","value":100,"gap":1.67},
"toWorseClass":{"class":"red","value":90.85,"margin":7.48},
"previous":{"year":2022,"value":98.01,"rank":12},"change":0.32,"rankChange":0,
"printedRank":12,"printed":{"value":98.4,"rank":12,"of":21,"class":"yellow"}}],
"missing":[],"differs":null,"availableYears":[{"year":2023,"series":"kolada","n":21}],
"availableSeries":["kolada","printed"],
"text":{"sv":"Högre värde är bättre. 21 av 21 regioner har ett värde för 2023. Medianen är 99,04 %.",
"en":"A higher value is better. 21 of 21 regions have a value for 2023. The median is 99.04 %."},
"source":"Källa: Kolada U60496",
"sourceText":{"sv":"Källa: Kolada U60496","en":"Source: Kolada U60496"},
"processing":"Egen bearbetning",
"processingText":{"sv":"Egen bearbetning","en":"Own processing"}})";

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  const auto year = ranked_year_in(request, **figure);
  if (!year) return tl::unexpected{year.error()};

  const auto ranked = figures::ranking(
      **snapshot, {(*figure)->definition.id, *year, series_in(request), scheme_in(request)});
  if (!ranked) return failed(ranked.error());
  return in_format(
      request, true, [&] { return reports::to_json(*ranked); },
      [&](Language language) { return reports::ranking_table(*ranked, language); });
}

}  // namespace

std::vector<Route> ranking_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figures/{id}/ranking";
  route.summary = {"Rangordning för ett nyckeltal och ett år",
                   "Ranking of a key figure and a year"};
  route.description = {
      "Plats 1 är bäst. Lika värden delar plats och klass. Klasserna är tredjedelar av dem som har "
      "ett värde; under nio värden ges plats men ingen klass. Regioner utan värde står i missing "
      "med skäl. En tryckt och en beräknad plats är olika fakta och visas båda. rankChange är "
      "årets plats minus förra årets: negativt är en förbättring.",
      "Rank 1 is best. Equal values share rank and class. Classes are thirds of those with a "
      "value; below nine values ranks are given but no class. Regions without a value are in "
      "missing with a reason. A printed and a computed rank are different facts and both are "
      "shown. rankChange is this year's rank minus last year's: negative is a climb."};
  route.parameters = all_of<Parameter>({{key_figure_parameter(), ranked_year_parameter(),
                                         series_parameter(), scheme_parameter(), as_of_parameter()},
                                        format_parameters()});
  route.answers = answers({"Rangordningen, bäst först.", "The ranking, best first."},
                          std::string{kExample}, true, {400, 404, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
