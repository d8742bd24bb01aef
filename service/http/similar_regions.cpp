#include "service/http/similar_regions.hpp"

#include <charconv>

#include "service/figures/similar_regions.hpp"
#include "service/http/answer.hpp"
#include "service/reports/similar_regions_json.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample =
    R"({"keyFigure":"renewable-fuel-public-transport","slug":"fornybart",
"name":{"sv":"Förnybara drivmedel i kollektivtrafik","en":"Renewable fuels in public transport"},
"unit":"%","decimals":1,"polarity":"high","region":"13","regionName":"Region Halland","year":2023,
"series":"kolada","scheme":"thirds","asOf":null,"features":[{"id":"population",
"text":{"sv":"Antal invånare","en":"Inhabitants"},"year":2023}],
"missingFeatures":[{"id":"premisesPerInhabitant","text":{"sv":"Lokalyta per invånare",
"en":"Premises per inhabitant"},"year":null}],"own":{"region":"13","name":"Region Halland",
"distance":0,"value":98.33,"rank":12,"class":"yellow","history":[{"year":2023,"value":98.33}]},
"regions":[{"region":"06","name":"Region Jönköpings län","distance":0.0863,
"value":92.16,"rank":14,"class":"yellow","history":[{"year":2023,"value":92.16}]},{"region":"18",
"name":"Region Örebro län","distance":0.134,"value":100,"rank":1,"class":"green",
"history":[{"year":2023,"value":100}]}],
"text":{"sv":"Närmast Region Halland i antal invånare 2023: Region Jönköpings län, Region Örebro län, Region Sörmland, Region Uppsala, Region Dalarna. Region Halland är gul 2023. Gröna av dem: Region Örebro län (92,65 till 100,0 % sedan 2018), Region Sörmland (95,09 till 100,0 % sedan 2018).",
"en":"Nearest Region Halland in inhabitants in 2023: Region Jönköpings län, Region Örebro län, Region Sörmland, Region Uppsala, Region Dalarna. Region Halland is yellow in 2023. Green of them: Region Örebro län (92.65 to 100.0 % since 2018), Region Sörmland (95.09 to 100.0 % since 2018)."},
"source":"Källa: Kolada U60496","sourceText":{"sv":"Källa: Kolada U60496",
"en":"Source: Kolada U60496"},"processing":"Egen bearbetning",
"processingText":{"sv":"Egen bearbetning","en":"Own processing"}})";

constexpr std::size_t kMost = 20;

Parsed<std::size_t> count_in(const Request& request) {
  const auto text = request.parameter("count").value_or(std::string_view{"5"});
  std::size_t count = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (problem != std::errc{} || end != text.data() + text.size() || count < 1 || count > kMost)
    return bad_parameter("count", "out-of-range",
                         {"Ange ett heltal mellan 1 och 20.", "Give a whole number from 1 to 20."});
  return count;
}

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
  const auto count = count_in(request);
  if (!count) return tl::unexpected{count.error()};

  const auto regions =
      figures::similar_regions(**snapshot, {(*figure)->definition.id, (*region)->code, *year,
                                            *count, series_in(request), scheme_in(request)});
  if (!regions) return failed(regions.error());
  return published_json(reports::to_json(*regions));
}

}  // namespace

std::vector<Route> similar_region_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figures/{id}/similar-regions";
  route.summary = {"Regioner som liknar den egna", "Regions like one's own"};
  route.description = {
      "De regioner som är mest lika, med värde, plats, klass och hela serien, så att den som är "
      "röd ser vilka lika regioner som är gröna och hur de kom dit. distance är avståndet i "
      "standardavvikelser över det som står i features; antal invånare räknas som logaritm. Det "
      "som inte finns för alla regioner står i missingFeatures och gissas inte.",
      "The regions that are most alike, with value, rank, class and the whole series, so that one "
      "that is red sees which regions like it are green and how they came there. distance is in "
      "standard deviations over what features names; inhabitants count as a logarithm. What is "
      "not known for all regions is named in missingFeatures and not guessed."};
  route.parameters = {
      key_figure_parameter(),
      query_parameter("region", "string", "13",
                      {"Länskod; installationens egen region om inget anges.",
                       "County code; this installation's own region unless given."}),
      query_parameter("year", "integer", "2023",
                      {"Året; det senaste med minst två regioner om inget anges.",
                       "The year; the newest with at least two regions unless given."}),
      query_parameter("count", "integer", "5",
                      {"Hur många regioner, högst 20.", "How many regions, at most 20."}),
      series_parameter(),
      scheme_parameter(),
      as_of_parameter()};
  route.answers =
      answers({"Regionerna, den mest lika först.", "The regions, the most alike first."},
              std::string{kExample}, false, {400, 404, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
