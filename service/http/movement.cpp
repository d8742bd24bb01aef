#include "service/http/movement.hpp"

#include "service/figures/movement.hpp"
#include "service/http/answer.hpp"
#include "service/reports/movement_json.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample = R"({
"keyFigure":"renewable-fuel-public-transport","slug":"fornybart",
"name":{"sv":"Förnybara drivmedel i kollektivtrafik","en":"Renewable fuels in public transport"},
"unit":"%","decimals":1,"polarity":"high",
"region":"13","regionName":"Region Halland","from":2017,"to":2023,"series":"kolada",
"scheme":"thirds","asOf":null,"rankFrom":12,"rankTo":12,"change":0,"nFrom":21,"nTo":21,
"valueFrom":85.58,"valueTo":98.33,"classFrom":"yellow","classTo":"yellow",
"parts":{"own":-7,"others":7,"revisions":0,"membership":0},
"exactParts":{"denominator":24,"own":-168,"others":168,"revisions":0,"membership":0},
"overtook":[{"region":"14","name":"Västra Götalandsregionen"},
{"region":"20","name":"Region Dalarna"},{"region":"21","name":"Region Gävleborg"}],
"overtakenBy":[{"region":"03","name":"Region Uppsala"},{"region":"09","name":"Region Gotland"},
{"region":"12","name":"Region Skåne"}],"joined":[],"left":[],"revised":[],
"asPublished":{"rankFrom":12,"rankTo":12},"today":{"rankFrom":12,"rankTo":12},
"printed":{"rankFrom":17,"rankTo":12},
"text":{"sv":"Region Halland hade plats 12 av 21 både 2017 och 2023. Värdet blev bättre, 85,58 till 98,33 %. Fördelat i platser: det egna värdet −7, de andras värden +7, revideringar 0, vilka som är med 0 (minus är bättre). Gick om: Västra Götalandsregionen, Region Dalarna och Region Gävleborg. Omkörd av: Region Uppsala, Region Gotland och Region Skåne. Tryckt: plats 17 (2017) och 12 (2023).",
"en":"Region Halland was 12 of 21 in both 2017 and 2023. The value improved, 85.58 to 98.33 %. Split into places: the region's own value −7, the others' values +7, revisions 0, who takes part 0 (minus is better). Overtook: Västra Götalandsregionen, Region Dalarna and Region Gävleborg. Overtaken by: Region Uppsala, Region Gotland and Region Skåne. Printed: rank 17 (2017) and 12 (2023)."},
"source":"Källa: Kolada U60496",
"sourceText":{"sv":"Källa: Kolada U60496","en":"Source: Kolada U60496"},
"processing":"Egen bearbetning",
"processingText":{"sv":"Egen bearbetning","en":"Own processing"}})";

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  const auto code = request.parameter("region").value_or(backend.site.region);
  const auto region = region_named(**snapshot, code, "region");
  if (!region) return tl::unexpected{region.error()};
  const auto from = year_in(request, "from");
  if (!from) return tl::unexpected{from.error()};
  const auto to = year_in(request, "to");
  if (!to) return tl::unexpected{to.error()};
  if (**from >= **to)
    return bad_parameter("from", "not-before-to",
                         {"from ska vara före to.", "from must be before to."});

  const auto movement =
      figures::rank_movement(**snapshot, {(*figure)->definition.id, (*region)->code, **from, **to,
                                          series_in(request), scheme_in(request)});
  if (!movement) return failed(movement.error());
  return published_json(reports::to_json(*movement));
}

}  // namespace

std::vector<Route> movement_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figures/{id}/movement";
  route.summary = {"Varför platsen ändrades", "Why the rank moved"};
  route.description = {
      "Platsen från det första året, som det först publicerades, till det andra med dagens "
      "uppgifter. parts delar ändringen på det egna värdet, de andras värden, revideringar och "
      "vilka som är med: Shapleyvärdet över de fyra, i hela platser som summerar till change "
      "(under 0 är bättre); exactParts är samma sak i tjugofjärdedelar. Först publicerat är det "
      "äldsta värdet i det här lagret. Saknas de andra regionernas värden men tryckta platser "
      "finns är parts null, och text säger vad platserna bevisar.",
      "The rank from the first year, as it was first published, to the second by today's data. "
      "parts splits the change on the region's own value, the others' values, revisions and who "
      "takes part: the Shapley value of the four, in whole places that sum to change (below 0 is "
      "better); exactParts is the same in 24ths. First published is the oldest value in this "
      "store. Where the other regions' values are missing but ranks were printed, parts is null "
      "and text says what the ranks prove."};
  route.parameters = {
      key_figure_parameter(),
      query_parameter("region", "string", "13",
                      {"Länskod; installationens egen region om inget anges.",
                       "County code; this installation's own region unless given."}),
      query_parameter("from", "integer", "2017", {"Det första året.", "The first year."}, true),
      query_parameter("to", "integer", "2023", {"Det andra året.", "The second year."}, true),
      series_parameter(),
      scheme_parameter(),
      as_of_parameter()};
  route.answers = answers({"Ändringen och dess delar.", "The change and its parts."},
                          std::string{kExample}, false, {400, 404, 422, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
