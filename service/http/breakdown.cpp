#include "service/http/breakdown.hpp"

#include "service/figures/breakdown.hpp"
#include "service/figures/emission_change.hpp"
#include "service/figures/intensity_change.hpp"
#include "service/http/answer.hpp"
#include "service/http/import_access.hpp"
#include "service/reports/breakdown_json.hpp"
#include "service/reports/use_change_json.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample = R"({
"keyFigure":"energy-use-premises","region":"13","year":2024,"unit":"kWh/m²","asOf":null,
"path":[{"level":"orgUnit","code":"RGS","name":"RGS"}],"value":171.4,"numerator":17140000,
"denominator":100000,"numeratorUnit":"kWh","denominatorUnit":"m²","coverage":0.98,
"status":"preliminary","computable":true,"verified":null,"normalised":{"value":176.2,"numerator":17620000,
"ratio":1.05,"method":{"sv":"Graddagar …","en":"Degree days …"},"normalYear":"SMHI"},
"share":0.41,"childLevel":"building","children":[{"code":"B001","name":"Sjukhuset",
"value":180.2,"numerator":9010000,"denominator":50000,"coverage":1,"share":0.53,
"normalisedValue":184.9,"flags":[],"open":true}],"months":[{"period":"2024-01","value":19.1,
"normalisedValue":19.7,"numerator":1910000,"coverage":1,"estimated":0}],
"formula":{"id":"energy-per-bra","version":1,"text":{"sv":"…","en":"…"}},"factors":[],
"notes":[],"imports":[{"id":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","source":"property-energy",
"fileName":"matarvarden.csv","recordedAt":"2026-11-22T13:00:00Z","rows":1200}],
"changes":[{"at":"2026-11-22T13:00:00Z","import":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","kind":"import",
"before":null,"after":176.2}],"published":null,"example":false})";

constexpr std::string_view kChangeExample = R"({
"region":"13","from":2023,"to":2024,"unit":"kg CO2e","asOf":null,"before":205000,"after":214000,
"change":9000,"parts":{"activity":0,"mix":-21000,"factor":30000},"method":"LMDI-I",
"quantityUnit":"l","hvo100Share":{"from":20,"to":32},"items":[],"factors":[],
"text":{"sv":"Ändrad reduktionsplikt ger högre utsläpp 2024 än 2023 trots ökad andel HVO100.",
"en":"…"}})";

constexpr std::string_view kUseChangeExample = R"({
"keyFigure":"energy-use-premises","region":"13","path":[],"from":2023,"to":2024,"unit":"kWh/m²",
"asOf":null,"refused":null,"before":180,"after":171.5,"change":-8.5,"parts":{"weather":-3,"area":0.5,"use":-6},
"method":"Shapley","yearFrom":{"year":2023,"heat":11000000,"other":7000000,"area":100000,
"degreeDays":3400,"coverage":1,"degreeDaySource":"…"},"yearTo":{"year":2024,"heat":10150000,
"other":7000000,"area":100000,"degreeDays":3310,"coverage":1,"degreeDaySource":"…"},
"text":{"sv":"Energianvändningen per kvadratmeter ändrades med −8,5 kWh/m² …","en":"…"},
"limits":[{"sv":"All värme räknas som väderberoende …","en":"…"}]})";

/// The newest year with an own value, unless the request names one.
Parsed<int> year_asked(const Request& request, const figures::Figure& figure) {
  const auto year = year_in(request, "year");
  if (!year) return tl::unexpected{year.error()};
  if (*year) return **year;
  const auto* own = figure.table(Series::kOwn);
  const auto newest = own != nullptr ? own->newest_year() : std::nullopt;
  if (newest) return *newest;
  return not_found(
      "year", "no-year",
      {"Det finns inget eget värde för nyckeltalet.", "There is no own value of the key figure."});
}

/// Nothing here may be kept for others: what is shown depends on who asks, and there is more to it
/// than the snapshot.
Response not_kept(std::string body) { return private_json(std::move(body)); }

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  figures::BreakdownQuestion question;
  question.region = std::string{request.parameter("region").value_or(backend.site.region)};
  if (const auto region = region_named(**snapshot, question.region, "region"); !region)
    return tl::unexpected{region.error()};
  const auto year = year_asked(request, **figure);
  if (!year) return tl::unexpected{year.error()};
  question.key_figure = (*figure)->definition.id;
  question.year = *year;
  question.path = codes_in(request, "path");
  question.as_of = *as_of;
  question.detail = may(backend, request, access::Action::kDrilldownDetail);

  std::string body;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto found = figures::break_down(reader, **snapshot, question);
    if (!found) return tl::unexpected{found.error()};
    body = reports::breakdown_to_json(*found, (*figure)->definition, (*snapshot)->example_data,
                                      *as_of);
    return {};
  });
  if (!read) return failed(read.error());
  return not_kept(std::move(body));
}

Parsed<Response> answer_change(const Backend& backend, const Request& request) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const std::string region{request.parameter("region").value_or(backend.site.region)};
  if (const auto known = region_named(**snapshot, region, "region"); !known)
    return tl::unexpected{known.error()};
  const auto from = year_in(request, "from");
  if (!from) return tl::unexpected{from.error()};
  const auto to = year_in(request, "to");
  if (!to) return tl::unexpected{to.error()};
  std::string body;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto found =
        figures::emission_change(reader, region, from->value_or(0), to->value_or(0), *as_of);
    if (!found) return tl::unexpected{found.error()};
    body = reports::emission_change_to_json(*found, *as_of);
    return {};
  });
  if (!read) return failed(read.error());
  return not_kept(std::move(body));
}

Parsed<Response> answer_use_change(const Backend& backend, const Request& request) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto figure = figure_in(**snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  figures::UseChangeQuestion question;
  question.key_figure = (*figure)->definition.id;
  question.region = std::string{request.parameter("region").value_or(backend.site.region)};
  if (const auto known = region_named(**snapshot, question.region, "region"); !known)
    return tl::unexpected{known.error()};
  const auto from = year_in(request, "from");
  if (!from) return tl::unexpected{from.error()};
  const auto to = year_in(request, "to");
  if (!to) return tl::unexpected{to.error()};
  question.year_from = from->value_or(0);
  question.year_to = to->value_or(0);
  question.path = codes_in(request, "path");
  question.as_of = *as_of;
  std::string body;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto found = figures::use_change(reader, question);
    if (!found && found.error().code == ErrorCode::kRefused) {
      body = reports::use_change_refused_to_json(question, found.error().message);
      return {};
    }
    if (!found) return tl::unexpected{found.error()};
    body = reports::use_change_to_json(question, *found);
    return {};
  });
  if (!read) return failed(read.error());
  return not_kept(std::move(body));
}

Parameter region_parameter() {
  return query_parameter("region", "string", "13",
                         {"Länskod; installationens egen region om inget anges.",
                          "County code; this installation's own region unless given."});
}

Parameter path_parameter() {
  return query_parameter("path", "string", "RGS/B001",
                         {"Koderna från regionen och nedåt, med snedstreck emellan.",
                          "The codes from the region down, with slashes between."});
}

std::vector<Parameter> year_parameters() {
  return {query_parameter("from", "integer", "2023", {"Från år.", "From year."}, true),
          query_parameter("to", "integer", "2024", {"Till år.", "To year."}, true)};
}

Route breakdown_route(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figures/{id}/breakdown";
  route.summary = {"Ett eget nyckeltal i sina delar", "An own key figure in its parts"};
  route.description = {
      "Täljare, nämnare, täckning, månader, faktorer, filer och ändringar för ett eget nyckeltal, "
      "nivå för nivå. value är utan normalårskorrigering, normalised.value med. Enskilda mätare "
      "visas bara för inloggade; grupper med färre än tre fordon delas inte upp.",
      "Numerator, denominator, coverage, months, factors, files and changes of an own key figure, "
      "level by level. value is without correction to a normal year, normalised.value with it. "
      "Single meters are shown to those who are signed in; groups of fewer than three vehicles "
      "are not shown apart."};
  route.parameters = {key_figure_parameter(), region_parameter(),
                      query_parameter("year", "integer", "2024",
                                      {"Året; det senaste med eget värde om inget anges.",
                                       "The year; the newest with an own value unless given."}),
                      path_parameter(), as_of_parameter()};
  route.answers = answers({"Nyckeltalet i sina delar.", "The key figure in its parts."},
                          std::string{kExample}, false, {400, 403, 404, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return route;
}

Route use_change_route(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/key-figures/{id}/change";
  route.summary = {"Varför kWh/m² ändrades", "Why kWh/m² changed"};
  route.description = {
      "Skillnaden mellan två år i energianvändning per kvadratmeter, delad i väder, yta och "
      "användning (Shapleys värde); delarna summerar exakt till skillnaden. För regionen, en "
      "förvaltning eller en byggnad. Saknas avläsningar, graddagar eller yta för ett av åren säger "
      "refused varför i stället.",
      "The difference between two years in energy use per square metre, split into weather, area "
      "and use (Shapley's value); the parts add up to the difference exactly. For the region, an "
      "org unit or a building. If readings, degree days or areas of a year are missing, refused "
      "says why instead."};
  route.parameters = all_of<Parameter>({{key_figure_parameter(), region_parameter()},
                                        year_parameters(),
                                        {path_parameter(), as_of_parameter()}});
  route.answers = answers({"Skillnaden i delar.", "The difference in parts."},
                          std::string{kUseChangeExample}, false, {400, 404, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer_use_change(backend, request); });
  return route;
}

Route change_route(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/emission-change";
  route.summary = {"Varför utsläppen från drivmedel ändrades",
                   "Why the emissions from fuel changed"};
  route.description = {
      "Skillnaden mellan två år delad i mängd, val av drivmedel och utsläppsfaktorer (LMDI-I). "
      "Delarna summerar exakt till skillnaden.",
      "The difference between two years split into quantity, choice of fuels and emission factors "
      "(LMDI-I). The parts add up to the difference exactly."};
  route.parameters =
      all_of<Parameter>({{region_parameter()}, year_parameters(), {as_of_parameter()}});
  route.answers = answers({"Skillnaden i delar.", "The difference in parts."},
                          std::string{kChangeExample}, false, {400, 404, 422, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer_change(backend, request); });
  return route;
}

}  // namespace

std::vector<Route> breakdown_routes(const Backend& backend) {
  return {breakdown_route(backend), change_route(backend), use_change_route(backend)};
}

}  // namespace tertil::http
