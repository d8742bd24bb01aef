#include "service/http/report_words.hpp"

#include "service/http/answer.hpp"
#include "service/reports/format.hpp"

namespace tertil::http::report_words {
namespace {

constexpr std::string_view kDigest =
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/// Shortened: the lists hold one item or none.
constexpr std::string_view kDraft = R"j({"plan":"handlingsplan-2023-2026",
"planName":"Handlingsplan för Region Hallands interna klimat- och miljöarbete 2023–2026",
"id":"2026-UR1","occasion":"2026-UR1",
"title":{"sv":"Uppföljningsrapport 1 2026","en":"Follow-up report 1 2026"},"state":"draft",
"version":2,"lock":null,"asOf":"2026-11-22T13:00:00Z","program":"tertil 0.1.0","example":false,
"summary":"","comments":{"energy-use-premises":"Exempel i dokumentationen."},"goalComments":{},
"signOff":{"body":"Regionstyrelsen","name":"","date":"","reference":""},"comparison":{},
"table":{"heading":"Region Hallands nyckeltalsjämförelse med Sveriges alla regioner",
"columns":["2017"],"targetHeading":"Mål*","rows":[{"keyFigure":"energy-use-premises",
"name":"Energianvändning i lokaler (kWh/m²)","cells":[{"value":"199","missing":false,
"place":"12 av 21","class":"yellow","classText":"● Mellersta tredjedelen","computed":null,
"computedClass":null,"computedText":null}],"target":"176"}],"notes":[]},"figures":[],"goals":[],
"measures":[],"method":[],"sources":[],"missing":[{"kind":"commentMissing","id":"organic-food",
"text":{"sv":"Kommentar saknas: Ekologiska livsmedel","en":"Comment missing: Organic food"}}]})j";

Parameter path_parameter(std::string name, std::string example, Text description) {
  auto parameter =
      query_parameter(std::move(name), "string", std::move(example), std::move(description), true);
  parameter.in = In::kPath;
  return parameter;
}

}  // namespace

const Words& list() {
  static const Words words{
      {"En plans rapporter", "A plan's reports"},
      {"De tre uppföljningarna om året, med låsta versioner och deras kontrollsummor. Den som inte "
       "är inloggad ser bara rapporter som har låsts.",
       "The three follow-ups a year, with locked versions and their digests. Who is not signed in "
       "sees only reports that were locked."}};
  return words;
}

const Words& draft() {
  static const Words words{
      {"En rapports utkast", "A report's draft"},
      {"Det som skrivits, med dagens uppgifter: jämförelsen som i den tryckta årsredovisningen, "
       "nyckeltalen med kommentarer, mål, åtgärder, metod och källor. missing är det som hindrar "
       "låsning. ETag är utkastets version.",
       "What was written, with today's figures: the comparison as in the printed annual report, "
       "the key figures with comments, goals, measures, method and sources. missing is what "
       "blocks a lock. The ETag is the draft's version."}};
  return words;
}

const Words& locked() {
  static const Words words{
      {"En låst rapport som fil", "A locked report as a file"},
      {"De bytes som gjordes när rapporten låstes, för alltid. ETag är filens SHA-256. Stämmer "
       "bytes och summa inte lämnas filen inte ut (500).",
       "The bytes that were made when the report was locked, for ever. The ETag is the file's "
       "SHA-256. Where bytes and digest do not match the file is not given out (500)."}};
  return words;
}

const Words& differences() {
  static const Words words{
      {"Vad som skiljer utkastet från det låsta", "What differs between the draft and the lock"},
      {"Värden, platser, texter, mål och åtgärder som är andra i dag än i den låsta versionen; "
       "utan "
       "version gäller den senaste. before är det låsta.",
       "Values, ranks, texts, targets and measures that are others today than in the locked "
       "version; without version it is the newest. before is what was locked."}};
  return words;
}

const Words& compare() {
  static const Words words{
      {"Jämför med en annan rapport", "Compare with another report"},
      {"Som differences, mot den senast låsta versionen av en annan rapport, till exempel förra "
       "årets.",
       "As differences, against the newest locked version of another report, such as last "
       "year's."}};
  return words;
}

const Words& create() {
  static const Words words{{"Börja en rapport", "Begin a report"},
                           {"occasion är år och tillfälle: 2026-UR1, 2026-UR2 eller 2026-AR.",
                            "occasion is year and occasion: 2026-UR1, 2026-UR2 or 2026-AR."}};
  return words;
}

const Words& replace() {
  static const Words words{
      {"Skriv i en rapport", "Write in a report"},
      {"Alla texter skickas; en ny version lagras och den förra finns kvar. Bara ett utkast kan "
       "ändras.",
       "All texts are sent; a new version is stored and the one before stays. Only a draft can be "
       "changed."}};
  return words;
}

const Words& ready() {
  static const Words words{{"Klarmarkera en rapport", "Mark a report as ready"},
                           {"Ett utkast som är klart ändras inte längre utan att öppnas igen.",
                            "A draft that is ready is not changed without being reopened."}};
  return words;
}

const Words& lock() {
  static const Words words{
      {"Lås en rapport", "Lock a report"},
      {"Gör HTML, XLSX och JSON av det som gäller just då och sparar deras bytes och "
       "kontrollsummor "
       "som en ny version. Saknas något svaras 422 med det som saknas, om inte reason säger "
       "varför den låses ändå.",
       "Makes HTML, XLSX and JSON of what holds at that moment and keeps their bytes and digests "
       "as a new version. Where something is missing the answer is 422 with what it is, unless "
       "reason says why it is locked all the same."}};
  return words;
}

const Words& adopt() {
  static const Words words{
      {"Fastställ en rapport", "Adopt a report"},
      {"Rapporten ska vara klarmarkerad, sedan låst, och säga vem som fastställer den.",
       "The report must be marked as ready, then locked, and say who adopts it."}};
  return words;
}

const Words& reopen() {
  static const Words words{
      {"Öppna en rapport igen", "Reopen a report"},
      {"Den blir ett utkast; låsta versioner finns kvar. En ny låsning blir en ny version.",
       "It becomes a draft; locked versions stay. A new lock is a new version."}};
  return words;
}

Parameter report_parameter() {
  return path_parameter("id", "2026-UR1", {"Rapportens id.", "The report's id."});
}

Parameter view_parameter() {
  auto parameter = query_parameter("view", "string", "live",
                                   {"Utkastet med dagens uppgifter; det är det enda som finns.",
                                    "The draft with today's figures; that is all there is."});
  parameter.values = {"live"};
  return parameter;
}

Parameter file_parameter() {
  return path_parameter("file", "1.html",
                        {"Den låsta versionens nummer och format: html, xlsx eller json.",
                         "The locked version's number and format: html, xlsx or json."});
}

Parameter locked_version_parameter() {
  return query_parameter("version", "integer", "1",
                         {"Den låsta versionen; den senaste om ingen anges.",
                          "The locked version; the newest unless given."});
}

Parameter with_parameter() {
  return query_parameter("with", "string", "2025-UR1",
                         {"Den andra rapportens id.", "The other report's id."}, true);
}

std::vector<Answer> list_answers() {
  std::string example{R"({"items":[{"id":"2026-UR1","occasion":"2026-UR1",
"title":{"sv":"Uppföljningsrapport 1 2026","en":"Follow-up report 1 2026"},"state":"ready",
"stateText":{"sv":"Klarmarkerad","en":"Ready"},"versions":[{"version":1,
"lockedAt":"2026-11-22T13:00:00Z","asOf":"2026-11-22T13:00:00Z","draft":3,"reason":null,
"sha256":{"html":"DIGEST","xlsx":"DIGEST","json":"DIGEST"}}]}]})"};
  for (auto at = example.find("DIGEST"); at != std::string::npos; at = example.find("DIGEST"))
    example.replace(at, 6, kDigest);
  return answers({"Rapporterna.", "The reports."}, example, false, {404, 503});
}

std::vector<Answer> draft_answers(const std::vector<unsigned>& problems) {
  return answers({"Rapporten som den är nu.", "The report as it is now."}, std::string{kDraft},
                 false, problems);
}

std::vector<Answer> create_answers() {
  auto all = draft_answers({400, 401, 403, 404, 409, 415, 422, 503});
  all.front().status = 201;
  return all;
}

std::vector<Answer> locked_answers() {
  auto all = answers({"Filen som JSON (1.json).", "The file as JSON (1.json)."},
                     std::string{kDraft}, false, {404, 500, 503});
  all.push_back({200,
                 "text/html; charset=utf-8",
                 {"Filen som HTML (1.html).", "The file as HTML (1.html)."},
                 {}});
  all.push_back({200,
                 std::string{reports::content_type(reports::Format::kXlsx)},
                 {"Filen som arbetsbok (1.xlsx).", "The file as a workbook (1.xlsx)."},
                 {}});
  return all;
}

std::vector<Answer> difference_answers() {
  return answers({"Skillnaderna.", "The differences."},
                 R"j({"report":"2026-UR1","with":"2026-UR1","version":1,"total":1,"items":[
{"kind":"figure","id":"energy-use-premises","field":"2024",
"label":{"sv":"Energianvändning i lokaler (kWh/m²), värde 2024",
"en":"Energianvändning i lokaler (kWh/m²), value 2024"},"before":"188","after":"187"}]})j",
                 false, {400, 401, 403, 404, 500, 503});
}

std::vector<Body> draft_bodies() {
  return {{"application/json", R"({"summary":"","comments":{"energy-use-premises":"Exempel."},
"goalComments":{},"signOff":{"body":"Regionstyrelsen","name":"","date":"","reference":""}})"}};
}

Text body_description() {
  return {"Texterna bevaras bokstav för bokstav. Ett okänt fält är ett fel.",
          "Texts are kept letter by letter. An unknown member is a fault."};
}

}  // namespace tertil::http::report_words
