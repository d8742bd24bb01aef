#include "service/http/meters.hpp"

#include <charconv>

#include "service/figures/meter_use.hpp"
#include "service/http/answer.hpp"
#include "service/reports/meter_json.hpp"

namespace tertil::http {
namespace {

using figures::UseStep;

constexpr std::string_view kExample = R"({
"meter":"735999114001234567","owner":"13","building":"B001","carrier":"electricity","unit":"kWh",
"year":2024,"month":3,"step":"day","readings":[{"start":"2024-02-29T23:00:00Z",
"end":"2024-03-01T23:00:00Z","value":412.5,"estimated":false,
"import":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC"}],"total":12780.25,"coverage":0.98,"flags":["gap"]})";

Parsed<std::optional<int>> month_in(const Request& request) {
  const auto text = request.parameter("month");
  if (!text) return std::optional<int>{};
  int month = 0;
  const auto* const end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, month);
  if (read.ec != std::errc{} || read.ptr != end || month < 1 || month > 12)
    return bad_parameter("month", "not-a-month",
                         {"Månaden är ett tal från 1 till 12.", "The month is a number, 1 to 12."});
  return std::optional{month};
}

UseStep step_in(const Request& request, bool of_month) {
  const auto text = request.parameter("step");
  if (!text) return of_month ? UseStep::kDay : UseStep::kMonth;
  if (*text == "hour") return UseStep::kHour;
  return *text == "day" ? UseStep::kDay : UseStep::kMonth;
}

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto year = year_in(request, "year");
  if (!year) return tl::unexpected{year.error()};
  if (!*year) return bad_parameter("year", "required", {"Ange ett år.", "Name a year."});
  const auto month = month_in(request);
  if (!month) return tl::unexpected{month.error()};
  figures::MeterQuestion question;
  question.owner = std::string{request.path_parameter("owner")};
  question.meter = std::string{request.path_parameter("meter")};
  question.year = **year;
  question.month = *month;
  question.step = step_in(request, month->has_value());
  std::string body;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto use = figures::meter_use(reader, question);
    if (!use) return tl::unexpected{use.error()};
    body = reports::meter_to_json(*use);
    return {};
  });
  if (!read) return failed(read.error());
  return private_json(std::move(body));
}

Parameter path_parameter(std::string name, std::string example, Text description) {
  Parameter parameter;
  parameter.name = std::move(name);
  parameter.in = In::kPath;
  parameter.required = true;
  parameter.example = std::move(example);
  parameter.description = std::move(description);
  return parameter;
}

}  // namespace

std::vector<Route> meter_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/meters/{owner}/{meter}";
  route.summary = {"Vad en mätare har mätt", "What a meter has measured"};
  route.description = {
      "En mätares användning timme för timme (som den lästes av), dag för dag eller månad för "
      "månad, med vilken import varje tal kom ur. Mätarställningar visas som skillnaden mellan två "
      "avläsningar. Lokala dygn har 23, 24 eller 25 timmar.",
      "A meter's use hour by hour (as it was read), day by day or month by month, with the import "
      "that each number came from. Counter readings are shown as the difference between two. Local "
      "days have 23, 24 or 25 hours."};
  auto step = query_parameter("step", "string", "day",
                              {"Indelning; månad för ett år och dag för en månad om inget anges.",
                               "Division; month for a year and day for a month unless given."});
  step.values = {"hour", "day", "month"};
  route.parameters = {
      path_parameter("owner", "13",
                     {"Länskoden vars data det är.", "The county whose data it is."}),
      path_parameter("meter", "735999114001234567", {"Mätarens id.", "The meter's id."}),
      query_parameter("year", "integer", "2024", {"Året.", "The year."}, true),
      query_parameter("month", "integer", "3",
                      {"Månaden, 1–12; hela året om inget anges.",
                       "The month, 1–12; the whole year unless given."}),
      std::move(step)};
  route.answers = answers({"Mätarens värden.", "The meter's values."}, std::string{kExample}, false,
                          {400, 401, 403, 404, 503});
  route.access = Access::kToken;
  route.action = access::Action::kDrilldownDetail;
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
