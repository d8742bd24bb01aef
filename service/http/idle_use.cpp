#include "service/http/idle_use.hpp"

#include <charconv>

#include "service/figures/idle_use.hpp"
#include "service/figures/signature.hpp"
#include "service/http/answer.hpp"
#include "service/reports/idle_json.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kIdleExample = R"({
"region":"13","year":2024,"path":["RGS"],"from":"2023-12-31T23:00:00Z","to":"2024-12-31T23:00:00Z",
"basePerArea":null,"price":{"value":1.2,"unit":"kr/kWh","validFrom":2024,"source":"Elavtal 2024"},
"method":{"sv":"El på nätter (18–06) och helger över en grundlast …","en":"…"},
"limits":[{"sv":"Det är användning att titta på, inte bevisat slöseri …","en":"…"}],
"buildingsWithoutHours":3,"page":1,"limit":20,"total":1,"buildings":[{"code":"B001",
"name":"Sjukhuset","orgUnit":"RGS","area":50000,"baseLoad":{"base":180,"aboveBase":212000,
"kronor":254400,"working":420,"night":231,"weekend":214,"nightShare":0.55,"weekendShare":0.51,
"hours":8712},"meters":[{"meter":"E1","carrier":"electricity","hours":8712,"missingHours":72,
"gapCount":1,"flatCount":0,"gaps":[{"start":"2024-11-08T23:00:00Z","end":"2024-11-11T23:00:00Z",
"hours":72}],"flatLines":[],"levelShift":null}]}]})";

constexpr std::string_view kSignatureExample = R"({
"region":"13","building":"B001","name":"Sjukhuset","year":2024,"baseLoad":820,"slope":310,
"changePoint":1.5,"rSquared":0.97,"cvRmse":0.06,"raw":1410000,"normalYear":1475000,
"byDegreeDays":1482000,"degreeDaySource":"…",
"text":{"sv":"Utan uppvärmning använder byggnaden 820 kWh värme per dygn …","en":"…"},
"method":{"sv":"Energisignatur av tolv månader …","en":"…"},
"months":[{"period":"2024-01","degreeDays":17.2,"use":5680,"fitted":5687}]})";

Parsed<std::optional<double>> base_in(const Request& request) {
  const auto text = request.parameter("base");
  if (!text) return std::optional<double>{};
  double value = 0.0;
  const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (problem != std::errc{} || end != text->data() + text->size() || !(value >= 0.0))
    return bad_parameter("base", "not-a-base",
                         {"Grundlasten är W/m², 0 eller mer, med decimalpunkt.",
                          "The base is W/m², 0 or more, with decimal point."});
  return std::optional{value};
}

Parsed<int> year_asked(const Request& request) {
  const auto year = year_in(request, "year");
  if (!year) return tl::unexpected{year.error()};
  if (!*year) return bad_parameter("year", "required", {"Ange ett år.", "Name a year."});
  return **year;
}

Parsed<Response> answer_idle(const Backend& backend, const Request& request) {
  figures::IdleQuestion question;
  question.owner = std::string{request.parameter("region").value_or(backend.site.region)};
  const auto year = year_asked(request);
  if (!year) return tl::unexpected{year.error()};
  const auto base = base_in(request);
  if (!base) return tl::unexpected{base.error()};
  const auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  question.year = *year;
  question.path = codes_in(request, "path");
  question.base_per_area = *base;
  std::string body;
  std::int64_t total = 0;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto found = figures::idle_use(reader, question);
    if (!found) return tl::unexpected{found.error()};
    total = std::ssize(found->buildings);
    body = reports::idle_use_to_json(*found, *page);
    return {};
  });
  if (!read) return failed(read.error());
  auto response = private_json(std::move(body));
  add_links(response, request, *page, total);
  return response;
}

Parsed<Response> answer_signature(const Backend& backend, const Request& request) {
  const std::string region{request.parameter("region").value_or(backend.site.region)};
  const auto year = year_asked(request);
  if (!year) return tl::unexpected{year.error()};
  const std::string building{request.parameter("building").value_or("")};
  std::string body;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto found = figures::building_signature(reader, region, building, *year);
    if (!found) return tl::unexpected{found.error()};
    body = reports::signature_to_json(*found);
    return {};
  });
  if (!read) return failed(read.error());
  return private_json(std::move(body));
}

Parameter region_parameter() {
  return query_parameter("region", "string", "13",
                         {"Länskod; installationens egen region om inget anges.",
                          "County code; this installation's own region unless given."});
}

Parameter year_parameter() {
  return query_parameter("year", "integer", "2024", {"Året.", "The year."}, true);
}

/// What both routes have in common: for those who may see details, and never kept.
Route detail_route(std::string pattern) {
  Route route;
  route.pattern = std::move(pattern);
  route.access = Access::kToken;
  route.action = access::Action::kDrilldownDetail;
  route.where = Where::kPool;
  return route;
}

Route idle_route(const Backend& backend) {
  auto route = detail_route("/api/v1/idle-use");
  route.summary = {"Slöseri att titta på", "Waste to look at"};
  route.description = {
      "Byggnader med timavlästa mätare, den med mest el på nätter och helger över grundlasten "
      "först, i kWh och, när ett elpris är inläst som egen faktor (electricity, price, kr/kWh), i "
      "kronor. För varje mätare timmar som saknas, raka linjer och nivåskifte. Grundlasten är den "
      "angivna eller byggnadens egen lägsta tiondel; metod och begränsningar följer med svaret.",
      "Buildings with meters read by the hour, the one with most electricity at night and at "
      "weekends above the base first, in kWh and, when a price of electricity is imported as an "
      "own factor (electricity, price, kr/kWh), in kronor. For each meter missing hours, flat "
      "lines and a level shift. The base is the stated one or the building's own lowest tenth; "
      "method and limits come with the answer."};
  route.parameters = all_of<Parameter>(
      {{region_parameter(), year_parameter(),
        query_parameter("path", "string", "RGS/B001",
                        {"Förvaltning och byggnad, med snedstreck emellan.",
                         "Org unit and building, with a slash between."}),
        query_parameter("base", "number", "4.5",
                        {"Grundlast i W/m² BRA; byggnadens egen lägsta tiondel om "
                         "inget anges.",
                         "Base in W/m² BRA; the building's own lowest tenth "
                         "unless given."})},
       page_parameters()});
  route.answers = answers({"Byggnaderna, störst först.", "The buildings, the largest first."},
                          std::string{kIdleExample}, false, {400, 401, 403, 404, 503});
  route.handler =
      answering([&backend](const Request& request) { return answer_idle(backend, request); });
  return route;
}

Route signature_route(const Backend& backend) {
  auto route = detail_route("/api/v1/energy-signature");
  route.summary = {"En byggnads energisignatur", "A building's energy signature"};
  route.description = {
      "Värme per dygn mot graddagar per dygn för de tolv senaste hela månaderna till och med året: "
      "grundlast, lutning, brytpunkt (null för en rät linje), R² och CV(RMSE), samt uppmätt värme "
      "bredvid normalårets enligt signaturen och enligt graddagarnas kvot. Nekas i ord när "
      "underlaget är för litet.",
      "Heat a day against degree days a day for the latest twelve whole months up to the year: "
      "base "
      "load, slope, change point (null for a straight line), R² and CV(RMSE), and the measured "
      "heat beside that of a normal year by the signature and by the ratio of degree days. Refused "
      "in words when there is too little to go by."};
  route.parameters = {region_parameter(), year_parameter(),
                      query_parameter("building", "string", "B001",
                                      {"Byggnadens kod.", "The building's code."}, true)};
  route.answers = answers({"Signaturen.", "The signature."}, std::string{kSignatureExample}, false,
                          {400, 401, 403, 404, 422, 503});
  route.handler =
      answering([&backend](const Request& request) { return answer_signature(backend, request); });
  return route;
}

}  // namespace

std::vector<Route> idle_use_routes(const Backend& backend) {
  return {idle_route(backend), signature_route(backend)};
}

}  // namespace tertil::http
