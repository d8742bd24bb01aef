#include "service/http/plan_item_words.hpp"

#include <fmt/format.h>

#include <array>

#include "service/http/answer.hpp"
#include "service/http/plan_words.hpp"

namespace tertil::http::plan_item_words {
namespace {

struct Kind {
  Text one;   ///< "ett mål"
  Text many;  ///< "mål"
  std::string_view id;
  std::string_view content;
};

constexpr std::string_view kSource = R"("source":{"text":"Exempel","document":"Exempel"})";

/// Made up: the shape is what matters. In the order of PlanItemKind.
const std::array<Kind, 8>& kinds() {
  static const std::array<Kind, 8> all{
      {{{"ett fokusområde", "a focus area"},
        {"fokusområden", "focus areas"},
        "minskad-paverkan",
        R"("name":"Minskad klimatpåverkan","position":1)"},
       {{"ett mål", "a goal"},
        {"mål", "goals"},
        "resor",
        R"("assignedTo":["RGS"],"focusArea":"minskad-paverkan","mandate":null,"position":1,
"text":"Resor i tjänsten ska vara fossilfria.","vision":null)"},
       {{"en målindikator", "a goal indicator"},
        {"målindikatorer", "goal indicators"},
        "elbilar",
        R"("facts":[{"period":"2024","source":null,"text":"Exempel","value":20}],"goal":"resor",
"keyFigure":"electric-car-share","level":"strategic","name":"Andel elbilar","unit":"%",
"weight":null)"},
       {{"ett målvärde", "a target"},
        {"målvärden", "targets"},
        "elbilar-2026",
        R"("averaging":1,"baselineValue":10,"baselineYear":2022,"decision":{"body":"Exempel",
"date":"2023-02-01","reference":null},"direction":null,"high":null,"indicator":"elbilar",
"low":null,"orgUnit":null,"path":"linear","undetermined":false,"value":40,"year":2026)"},
       {{"en aktivitet", "an activity"},
        {"aktiviteter", "activities"},
        "01KAMZ5W9V6Q0H3N2B8RJ4T7XD",
        R"("comment":null,"done":null,"due":"2026-05-31","measure":"byte-av-belysning",
"name":"Upphandla armaturer","responsible":"Enheten för drift")"},
       {{"en statusuppdatering", "a status update"},
        {"statusuppdateringar", "status updates"},
        "01KAMZ5W9V6Q0H3N2B8RJ4T7XE",
        R"("date":"2026-04-02","measure":"byte-av-belysning","state":"ongoing",
"text":"Upphandlingen är klar.","timeliness":null)"},
       {{"en bedömning", "an assessment"},
        {"bedömningar", "assessments"},
        "resor.2026-UR1",
        R"("date":"2026-05-20","decidedBy":"Exempelnämnden","evidence":[{"criterion":"outcome",
"text":"Andelen ökade."}],"goal":"resor","motivation":"Ökar, men inte fort nog.",
"occasion":"2026-UR1","verdict":"partial")"},
       {{"en organisationsenhet", "a unit of the organisation"},
        {"organisationens enheter", "the units of the organisation"},
        "RGS",
        R"("code":"RGS","kind":"administration","name":{"sv":"Regionservice",
"en":"Regionservice"},"parent":null,"validFrom":null,"validTo":null)"}}};
  return all;
}

const Kind& named(PlanItemKind kind) { return kinds().at(static_cast<std::size_t>(kind)); }

std::string example_of(PlanItemKind kind) {
  const auto& words = named(kind);
  return fmt::format(R"({{"id":"{}","version":2,"changedAt":"2026-11-22T13:00:00Z",
"changedBy":"anna",{},{},"example":true}})",
                     words.id, words.content, kSource);
}

Parameter id_parameter(PlanItemKind kind) {
  const auto& words = named(kind);
  auto parameter =
      query_parameter("id", "string", std::string{words.id},
                      {"Id, som listan ger det.", "The id, as the list gives it."}, true);
  parameter.in = In::kPath;
  return parameter;
}

Parameter if_none_match_parameter() {
  auto parameter = query_parameter(
      "If-None-Match", "string", "*",
      {"*: bara om det inte finns; annars 412.", "*: only if it is not there; else 412."});
  parameter.in = In::kHeader;
  return parameter;
}

Text of(std::string_view sv, std::string_view en, const Kind& kind) {
  return {fmt::format("{} {}", sv, kind.one.sv), fmt::format("{} {}", en, kind.one.en)};
}

std::string upper_first(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

void describe_reading(Route& route, PlanItemKind kind, Verb verb) {
  const auto& words = named(kind);
  if (verb == Verb::kList) {
    route.summary = kind == PlanItemKind::kOrgUnit
                        ? Text{upper_first(words.many.sv), upper_first(words.many.en)}
                        : Text{"Planens " + words.many.sv, "The plan's " + words.many.en};
    route.description = {
        "Som de gäller nu, eller gällde vid asOf. changedBy ges bara till den som är inloggad och "
        "får ändra. example betyder Exempeldata.",
        "As they hold now, or held at asOf. changedBy is given only to whoever is signed in and "
        "may change them. example means made-up data."};
    for (auto& parameter : page_parameters()) route.parameters.push_back(std::move(parameter));
    route.parameters.push_back(as_of_parameter());
    route.answers =
        answers({"Listan.", "The list."},
                fmt::format(R"({{"items":[{}],"page":1,"limit":20,"total":1}})", example_of(kind)),
                false, {400, 404, 503});
    return;
  }
  if (verb == Verb::kHistory) {
    route.summary = {fmt::format("Alla versioner av {}", words.one.sv),
                     fmt::format("Every version of {}", words.one.en)};
    route.description = {
        "Den nyaste först, med tid, person och roll. restores är versionen vars innehåll en "
        "ångring tog tillbaka; removed en borttagning.",
        "The newest first, with time, person and role. restores is the version whose content an "
        "undo brought back; removed a removal."};
    route.answers =
        answers({"Versionerna.", "The versions."},
                fmt::format(R"({{"plan":{},"kind":"{}","id":"{}","items":[{{"version":2,
"recordedAt":"2026-11-22T13:00:00Z","actor":"anna","role":"coordinator","restores":null,
"removed":false,"item":{{{},{}}}}}]}})",
                            kind == PlanItemKind::kOrgUnit ? "null" : "\"handlingsplan-2023-2026\"",
                            to_string(kind), words.id, words.content, kSource),
                false, {401, 403, 404, 503});
    return;
  }
  route.summary = {upper_first(words.one.sv), upper_first(words.one.en)};
  route.description = {"Som det gäller nu. ETag är versionen och behövs för att ändra.",
                       "As it holds now. The ETag is the version and is needed to change it."};
  route.answers = answers({"Innehållet.", "The content."}, example_of(kind), false, {404, 503});
}

void describe_writing(Route& route, PlanItemKind kind, Verb verb) {
  const auto& words = named(kind);
  const Text whole{
      "Hela innehållet. Det som utelämnas eller är null är okänt. Det GET lade till (id, version, "
      "changedAt, changedBy) får skickas med och läses inte. Ett okänt fält är ett fel.",
      "The whole content. What is left out or null is unknown. What the GET added (id, version, "
      "changedAt, changedBy) may be sent back and is not read. An unknown member is a fault."};
  switch (verb) {
    case Verb::kCreate:
      route.summary = of("Lägg till", "Add", words);
      route.description = {"Får version 1. Fel ges med plats i errors[].pointer.",
                           "Gets version 1. Faults come with their place in errors[].pointer."};
      route.parameters.push_back(if_none_match_parameter());
      route.answers = answers({}, {}, false, {400, 401, 403, 404, 409, 412, 415, 422, 503, 507});
      route.answers.front() = {201, "application/json", {"Tillagt.", "Added."}, example_of(kind)};
      break;
    case Verb::kReplace:
      route.summary = of("Ändra", "Change", words);
      route.description = {
          "En ny version lagras och den förra finns kvar. Ange If-Match med ETag från GET.",
          "A new version is stored and the one before stays. Send If-Match with the ETag of the "
          "GET."};
      route.answers = answers({"Ändrat.", "Changed."}, example_of(kind), false,
                              {400, 401, 403, 404, 409, 412, 415, 422, 503, 507});
      break;
    case Verb::kRemove:
      route.summary = of("Ta bort", "Remove", words);
      route.description = {
          "En version som säger att det är borttaget; undo tar tillbaka det. 409 om något annat "
          "hänvisar dit. ETag i svaret behövs för att ångra.",
          "A version that says it is removed; undo brings it back. 409 if something else refers to "
          "it. The answer's ETag is needed to undo."};
      route.answers = answers({}, {}, false, {401, 403, 404, 409, 412, 503, 507});
      route.answers.front() = {204, "", {"Borttaget.", "Removed."}, {}};
      break;
    default:
      route.summary = {fmt::format("Ångra en ändring av {}", words.one.sv),
                       fmt::format("Take back a change of {}", words.one.en)};
      route.description = {
          "En ny version med innehållet i den förra, eller i den som version nämner. Även en "
          "borttagning kan ångras, och en ångring.",
          "A new version with the content of the one before, or of the one that version names. A "
          "removal can be undone as well, and so can an undo."};
      route.parameters.push_back(plan_words::version_parameter());
      route.answers = answers({"Återställt.", "Restored."}, example_of(kind), false,
                              {400, 401, 403, 404, 409, 412, 422, 503, 507});
  }
  if (verb != Verb::kCreate) route.parameters.push_back(plan_words::if_match_parameter());
  if (verb == Verb::kCreate || verb == Verb::kReplace) {
    route.bodies = {{"application/json", fmt::format("{{{},{}}}", words.content, kSource)}};
    route.body_description = whole;
  }
}

/// Made up, as the assessment of it.
constexpr std::string_view kSuggestion = R"({"verdict":"partial","rules":[{"criterion":"outcome",
"verdict":"partial","text":{"sv":"0 av 1 bedömbara når målet eller är på väg.","en":"0 of 1 that can be assessed meet the target or are on track."}},
{"criterion":"activities","verdict":"notAssessed","text":{"sv":"Ingen aktivitet skulle ha varit klar.",
"en":"No activity was due."}}]})";

}  // namespace

void describe_suggestion(Route& route) {
  route.summary = {"Vad maskinen skulle säga om ett mål", "What the machine would say of a goal"};
  route.description = {
      "Ett förslag till bedömning med en rad per kriterium: utfall, aktiviteter, nedbrutna mål och "
      "kvalitetsindikatorer. Externa faktorer och kompletterande material föreslås aldrig. En "
      "person bestämmer.",
      "A suggested verdict with one line for each criterion: outcome, activities, subgoals and "
      "quality indicators. External factors and supplementary material are never suggested. A "
      "person decides."};
  route.parameters = {plan_words::plan_parameter(), id_parameter(PlanItemKind::kGoal),
                      query_parameter("occasion", "string", "2026-UR1",
                                      {"Tillfället: år och UR1, UR2 eller AR.",
                                       "The occasion: year and UR1, UR2 or AR."},
                                      true)};
  route.answers =
      answers({"Förslaget.", "The suggestion."}, std::string{kSuggestion}, false, {400, 404, 503});
}

void describe(Route& route, PlanItemKind kind, Verb verb) {
  if (kind != PlanItemKind::kOrgUnit) route.parameters.push_back(plan_words::plan_parameter());
  if (verb != Verb::kList && verb != Verb::kCreate) route.parameters.push_back(id_parameter(kind));
  if (verb == Verb::kList || verb == Verb::kOne || verb == Verb::kHistory)
    describe_reading(route, kind, verb);
  else
    describe_writing(route, kind, verb);
}

void describe_plan(Route& route) {
  route.summary = {"En hel handlingsplan", "A whole action plan"};
  route.description = {
      "Planen med fokusområden, mål, målindikatorer och målvärden, och hur många åtgärder, "
      "aktiviteter, uppdateringar och bedömningar den har. Som den gäller nu, eller gällde vid "
      "asOf.",
      "The plan with its focus areas, goals, goal indicators and targets, and how many measures, "
      "activities, updates and assessments it has. As it holds now, or held at asOf."};
  route.parameters = {plan_words::plan_parameter(), as_of_parameter()};
  route.answers = answers(
      {"Planen.", "The plan."},
      fmt::format(R"({{"id":"handlingsplan-2023-2026","name":"Exempel","from":2023,"to":2026,
"owner":"13","decidedBy":null,"reference":null,{},"focusAreas":[{}],"goals":[{}],
"indicators":[{}],"targets":[{}],"counts":{{"focusAreas":1,"goals":1,"indicators":1,"targets":1,
"measures":1,"activities":1,"updates":1,"assessments":1}},"example":true}})",
                  kSource, example_of(PlanItemKind::kFocusArea), example_of(PlanItemKind::kGoal),
                  example_of(PlanItemKind::kIndicator), example_of(PlanItemKind::kTarget)),
      false, {400, 404, 503});
}

}  // namespace tertil::http::plan_item_words
