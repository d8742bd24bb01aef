#include "service/http/comparison.hpp"

#include "service/figures/comparison.hpp"
#include "service/http/answer.hpp"
#include "service/reports/comparison_json.hpp"
#include "service/reports/tables.hpp"

namespace tertil::http {
namespace {

constexpr std::size_t kMostYears = 6;

constexpr std::string_view kExample = R"({
"region":"13","name":"Region Halland","years":[2017,2024],"scheme":"thirds","asOf":null,
"summary":[{"year":2017,"ranked":6,"green":0,"yellow":2,"red":4,"basis":"printed",
"withValue":6,"achieved":1,
"text":{"sv":"4 av 6 nyckeltal i sista tredjedelen, 1 har nått målet.",
"en":"4 of 6 key figures in the last third; targets reached: 1."}}],
"rows":[{"keyFigure":"energy-use-premises","slug":"energi",
"name":{"sv":"Energianvändning i lokaler","en":"Energy use in premises"},
"unit":"kWh/m²","decimals":0,"polarity":"low",
"cells":[{"year":2017,"value":199,"series":"printed","status":"final",
"printed":{"value":199,"rank":12,"of":21,"class":"yellow"},"computed":null},
{"year":2024,"value":188,"series":"printed","status":"final",
"printed":null,"computed":null}],
"target":{"year":2026,"value":176,"status":"atRisk","baselineYear":2017,"baselineValue":199,
"currentYear":2024,"currentValue":188,"progress":0.4783,
"elapsed":0.7778,"expectedNow":181.1111,"gap":12,"path":"linear",
"decision":"Handlingsplan för Region Hallands interna klimat- och miljöarbete 2023–2026",
"text":{"sv":"48 % av vägen till målet 2026; 12 kWh/m² återstår.",
"en":"48 % of the way to the target for 2026; 12 kWh/m² remain."}},
"note":null}],
"sources":[{"series":"printed","text":{
"sv":"Källa: Region Hallands nyckeltalsjämförelse med Sveriges alla regioner, Uppföljning 2024",
"en":"Source: Region Hallands nyckeltalsjämförelse med Sveriges alla regioner, Uppföljning 2024"}}],
"processing":"Egen bearbetning",
"processingText":{"sv":"Egen bearbetning","en":"Own processing"}})";

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto code = request.parameter("region").value_or(backend.site.region);
  const auto region = region_named(**snapshot, code, "region");
  if (!region) return tl::unexpected{region.error()};
  const auto known = figures::years_with_values(**snapshot, *(*snapshot)->area((*region)->code));
  const auto years = years_in(request, "years", kMostYears, known);
  if (!years) return tl::unexpected{years.error()};

  const auto compared =
      figures::comparison(**snapshot, {(*region)->code, *years, scheme_in(request)});
  if (!compared) return failed(compared.error());
  return in_format(
      request, true, [&] { return reports::to_json(*compared); },
      [&](Language language) { return reports::comparison_table(*compared, language); });
}

}  // namespace

std::vector<Route> comparison_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/comparison";
  route.summary = {"Nyckeltalsjämförelse för en region", "Key-figure comparison of a region"};
  route.description = {
      "De nationella nyckeltalen för en region och upp till sex år. Värdet är det tryckta där ett "
      "finns, annars Koladas, annars regionens eget. printed är den plats en rapport tryckt, "
      "computed den som dagens värden ger. Målets status säger inget om plats: den jämför hur stor "
      "del av vägen som är gjord med hur stor del av tiden som har gått. Vart nyckeltalet är på "
      "väg säger forecast, med sannolikheten att nå målet.",
      "The national key figures of one region for up to six years. The value is the printed one "
      "where there is one, else Kolada's, else the region's own. printed is the rank a report "
      "printed, computed the one that today's values give. A target's status says nothing of "
      "rank: it holds the share of the way that is done against the share of the time that has "
      "passed. Where the key figure is heading is told by forecast, with the probability of "
      "meeting the target."};
  route.parameters = all_of<Parameter>(
      {{query_parameter("region", "string", "13",
                        {"Länskod; installationens egen region om inget anges.",
                         "County code; this installation's own region unless given."}),
        query_parameter(
            "years", "string", "2017,2022,2023,2024",
            {"Högst sex år, åtskilda med komma; latest:4 är de fyra senaste som "
             "regionen har värden för, så att adressen följer med när nya år kommer. "
             "Utan dem de år som har tryckta värden, annars de fyra senaste.",
             "At most six years, parted by commas; latest:4 is the newest four that the "
             "region has values for, so that the address follows new years. Without "
             "them the years with printed values, else the last four."}),
        scheme_parameter(), as_of_parameter()},
       format_parameters()});
  route.answers =
      answers({"Jämförelsen.", "The comparison."}, std::string{kExample}, true, {400, 404, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
