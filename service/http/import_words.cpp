#include "service/http/import_words.hpp"

#include <fmt/format.h>

#include "service/http/answer.hpp"

namespace tertil::http::import_words {
namespace {

constexpr std::string_view kReceipt = R"({
"id":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","source":"own-key-figures",
"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","state":"stored",
"dryRun":false,"rowsRead":2,"stored":1,"duplicate":1,"quarantined":0,"superseded":1,
"held":0,"new":0,"changed":1,"format":"csv","encoding":"utf-8","fileName":"energi.csv","bytes":118,
"mappingVersion":"1","receivedAt":"2026-11-22T13:00:00Z","recordedAt":"2026-11-22T13:00:00.25Z",
"findings":[],"checks":[{"rule":"unit-suspect","state":"ok","severity":"hold","rows":0,
"message":{"sv":"Fel enhet","en":"Wrong unit"}}],"affected":[{"keyFigure":"energy-use-premises","region":"13","year":2024,
"before":188.2,"after":187.9}],"affectedTotal":1,"rankMoves":[],"rankMovesTotal":0})";

constexpr std::string_view kRejects = R"({"page":1,"limit":20,"total":1,"items":[
{"row":3,"column":"value","raw":"12,x","rule":"not-a-number",
"message":{"sv":"Värdet är inget tal.","en":"The value is not a number."},
"record":"energy-use-premises,13,2024,\"12,x\",final"}]})";

constexpr std::string_view kRetracted = R"({"id":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","state":"retracted",
"closed":1,"reopened":1,"alsoTouched":[]})";

constexpr std::string_view kRejectedFile = R"({"type":"/problem/refused","title":"Godtas inte",
"status":422,"detail":"Inget av filen lagrades. Rätta raderna i findings och skicka filen igen.",
"instance":"/api/v1/imports","errors":[{"pointer":"/rows/3","code":"not-a-number",
"message":{"sv":"Värdet är inget tal.","en":"The value is not a number."}}],
"receipt":{"id":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","source":"own-key-figures","state":"rejected",
"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
"rowsRead":2,"stored":0,"duplicate":0,"quarantined":2,"superseded":0,"findings":[],
"affected":[]}})";

}  // namespace

std::string_view receipt_example() { return kReceipt; }

const Words& send() {
  static const Words words{
      {"Ta emot en fil", "Take a file"},
      {"Filen skickas som rå kropp (CSV, JSON eller NDJSON). Svaret kommer först när uppgifterna "
       "ligger säkert på disk. Samma fil eller samma Idempotency-Key igen ger samma kvitto med "
       "200. En fil vars källa kräver felfria rader avvisas hel med 422 och kvittot i receipt. "
       "dryRun=true lagrar inget och visar vad som skulle hända.",
       "The file is sent as the raw body (CSV, JSON or NDJSON). The answer comes only when the "
       "data are safely on disk. The same file or the same Idempotency-Key again gives the same "
       "receipt with 200. A file whose source wants faultless rows is rejected whole with 422 and "
       "the receipt in receipt. dryRun=true stores nothing and shows what would happen."}};
  return words;
}

const Words& list() {
  static const Words words{{"Kvitton", "Receipts"},
                           {"Importerna, den senaste först. En importnyckel ser sina egna källor.",
                            "The imports, newest first. An importer's key sees its own sources."}};
  return words;
}

const Words& one() {
  static const Words words{
      {"Ett kvitto", "One receipt"},
      {"Kvittot med importens läge i dag: stored, held, rejected eller retracted. rowsRead är "
       "alltid summan av stored, duplicate och quarantined.",
       "The receipt with the import's state today: stored, held, rejected or retracted. rowsRead "
       "is always the sum of stored, duplicate and quarantined."}};
  return words;
}

const Words& rejects() {
  static const Words words{
      {"Avvisade rader", "Rejected rows"},
      {"Varje rad som inte togs: radnummer, kolumn, innehåll, regel och förklaring. Som csv eller "
       "xlsx kan filen rättas och skickas igen.",
       "Each row that was not taken: row number, column, content, rule and explanation. As csv or "
       "xlsx the file can be corrected and sent back."}};
  return words;
}

const Words& rerun() {
  static const Words words{
      {"Kör om en import med källans mappning som den är nu",
       "Run an import again under the source's mapping as it is now"},
      {"Den sparade filen läses på nytt, som om den hade kommit nu. Har mappningen inte ändrats "
       "och "
       "importens rader gäller ger det samma kvitto. Den tidigare importen står kvar tills den tas "
       "tillbaka. 409 när filen inte finns kvar så som den kom.",
       "The kept file is read once more, as if it had come now. When the mapping has not changed "
       "and the import's rows hold, the receipt is the same. The earlier import stays until it is "
       "retracted. 409 when the file is not kept as it came."}};
  return words;
}

const Words& retract() {
  static const Words words{
      {"Ta tillbaka en import", "Retract an import"},
      {"Importens värden upphör att gälla och de som den ersatte gäller igen. Inget raderas. "
       "Kroppen får vara {\"reason\":\"…\"}. Kräver rollen coordinator.",
       "The import's values cease to hold and those it replaced hold again. Nothing is deleted. "
       "The body may be {\"reason\":\"…\"}. Needs the role coordinator."}};
  return words;
}

Parameter source_parameter(bool required) {
  return query_parameter("source", "string", "own-key-figures", {"Källans id.", "The source's id."},
                         required);
}

Parameter rule_parameter() {
  return query_parameter("rule", "string", "not-a-number",
                         {"Bara det som denna regel hittade.", "Only what this rule found."});
}

Parameter id_parameter() {
  Parameter parameter;
  parameter.name = "id";
  parameter.in = In::kPath;
  parameter.required = true;
  parameter.example = "01KAMZ5W9V6Q0H3N2B8RJ4T7XC";
  parameter.description = {"Importens id, ur kvittot.", "The import's id, from the receipt."};
  return parameter;
}

Parameter dry_run_parameter() {
  return query_parameter("dryRun", "boolean", "true",
                         {"Visa vad som skulle hända utan att lagra något.",
                          "Show what would happen without storing anything."});
}

std::vector<Parameter> send_parameters() {
  auto key = query_parameter(
      "Idempotency-Key", "string", "5f0c7a4e-3d0b-4c55-9d3a-0f3c1f6a7b10",
      {"Valfri nyckel för säkra omförsök. Samma nyckel med andra byte ger 422; medan det första "
       "pågår 409. Sparas för gott.",
       "Optional key for safe retries. The same key with other bytes gives 422; while the first is "
       "under way 409. Kept for good."});
  key.in = In::kHeader;
  return {source_parameter(false),
          query_parameter("draft", "string", "7f3a91c204bd",
                          {"En mappning som provas, i stället för source; bara med dryRun=true.",
                           "A mapping that is tried out, in place of source; with dryRun=true "
                           "only."}),
          dry_run_parameter(), key};
}

namespace {

std::vector<Answer> receipt_answers(const std::vector<unsigned>& faults) {
  auto all = answers({"Redan mottagen (samma kvitto igen), eller svaret på dryRun.",
                      "Received before (the same receipt again), or the answer to dryRun."},
                     std::string{kReceipt}, false, faults);
  for (auto& answer : all)
    if (answer.status == 422) answer.example = kRejectedFile;
  all.insert(all.begin() + 1, {201,
                               "application/json",
                               {"Lagrad; Location är kvittots adress.",
                                "Stored; Location is the receipt's address."},
                               std::string{kReceipt}});
  return all;
}

}  // namespace

std::vector<Answer> send_answers() {
  return receipt_answers({400, 401, 403, 404, 409, 413, 415, 422, 429, 503, 507});
}

std::vector<Answer> rerun_answers() {
  return receipt_answers({400, 401, 403, 404, 409, 422, 429, 503, 507});
}

std::vector<Answer> list_answers() {
  return answers({"Kvittona.", "The receipts."},
                 fmt::format(R"({{"page":1,"limit":20,"total":1,"items":[{}]}})", kReceipt), true,
                 {400, 401, 403, 503});
}

std::vector<Answer> one_answers() {
  return answers({"Kvittot.", "The receipt."}, std::string{kReceipt}, false, {401, 403, 404, 503});
}

std::vector<Answer> rejects_answers() {
  return answers({"Raderna.", "The rows."}, std::string{kRejects}, true, {400, 401, 403, 404, 503});
}

std::vector<Answer> retract_answers() {
  return answers({"Tillbakatagen.", "Retracted."}, std::string{kRetracted}, false,
                 {400, 401, 403, 404, 409, 415, 503, 507});
}

}  // namespace tertil::http::import_words
