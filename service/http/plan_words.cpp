#include "service/http/plan_words.hpp"

#include <fmt/format.h>

#include "service/http/answer.hpp"

namespace tertil::http::plan_words {
namespace {

/// Made up: the shape and the sums are what matter.
constexpr std::string_view kContent = R"("name":"Byte av ventilationsaggregat",
"description":"Exempel i dokumentationen.","state":"proposed","orgUnit":"RGS","start":"2025-03",
"end":"2027","investment":6000000,"annualCost":0,"annualSaving":400000,"lifetime":20,
"co2eTonnes":60,"overlapGroup":null,"effects":[{"keyFigure":"energy-use-premises","change":-4,
"fromYear":2025,"fullYear":2027,"confidence":"medium"}],
"source":{"text":"Exempel","document":"Exempel"})";

std::string measure_example() {
  return fmt::format(
      R"({{"id":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","plan":"handlingsplan-2023-2026","version":2,
"recordedAt":"2026-11-22T13:00:00Z",{},"example":true,"annualised":22166.46115398005,
"costPerTonne":369.4410192330008,
"costPerUnit":[{{"keyFigure":"energy-use-premises","value":5541.615288495012}}],"missing":[]}})",
      kContent);
}

constexpr std::string_view kPlans = R"({"items":[{"id":"handlingsplan-2023-2026","version":1,
"owner":"13","name":"Handlingsplan för Region Hallands interna klimat- och miljöarbete 2023–2026",
"from":2023,"to":2026,"source":{"text":"Planens namn och period.",
"document":"Region Halland, Bokslut 2024, Region Hallands interna klimat- och miljöarbete"}}]})";

}  // namespace

const Words& plans() {
  static const Words words{
      {"Handlingsplaner", "Action plans"},
      {"Alla planer med period och källa.", "Every plan with its period and source."}};
  return words;
}

const Words& measures() {
  static const Words words{
      {"En plans åtgärder med kostnad per ton", "A plan's measures with their cost per tonne"},
      {"Åtgärderna som de gäller nu, eller gällde vid asOf. annualised är kronor per år: "
       "investeringen fördelad på livslängden med kalkylräntan, plus drift, minus besparing. "
       "costPerTonne är den delad med undvikna ton CO2e per år; costPerUnit per enhet som ett "
       "nyckeltal blir bättre. Saknas något är kostnaden null och missing säger vad. Okänt är "
       "aldrig noll. example betyder Exempeldata.",
       "The measures as they hold now, or held at asOf. annualised is SEK a year: the investment "
       "spread over its lifetime at the discount rate, plus running cost, minus saving. "
       "costPerTonne is that over the tonnes of CO2e avoided a year; costPerUnit per unit that a "
       "key figure gets better. Where something is missing the cost is null and missing says what. "
       "Unknown is never zero. example means made-up data."}};
  return words;
}

const Words& measure() {
  static const Words words{
      {"En åtgärd", "One measure"},
      {"Åtgärden som den gäller nu. ETag är dess version och behövs för att ändra den.",
       "The measure as it holds now. Its ETag is its version and is needed to change it."}};
  return words;
}

const Words& create() {
  static const Words words{
      {"Lägg till en åtgärd", "Add a measure"},
      {"Åtgärden får ett id och version 1. Fel ges med plats i errors[].pointer.",
       "The measure gets an id and version 1. Faults come with their place in "
       "errors[].pointer."}};
  return words;
}

const Words& replace() {
  static const Words words{
      {"Ändra en åtgärd", "Change a measure"},
      {"Hela åtgärden skickas; en ny version lagras och den förra finns kvar. Ange If-Match med "
       "ETag från GET. Det svaret lade till (id, version, kostnader) får skickas med och läses "
       "inte.",
       "The whole measure is sent; a new version is stored and the one before stays. Send If-Match "
       "with the ETag of the GET. What that answer added (id, version, costs) may be sent back and "
       "is not read."}};
  return words;
}

const Words& undo() {
  static const Words words{
      {"Ångra en ändring", "Take a change back"},
      {"En ny version lagras med innehållet i den förra, eller i den som version nämner. Inget "
       "försvinner: även en ångrad ändring kan ångras.",
       "A new version is stored with the content of the one before, or of the one that version "
       "names. Nothing is lost: an undo can be undone."}};
  return words;
}

const Words& history() {
  static const Words words{
      {"En åtgärds alla versioner", "Every version of a measure"},
      {"Den nyaste först, med tid, person och roll. restores är versionen vars innehåll en "
       "ångring tog tillbaka.",
       "The newest first, with time, person and role. restores is the version whose content an "
       "undo brought back."}};
  return words;
}

Parameter plan_parameter() {
  auto parameter = query_parameter("plan", "string", "handlingsplan-2023-2026",
                                   {"Planens id.", "The plan's id."}, true);
  parameter.in = In::kPath;
  return parameter;
}

Parameter measure_parameter() {
  auto parameter = query_parameter("id", "string", "destruktionsanlaggning-lustgas",
                                   {"Åtgärdens id.", "The measure's id."}, true);
  parameter.in = In::kPath;
  return parameter;
}

Parameter rate_parameter() {
  return query_parameter(
      "discountRate", "number", "0.035",
      {"Real kalkylränta, 0 till 1; 0.035 om inget anges. Ett antagande, inte ett faktum.",
       "Real discount rate, 0 to 1; 0.035 unless given. An assumption, not a fact."});
}

Parameter if_match_parameter() {
  auto parameter = query_parameter(
      "If-Match", "string", "\"2\"",
      {"ETag från GET: versionen som ändringen gjordes från. 412 om en nyare finns.",
       "The ETag of the GET: the version that the change was made from. 412 if "
       "there is a newer one."},
      true);
  parameter.in = In::kHeader;
  return parameter;
}

Parameter version_parameter() {
  return query_parameter("version", "integer", "1",
                         {"Versionen att gå tillbaka till; utan den den förra.",
                          "The version to go back to; without it the one before."});
}

std::vector<Answer> plans_answers() {
  return answers({"Planerna.", "The plans."}, std::string{kPlans}, false, {400, 503});
}

std::vector<Answer> measures_answers() {
  return answers({"Åtgärderna.", "The measures."},
                 fmt::format(R"({{"plan":"handlingsplan-2023-2026",
"name":"Handlingsplan för Region Hallands interna klimat- och miljöarbete 2023–2026","from":2023,
"to":2026,"asOf":null,"discountRate":0.035,"items":[{}],"example":true}})",
                             measure_example()),
                 true, {400, 404, 503});
}

std::vector<Answer> measure_answers(const std::vector<unsigned>& problems) {
  return answers({"Åtgärden.", "The measure."}, measure_example(), false, problems);
}

std::vector<Answer> create_answers() {
  auto all = answers({}, {}, false, {400, 401, 403, 404, 415, 422, 503, 507});
  all.front() = {201, "application/json", {"Tillagd.", "Added."}, measure_example()};
  return all;
}

std::vector<Answer> history_answers() {
  return answers({"Versionerna.", "The versions."},
                 fmt::format(R"({{"plan":"handlingsplan-2023-2026",
"id":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","items":[{{"version":2,"recordedAt":"2026-11-22T13:00:00Z",
"actor":"anna","role":"editor","restores":null,"measure":{{{},"example":true}}}}]}})",
                             kContent),
                 false, {401, 403, 404, 503});
}

std::vector<Body> measure_bodies() {
  return {{"application/json", fmt::format("{{{}}}", kContent)}};
}

Text measure_body() {
  return {
      "Åtgärden. Det som utelämnas eller är null är okänt; name måste finnas. change är i "
      "nyckeltalets enhet, med tecken.",
      "The measure. What is left out or null is unknown; name must be there. change is in the "
      "key figure's unit, with its sign."};
}

}  // namespace tertil::http::plan_words
