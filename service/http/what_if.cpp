#include "service/http/what_if.hpp"

#include <charconv>

#include "service/figures/what_if.hpp"
#include "service/http/answer.hpp"
#include "service/reports/what_if_json.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample = R"({
"keyFigure":"renewable-fuel-public-transport","slug":"fornybart",
"name":{"sv":"Förnybara drivmedel i kollektivtrafik","en":"Renewable fuels in public transport"},
"unit":"%","decimals":1,"polarity":"high","region":"13","regionName":"Region Halland",
"year":2023,"series":"kolada","scheme":"thirds","value":100,"n":21,"rank":1,"tied":8,
"class":"green","toBetterClass":null,
"toWorseClass":{"class":"yellow","value":100,"margin":0},
"today":{"value":98.33,"rank":12,"class":"yellow"},
"others":{"changedClass":[],"changes":[]},"median":99.73,
"text":{"sv":"Med 100 % hade Region Halland fått plats 1 av 21. Platsen delas av 8.",
"en":"With 100 %, Region Halland would have been 1 of 21. The rank is shared by 8."},
"processing":"Egen bearbetning",
"processingText":{"sv":"Egen bearbetning","en":"Own processing"}})";

/// The router has checked that it is a number; here it must be one a double can hold.
Parsed<double> value_in(const Request& request) {
  const auto text = request.parameter("value").value_or(std::string_view{});
  double value = 0.0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size())
    return bad_parameter("value", "not-a-number",
                         {"Ange ett tal med decimalpunkt.", "Give a number with decimal point."});
  return value;
}

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  const auto code = request.parameter("region").value_or(backend.site.region);
  const auto region = region_named(**snapshot, code, "region");
  if (!region) return tl::unexpected{region.error()};
  const auto year = ranked_year_in(request, **figure);
  if (!year) return tl::unexpected{year.error()};
  const auto value = value_in(request);
  if (!value) return tl::unexpected{value.error()};

  const auto what_if =
      figures::what_if(**snapshot, {(*figure)->definition.id, (*region)->code, *year, *value,
                                    series_in(request), scheme_in(request)});
  if (!what_if) return failed(what_if.error());
  return published_json(reports::to_json(*what_if));
}

}  // namespace

std::vector<Route> what_if_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figures/{id}/what-if";
  route.summary = {"Vad ett annat värde hade gett", "What another value would have given"};
  route.description = {
      "Platsen och klassen som värdet hade gett det året, med de andra regionernas värden som de "
      "är. others säger vilka andra som då hade bytt klass.",
      "The rank and class the value would have given that year, the other regions' values as they "
      "are. others says which of them would then have changed class."};
  route.parameters = {
      key_figure_parameter(),
      query_parameter("region", "string", "13",
                      {"Länskod; installationens egen region om inget anges.",
                       "County code; this installation's own region unless given."}),
      ranked_year_parameter(),
      query_parameter(
          "value", "number", "100",
          {"Värdet att pröva, med decimalpunkt.", "The value to try, with decimal point."}, true),
      series_parameter(),
      scheme_parameter(),
      as_of_parameter()};
  route.answers = answers({"Plats och klass.", "Rank and class."}, std::string{kExample}, false,
                          {400, 404, 422, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
