#include "service/http/source_words.hpp"

#include <fmt/format.h>

#include "collectors/schema.hpp"
#include "service/http/answer.hpp"

namespace tertil::http::source_words {
namespace {

constexpr std::string_view kItem = R"("id":"fuel-cards",
"name":{"sv":"Tankningar","en":"Fuel cards"},"target":"fuelTransaction","owner":"13","series":null,
"onBadRow":"quarantine","version":1,"origin":"shipped","transport":["push","upload"],
"schedule":null,"expectedEveryDays":35,"state":"current","lateDays":null,
"lastSuccess":"2026-11-03T06:00:00Z","lastAttempt":{"import":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC",
"at":"2026-11-03T06:00:00Z","state":"stored"},"nextRun":null,"rows":{"read":1200,"stored":1196,
"duplicate":0,"quarantined":4,"superseded":0},"held":0)";

std::string whole_source() {
  return fmt::format(
      R"({{{},"toml":"[mapping]\nid = \"fuel-cards\"\n…","columns":[{{"to":"quantity",
"from":"Volym","type":"decimal","unit":"l"}}],"privacy":{{"dropColumns":["Förare"],
"pseudonymise":["Regnr"],"allowColumns":[],"rejectIfValueLooksLike":["personnummer","email"],
"onMatch":"reject"}},"checks":[{{"id":"unknown-fuel","severity":"warning","parameters":{{}}}}],
"versions":[{{"version":2,"recordedAt":"2026-11-01T10:00:00Z","actor":"anna"}}]}})",
      kItem);
}

constexpr std::string_view kSuggested =
    R"json({"format":"csv","encoding":"windows-1252","sheets":[],
"headerRow":3,"rows":1234,"columns":[{"name":"Volym (l)","samples":["40,5","38"],"empty":0,
"looksPersonal":null,"suggested":{"to":"quantity","type":"decimal","unit":"l","confidence":0.95}},
{"name":"Förare","samples":["A*****"],"empty":0,"looksPersonal":"name","suggested":null}],
"mapping":{"mapping":{"id":"my-source","version":1,"target":"fuelTransaction","owner":"13"}},
"toml":"[mapping]\nid = \"my-source\"\n…","target":"fuelTransaction","refused":null})json";

constexpr std::string_view kChecked = R"({"valid":false,"faults":[{"line":12,"column":5,
"message":{"sv":"Nyckeln field.form känns inte igen. Menades from?",
"en":"The key field.form is not known. Was from meant?"}}],"toml":"…","mapping":{}})";

constexpr std::string_view kDraft = R"({"id":"5f70bf18a0865f70bf18a0865f70bf18","toml":"…",
"faults":[]})";

constexpr std::string_view kPreview = R"({"rowsRead":1200,"shown":[{"row":4,
"fields":{"date":"2026-10-01","fuel":"hvo100","quantity":"40.5","unit":"l"},
"source":["2026-10-01","HVO100","40,5"]}],"faults":[{"row":9,"column":"Volym","raw":"x",
"rule":"not-a-number","message":{"sv":"…","en":"…"}}],"totals":[{"field":"quantity","unit":"l",
"sum":48230.5}],"unmapped":["Kortnr"],"dropped":["Förare"],"refused":null})";

constexpr std::string_view kToml = "[mapping]\nid = \"fuel-cards\"\nversion = 2\n…";

}  // namespace

const Words& list() {
  static const Words words{
      {"Källor och hur de mår", "Sources and how they are doing"},
      {"Alla källor med senaste lyckade inläsning och senaste försök. state är never, current, "
       "late "
       "(inget lagrat på längre än expectedEveryDays) eller failed; held är antalet rader ur dess "
       "importer som väntar på en person. problems är mappningsfiler och lagrade mappningar som "
       "inte kan läsas, för den som får ändra källor. En importnyckel ser sina egna.",
       "Every source with its last success and last attempt. state is never, current, late "
       "(nothing stored for longer than expectedEveryDays) or failed; held is how many rows of its "
       "imports wait for a person. problems are mapping files and stored mappings that cannot be "
       "read, for those who may change sources. An importer's key sees its own."}};
  return words;
}

const Words& one() {
  static const Words words{{"En källa med sin mappning", "One source with its mapping"},
                           {"Källan, dess mappning som TOML, hur kolumner blir fält, "
                            "integritetsregler, kontroller och alla versioner. ETag behövs för att "
                            "ändra den.",
                            "The source, its mapping as TOML, how columns become fields, privacy "
                            "rules, checks and every version. The ETag is needed to change it."}};
  return words;
}

const Words& put() {
  static const Words words{
      {"Skapa eller ändra en källa", "Create or change a source"},
      {"Kroppen är mappningen som TOML eller JSON. En ny version lagras, den förra finns kvar; "
       "versionsnumret höjs om det inte gjorts. Ange If-Match vid ändring, eller If-None-Match: * "
       "för en ny. Fel ges med rad och kolumn i errors[].pointer.",
       "The body is the mapping as TOML or JSON. A new version is stored and the one before stays; "
       "the version number is raised if it was not. Send If-Match for a change, or If-None-Match: "
       "* for a new one. Faults come with line and column in errors[].pointer."}};
  return words;
}

const Words& suggest() {
  static const Words words{
      {"Föreslå en mappning för en fil", "Suggest a mapping for a file"},
      {"Kroppen är filen. Rubrikrad, typer, enheter och kolumner känns igen, och det som ser ut "
       "som "
       "personuppgifter markeras och maskas. Inget lagras.",
       "The body is the file. Header row, types, units and columns are recognised, and what looks "
       "personal is marked and masked. Nothing is stored."}};
  return words;
}

const Words& check() {
  static const Words words{
      {"Kontrollera en mappning", "Check a mapping"},
      {"Kroppen är en mappning som TOML eller JSON. Svaret har alla fel med rad och kolumn, och "
       "mappningen i båda formerna.",
       "The body is a mapping as TOML or JSON. The answer has every fault with line and column, "
       "and "
       "the mapping in both forms."}};
  return words;
}

const Words& draft() {
  static const Words words{
      {"Spara ett utkast en timme", "Keep a draft for an hour"},
      {"För att förhandsgranska och provköra en mappning innan den sparas. Bara den som gjorde "
       "utkastet kan använda det.",
       "For previewing and trying out a mapping before it is saved. Only whoever made the draft "
       "can "
       "use it."}};
  return words;
}

const Words& preview() {
  static const Words words{
      {"Förhandsgranska en fil", "Preview a file"},
      {"Kroppen är filen; source eller draft säger vilken mappning. Visar de första raderna "
       "bredvid "
       "sina råa celler, fel, summor och kolumner som inte används. Inget lagras.",
       "The body is the file; source or draft says which mapping. Shows the first rows beside "
       "their "
       "raw cells, faults, totals and columns that are not used. Nothing is stored."}};
  return words;
}

Parameter id_parameter() {
  Parameter parameter;
  parameter.name = "id";
  parameter.in = In::kPath;
  parameter.required = true;
  parameter.example = "fuel-cards";
  parameter.description = {"Källans id.", "The source's id."};
  return parameter;
}

std::vector<Parameter> put_parameters() {
  auto match = query_parameter("If-Match", "string", "\"1-9f86d081884c7d65\"",
                               {"ETag från GET; krävs när källan finns.",
                                "The ETag of the GET; needed where the source exists."});
  match.in = In::kHeader;
  auto none = query_parameter(
      "If-None-Match", "string", "*",
      {"* för en ny källa: 412 om den finns.", "* for a new source: 412 if it exists."});
  none.in = In::kHeader;
  return {id_parameter(), match, none};
}

Parameter target_parameter() {
  auto parameter = query_parameter("target", "string", "fuelTransaction",
                                   {"Vad filen ska bli; utan den väljs det som passar bäst.",
                                    "What the file is to become; without it, what fits best."});
  for (const auto target : collectors::all_targets())
    parameter.values.emplace_back(collectors::name_of(target));
  return parameter;
}

std::vector<Parameter> preview_parameters() {
  return {query_parameter("source", "string", "fuel-cards", {"Källans id.", "The source's id."}),
          query_parameter("draft", "string", "5f70bf18a0865f70bf18a0865f70bf18",
                          {"Utkastets id.", "The draft's id."})};
}

std::vector<Answer> list_answers() {
  return answers({"Källorna.", "The sources."},
                 fmt::format(R"({{"page":1,"limit":20,"total":1,"items":[{{{}}}]}})", kItem), false,
                 {400, 401, 403, 503});
}

std::vector<Answer> one_answers() {
  return answers({"Källan.", "The source."}, whole_source(), false, {401, 403, 404, 503});
}

std::vector<Answer> put_answers() {
  auto all = answers({"Ändrad.", "Changed."}, whole_source(), false,
                     {400, 401, 403, 409, 412, 415, 422, 503, 507});
  all.insert(all.begin() + 1, {201, "application/json", {"Skapad.", "Created."}, whole_source()});
  return all;
}

std::vector<Answer> suggest_answers() {
  return answers({"Förslaget.", "The suggestion."}, std::string{kSuggested}, false,
                 {400, 401, 403, 413, 429, 503});
}

std::vector<Answer> check_answers() {
  return answers({"Felen, om några.", "The faults, if any."}, std::string{kChecked}, false,
                 {400, 401, 403, 415});
}

std::vector<Answer> draft_answers() {
  auto all = answers({}, {}, false, {400, 401, 403, 415, 503});
  all.front() = {201, "application/json", {"Utkastet.", "The draft."}, std::string{kDraft}};
  return all;
}

std::vector<Answer> preview_answers() {
  return answers({"Vad mappningen gör av filen.", "What the mapping makes of the file."},
                 std::string{kPreview}, false, {400, 401, 403, 404, 413, 422, 429, 503});
}

std::vector<Body> mapping_bodies() {
  return {{"application/toml", std::string{kToml}},
          {"application/json",
           R"({"mapping":{"id":"fuel-cards","version":2,"target":"fuelTransaction"},"field":[]})"}};
}

Text mapping_body() {
  return {"Mappningen som TOML, eller samma sak som JSON.",
          "The mapping as TOML, or the same as JSON."};
}

}  // namespace tertil::http::source_words
