#include "service/http/certainty.hpp"

#include "service/figures/certainty.hpp"
#include "service/http/answer.hpp"
#include "service/reports/certainty_json.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample = R"({
"keyFigure":"renewable-fuel-public-transport","slug":"fornybart",
"name":{"sv":"Förnybara drivmedel i kollektivtrafik","en":"Renewable fuels in public transport"},
"unit":"%","decimals":1,"polarity":"high","year":2023,"series":"kolada","scheme":"thirds",
"asOf":null,"n":21,"draws":100000,"seed":1,"level":0.8,"errors":{"rounding":0.005,
"revision":null,"preliminary":0,"text":{"sv":"Avrundning: ±0,005 procentenheter. Preliminära värden som har blivit slutliga: 0. Minst 8 behövs för att säga något om revideringar, så inget fel räknas för dem. Inget av årets värden är preliminärt. Källan anger inget mätfel.",
"en":"Rounding: ±0.005 percentage points. Preliminary values that have become final: 0. At least 8 are needed to say anything of revisions, so no error is counted for them. None of this year's values is preliminary. The source states no measurement error."}},
"rows":[{"region":"13","name":"Region Halland","value":98.33,"status":"final","rank":12,
"rankLow":12,"rankHigh":12,"class":"yellow",
"classProbability":{"green":0,"yellow":1,"red":0},"sure":true}],
"text":{"sv":"Region Halland har plats 12 av 21 och ligger kvar på plats 12. Säker färg: gul 100 %.",
"en":"Region Halland is 12 of 21 and stays at rank 12. Sure colour: yellow 100 %."},
"processing":"Egen bearbetning",
"processingText":{"sv":"Egen bearbetning","en":"Own processing"}})";

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  const auto year = ranked_year_in(request, **figure);
  if (!year) return tl::unexpected{year.error()};
  const auto code = request.parameter("region").value_or(backend.site.region);
  const auto region = region_named(**snapshot, code, "region");
  if (!region) return tl::unexpected{region.error()};

  const auto certainty = figures::rank_certainty(
      **snapshot,
      {(*figure)->definition.id, *year, (*region)->code, series_in(request), scheme_in(request)});
  if (!certainty) return failed(certainty.error());
  return published_json(reports::to_json(*certainty));
}

}  // namespace

std::vector<Route> certainty_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figures/{id}/certainty";
  route.summary = {"Hur säkra platserna och färgerna är", "How sure ranks and colours are"};
  route.description = {
      "Tabellen dras draws gånger med de fel som är kända: avrundning (en halv enhet i den sista "
      "decimal som årets värden har) och, för preliminära värden, den spridning som slutliga "
      "värden har haft kring de preliminära i det här lagret. rankLow–rankHigh är det mittersta "
      "intervallet med sannolikheten level, classProbability andelen tabeller i varje klass. "
      "sure är sant när klassen har minst 95 % sannolikhet. Samma frö ger samma svar överallt. "
      "Fel som alla regioner delar beskrivs inte.",
      "The table is drawn draws times with the errors that are known: rounding (half a unit of "
      "the last decimal that the year's values have) and, for preliminary values, the spread "
      "that final values have had around preliminary ones in this store. rankLow–rankHigh is "
      "the central interval of probability level, classProbability the share of tables in each "
      "class. sure is true when the class has a probability of at least 95 %. The same seed gives "
      "the same answer everywhere. Errors that all regions share are not described."};
  route.parameters = {
      key_figure_parameter(),
      ranked_year_parameter(),
      query_parameter("region", "string", "13",
                      {"Länskod för den som text handlar om; installationens egen region om "
                       "inget anges.",
                       "County code of whom text is about; this installation's own region unless "
                       "given."}),
      series_parameter(),
      scheme_parameter(),
      as_of_parameter()};
  route.answers = answers(
      {"Platser med intervall och sannolikheter.", "Ranks with intervals and probabilities."},
      std::string{kExample}, false, {400, 404, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
