#include "service/http/scenarios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "service/http/answer.hpp"
#include "service/http/import_access.hpp"
#include "service/http/json_object.hpp"
#include "service/http/plan_words.hpp"
#include "service/http/plans.hpp"
#include "service/plans/measure_costs.hpp"
#include "service/plans/scenario.hpp"
#include "service/reports/saved_scenario_json.hpp"
#include "service/store/audit.hpp"
#include "service/store/scenarios.hpp"
#include "service/store/sha256.hpp"
#include "service/store/ulid.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;
using store::ScenarioVersion;

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kMostParts = 100;
constexpr std::size_t kMostScenarios = 500;
constexpr auto kEdit = access::Action::kMeasureEdit;
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

constexpr std::string_view kContent = R"("name":"Ventilation och led","keyFigure":
"energy-use-premises","region":"13","year":2026,"measures":["destruktionsanlaggning-lustgas"],
"values":{"energy-use-premises":180})";

std::string example() {
  return fmt::format(
      R"({{"id":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","plan":"handlingsplan-2023-2026","version":1,{},
"slug":"energi","savedBy":"anna","role":"coordinator","savedAt":"2026-11-22T13:00:00Z",
"assumption":{{"sv":"Antagande: ett sparat urval, inga fakta.",
"en":"Assumption: a saved choice, no facts."}}}})",
      kContent);
}

/// The members as they are written; nothing if one has the wrong type or is not known.
std::optional<SavedScenario> scenario_of(const json& body) {
  constexpr std::array<std::string_view, 6> kMembers{"name", "keyFigure", "region",
                                                     "year", "measures",  "values"};
  if (!body.is_object()) return std::nullopt;
  for (const auto& [name, value] : body.items())
    if (std::ranges::find(kMembers, name) == kMembers.end()) return std::nullopt;
  const auto text = [&](const char* member) {
    const auto found = body.find(member);
    return found != body.end() && found->is_string() ? found->get<std::string>() : std::string{};
  };
  SavedScenario read{text("name"), text("keyFigure"), text("region"), 0, {}, {}};
  const auto year = body.find("year");
  if (year == body.end() || !year->is_number_integer()) return std::nullopt;
  const auto number = year->get<std::int64_t>();
  if (number < kFirstYear || number > kLastYear) return std::nullopt;
  read.year = static_cast<int>(number);
  if (const auto found = body.find("measures"); found != body.end()) {
    if (!found->is_array() || found->size() > kMostParts) return std::nullopt;
    for (const auto& one : *found) {
      if (!one.is_string()) return std::nullopt;
      read.measures.push_back(one.get<std::string>());
    }
  }
  if (const auto found = body.find("values"); found != body.end()) {
    if (!found->is_object() || found->size() > kMostParts) return std::nullopt;
    for (const auto& [figure, value] : found->items()) {
      if (!value.is_number()) return std::nullopt;
      read.assumed[figure] = value.get<double>();
    }
  }
  return read;
}

Parsed<SavedScenario> scenario_in(const Request& request) {
  if (request.content_type != "application/json")
    return failed({ErrorCode::kUnsupported,
                   {"Skicka scenariot som JSON med Content-Type: application/json.",
                    "Send the scenario as JSON with Content-Type: application/json."},
                   {}});
  const auto parsed = collectors::parse_json(request.body);
  if (const auto* fault = std::get_if<collectors::JsonFault>(&parsed))
    return failed({ErrorCode::kInvalidInput, {fault->message.sv, fault->message.en}, {}});
  auto read = scenario_of(std::get<json>(parsed));
  if (!read)
    return failed({ErrorCode::kRefused,
                   {"Scenariot ska ha name, keyFigure, region, year (1990–2100), measures (en "
                    "lista av id) och values (tal per nyckeltal), och inget annat.",
                    "The scenario must have name, keyFigure, region, year (1990–2100), measures (a "
                    "list of ids) and values (numbers by key figure), and nothing else."},
                   {}});
  if (read->name.find_first_not_of(" \t\r\n") == std::string::npos)
    return bad_member(
        "name", "missing-member",
        {"Ge scenariot ett namn, högst 200 byte.", "Give the scenario a name, 200 bytes at most."});
  if (auto wrong = unfit(read->name, kLongestName))
    return bad_member("name", wrong->code, std::move(wrong->message));
  return *std::move(read);
}

/// Whether it can be opened again: everything that it names is there. Ids are made canonical.
Result<void> check_opens(store::Reader& reader, const figures::Snapshot& snapshot,
                         std::string_view plan, SavedScenario& scenario) {
  if (const auto named = plan_named(reader, plan, std::nullopt); !named)
    return tl::unexpected{named.error()};
  const auto* figure = snapshot.figure(scenario.key_figure);
  if (figure == nullptr) return figures::unknown_key_figure(scenario.key_figure);
  scenario.key_figure = figure->definition.id;
  const auto measures = store::measures(reader, plan);
  if (!measures) return tl::unexpected{measures.error()};
  const auto opened = plans::scenario(
      *measures, snapshot,
      {scenario.region, scenario.year, scenario.measures, scenario.assumed, plans::kDiscountRate});
  if (!opened) return tl::unexpected{opened.error()};
  return {};
}

Result<void> append(store::Writer& writer, ScenarioVersion& version, std::string_view action,
                    const Request& request) {
  version.stamp.recorded_at = writer.recorded_at();
  if (auto added = store::add_scenario(writer, version); !added) return added;
  const auto digest = store::sha256_hex(reports::saved_scenario_content(version.scenario));
  store::AuditEntry entry;
  entry.actor = version.stamp.actor;
  entry.role = version.stamp.role;
  entry.action = action;
  entry.object = fmt::format("plan/{}/scenario/{}", version.plan, version.id);
  entry.note = fmt::format("version {}", version.stamp.version);
  (version.deleted ? entry.before_sha256 : entry.after_sha256) = digest;
  entry.request = request.id;
  return store::append_audit(writer, entry);
}

Parsed<Response> list(const Backend& backend, const Request& request) {
  const auto plan = request.path_parameter("plan");
  std::string body;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    if (const auto named = plan_named(reader, plan, std::nullopt); !named)
      return tl::unexpected{named.error()};
    const auto found = store::scenarios(reader, plan);
    if (!found) return tl::unexpected{found.error()};
    body = reports::saved_scenarios_to_json(plan, *found, *backend.published.current());
    return {};
  });
  if (!read) return failed(read.error());
  return private_json(std::move(body));
}

Parsed<Response> save(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  auto scenario = scenario_in(request);
  if (!scenario) return tl::unexpected{scenario.error()};
  const auto snapshot = backend.published.current();
  ScenarioVersion version{std::string{request.path_parameter("plan")},
                          store::ulid(backend.clock.now()),
                          std::move(*scenario),
                          false,
                          {1, caller->id, caller->role, {}}};
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    if (auto opens = check_opens(writer, *snapshot, version.plan, version.scenario); !opens)
      return opens;
    const auto there = store::scenarios(writer, version.plan);
    if (!there) return tl::unexpected{there.error()};
    if (there->size() >= kMostScenarios)
      return fail(ErrorCode::kRefused, {"Planen har redan 500 sparade scenarier. Ta bort något.",
                                        "The plan has 500 saved scenarios already. Remove one."});
    return append(writer, version, store::audit::kScenarioSave, request);
  });
  if (!written) return failed(written.error());
  auto response = private_json(reports::saved_scenario_to_json(version, *snapshot));
  response.status = 201;
  response.headers.emplace_back("Location", fmt::format("scenarios/{}", version.id));
  return response;
}

Parsed<Response> remove(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    const auto there = store::scenarios(writer, request.path_parameter("plan"));
    if (!there) return tl::unexpected{there.error()};
    const auto found =
        std::ranges::find(*there, request.path_parameter("id"), &ScenarioVersion::id);
    if (found == there->end())
      return fail(ErrorCode::kNotFound,
                  {"Det finns inget sådant sparat scenario.", "There is no such saved scenario."});
    const auto role = access::role_named(caller->role);
    if (found->stamp.actor != caller->id && !(role && access::may(*role, kEdit, false)))
      return fail(ErrorCode::kForbidden,
                  {"Du får bara ta bort scenarier som du själv har sparat.",
                   "You may only remove scenarios that you have saved yourself."});
    auto version = *found;
    version.deleted = true;
    version.stamp = {found->stamp.version + 1, caller->id, caller->role, {}};
    return append(writer, version, store::audit::kScenarioRemove, request);
  });
  if (!written) return failed(written.error());
  Response response;
  response.status = 204;
  return response;
}

}  // namespace

std::vector<Route> scenario_routes(const Backend& backend) {
  using Answerer = Parsed<Response> (*)(const Backend&, const Request&);
  const auto route = [&backend](Method method, std::string end, Text summary, Text description,
                                Answerer answer) {
    Route made;
    made.method = method;
    made.pattern = "/api/v1/plans/{plan}/scenarios" + std::move(end);
    made.summary = std::move(summary);
    made.description = std::move(description);
    made.parameters = {plan_words::plan_parameter()};
    made.access = Access::kToken;
    made.action = kEdit;
    made.where = Where::kPool;
    made.handler =
        answering([&backend, answer](const Request& request) { return answer(backend, request); });
    return made;
  };
  auto listing = route(
      Method::kGet, "", {"En plans sparade scenarier", "A plan's saved scenarios"},
      {"Namngivna urval av åtgärder och antagna värden, vem som sparade dem och när. De är "
       "antaganden och blandas aldrig med fakta; vad de ger räknas på nytt i scenario.",
       "Named choices of measures and assumed values, who saved them and when. They are "
       "assumptions and never mixed with facts; what they give is computed anew by scenario."},
      list);
  listing.answers = answers({"Scenarierna.", "The scenarios."},
                            fmt::format(R"({{"plan":"handlingsplan-2023-2026","items":[{}],
"assumption":{{"sv":"Antagande: ett sparat urval, inga fakta.",
"en":"Assumption: a saved choice, no facts."}}}})",
                                        example()),
                            false, {401, 403, 404, 503});
  auto saving =
      route(Method::kPost, "", {"Spara ett scenario", "Save a scenario"},
            {"Scenariot prövas som i scenario och får ett id. Det loggas vem som sparade det.",
             "The scenario is tried as by scenario and gets an id. Who saved it is logged."},
            save);
  saving.answers = answers({}, {}, false, {400, 401, 403, 404, 415, 422, 503, 507});
  saving.answers.front() = {201, "application/json", {"Sparat.", "Saved."}, example()};
  saving.bodies = {{"application/json", fmt::format("{{{}}}", kContent)}};
  saving.body_description = {
      "name, keyFigure (nyckeltalet som scenariot gäller), region, year, measures (id av dem som "
      "är på) och values (antagna värden per nyckeltal).",
      "name, keyFigure (the one the scenario is about), region, year, measures (ids of those that "
      "are on) and values (assumed values by key figure)."};
  auto removing =
      route(Method::kDelete, "/{id}", {"Ta bort ett sparat scenario", "Remove a saved scenario"},
            {"En ny version säger att det är borttaget; de tidigare finns kvar i lagret.",
             "A new version says that it was removed; the earlier ones stay in the store."},
            remove);
  auto id = query_parameter("id", "string", "01KAMZ5W9V6Q0H3N2B8RJ4T7XC",
                            {"Scenariots id.", "The scenario's id."}, true);
  id.in = In::kPath;
  removing.parameters.push_back(std::move(id));
  removing.answers = answers({}, {}, false, {401, 403, 404, 503, 507});
  removing.answers.front() = {204, "", {"Borttaget.", "Removed."}, ""};
  std::vector<Route> routes;
  for (auto* made : {&listing, &saving, &removing}) routes.push_back(std::move(*made));
  return routes;
}

}  // namespace tertil::http
