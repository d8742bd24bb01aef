#include "service/http/forecast.hpp"

#include "service/figures/forecast.hpp"
#include "service/figures/forecast_words.hpp"
#include "service/http/answer.hpp"
#include "service/reports/forecast_json.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample =
    R"({"keyFigure":"energy-use-premises","slug":"energi","name":{"sv":"Energianvändning i lokaler",
"en":"Energy use in premises"},"unit":"kWh/m²","decimals":0,"polarity":"low","region":"13",
"regionName":"Region Halland","year":2026,"series":"printed","seriesText":{"sv":"Tryckt i rapport","en":"Printed in a report"},"scheme":"thirds","asOf":null,
"value":188,"interval":{"level":0.8,"low":177.33333333333334,"high":198.66666666666666},
"target":{"value":176,"year":2026,
"decision":"Handlingsplan för Region Hallands interna klimat- och miljöarbete 2023–2026"},
"targetProbability":0.08397485283107814,"requiredPace":-6,"outlook":"willNotReach",
"outlookText":{"sv":"Når inte målet","en":"Will not reach the target"},
"outlookRule":{"sv":"Utsikten följer sannolikheten att nå målet i dess år: minst 67 % är På väg, 10–67 % Risk, under 10 % Når inte målet. Uppnått är ett värde som redan når målet. Finns ingen prognos avgör hur stor del av vägen som är gjord.",
"en":"The outlook follows the probability of meeting the target in its year: at least 67 % is On track, 10–67 % At risk, below 10 % Will not reach the target. Achieved is a value that meets the target already. Without a forecast, the share of the way that is done decides."},
"points":3,"history":[{"year":2017,"value":199},{"year":2022,"value":188},{"year":2023,
"value":184},{"year":2024,"value":188}],
"means":[{"years":3,"values":[{"year":2024,"value":186.66666666666666}]},{"years":5,"values":[]}],"path":[{"year":2025,"value":188,"low":180.4575276673435,
"high":195.5424723326565},{"year":2026,"value":188,"low":177.33333333333334,
"high":198.66666666666666}],"latest":{"year":2024,"value":188},"seriesBreak":2022,
"method":"lastValue","methodText":{"sv":"senaste värdet","en":"last value"},
"methods":[{"id":"lastValue","text":{"sv":"senaste värdet","en":"last value"},"tests":0,
"meanAbsoluteError":null,"scaledError":null,"widening":1,"chosen":true},{"id":"straightLine",
"text":{"sv":"rät linje","en":"straight line"},"tests":0,"meanAbsoluteError":null,
"scaledError":null,"widening":1,"chosen":false},{"id":"halfSlope","text":{"sv":"halva lutningen",
"en":"half slope"},"tests":0,"meanAbsoluteError":null,"scaledError":null,"widening":1,
"chosen":false},{"id":"robustLine","text":{"sv":"robust linje","en":"robust line"},"tests":0,
"meanAbsoluteError":null,"scaledError":null,"widening":1,"chosen":false}],"beatsLastValue":false,
"beatsStraightLine":false,"comparedOn":null,"rank":null,"refused":null,
"text":{"sv":"Prognos för Region Halland: 188 kWh/m² 2026 (177–199 med sannolikheten 80 %). Målet 176 kWh/m² 2026 nås med sannolikheten 8,4 %. Utsikt: Når inte målet. Det kräver −6 kWh/m² per år från 2024. Serie: Tryckt i rapport, 4 värden 2017–2024. Metod: senaste värdet. Färre än 5 regioner har serier att pröva metoder på, så den enklaste används. Värden före 2022 är inte jämförbara och är inte med.",
"en":"Forecast for Region Halland: 188 kWh/m² 2026 (177–199 with a probability of 80 %). The target of 176 kWh/m² in 2026 is met with a probability of 8.4 %. Outlook: Will not reach the target. It takes −6 kWh/m² a year from 2024. Series: Printed in a report, 4 values 2017–2024. Method: last value. Fewer than 5 regions have series to test methods on, so the simplest is used. Values before 2022 cannot be compared and take no part."},
"source":"Källa: Region Hallands nyckeltalsjämförelse med Sveriges alla regioner, Uppföljning 2024",
"sourceText":{"sv":"Källa: Region Hallands nyckeltalsjämförelse med Sveriges alla regioner, Uppföljning 2024",
"en":"Source: Region Hallands nyckeltalsjämförelse med Sveriges alla regioner, Uppföljning 2024"},
"processing":"Egen bearbetning","processingText":{"sv":"Egen bearbetning","en":"Own processing"}})";

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  const auto code = request.parameter("region").value_or(backend.site.region);
  const auto region = region_named(**snapshot, code, "region");
  if (!region) return tl::unexpected{region.error()};
  const auto year = year_in(request, "year");
  if (!year) return tl::unexpected{year.error()};
  const auto from = year_in(request, "from");
  if (!from) return tl::unexpected{from.error()};

  const auto forecast =
      figures::figure_forecast(**snapshot, {(*figure)->definition.id, (*region)->code, *year,
                                            series_in(request), *from, scheme_in(request)});
  if (!forecast) return failed(forecast.error());
  return published_json(reports::to_json(*forecast));
}

Text description() {
  const auto& rule = figures::outlook_rule();
  return {
      "Värdet året year med ett intervall, sannolikheten att nå målet i dess år och den takt som "
      "krävs. Metoden väljs efter fel i rullande prognoser på alla regioners värden i samma "
      "serie; methods visar felen. Serien är den som jämförelsen visar för regionen om den har "
      "minst tre värden, annars den med flest; seriesText namnger den. Värden före ett "
      "seriebrott är inte med; andelar stannar mellan 0 och 100. rank är platsen när alla "
      "regioner får en prognos, means medelvärden över tre och fem år. Kan ingen prognos göras "
      "säger refused varför. " +
          rule.sv,
      "The value in year with an interval, the probability of meeting the target in its year, and "
      "the pace it takes. The method is chosen by its errors in rolling forecasts on all regions' "
      "values of the same series; methods shows the errors. The series is the one that "
      "the comparison shows for the region if it has three values or more, else the one with "
      "most; seriesText names it. Values before a series break take no part; shares stay within 0 "
      "and 100. rank is the rank with every region forecast, means are averages over three and "
      "five years. Where no forecast can be made, refused "
      "says why. " +
          rule.en};
}

}  // namespace

std::vector<Route> forecast_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figures/{id}/forecast";
  route.summary = {"Vart nyckeltalet är på väg", "Where the key figure is heading"};
  route.description = description();
  route.parameters = {
      key_figure_parameter(),
      query_parameter("region", "string", "13",
                      {"Länskod; installationens egen region om inget anges.",
                       "County code; this installation's own region unless given."}),
      query_parameter("year", "integer", "2026",
                      {"Året för prognosen; målets år om inget anges.",
                       "The year of the forecast; the target's year unless given."}),
      query_parameter(
          "from", "integer", "2015",
          {"Första året som är med i underlaget.", "The first year that the forecast rests on."}),
      series_parameter(),
      scheme_parameter(),
      as_of_parameter()};
  route.answers =
      answers({"Prognosen.", "The forecast."}, std::string{kExample}, false, {400, 404, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
