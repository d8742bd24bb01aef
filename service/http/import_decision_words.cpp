#include "service/http/import_decision_words.hpp"

#include "service/http/answer.hpp"
#include "service/http/import_words.hpp"

namespace tertil::http::import_decision_words {
namespace {

constexpr auto kRunning = R"({"items":[{"source":"property-energy","fileName":"oktober.csv",
"startedAt":"2026-11-22T13:00:00Z","bytes":4718592,"bytesRead":1048576,"rowsRead":20480,
"phase":"reading"}]})";

constexpr auto kHeld = R"({"page":1,"limit":20,"total":1,"items":[{"row":7,"rows":1,
"rule":"unit-suspect","message":{"sv":"ambulance HVO100 l, 2026-10: 41000 är omkring 1000 gånger större än det brukar vara (40).",
"en":"ambulance HVO100 l, 2026-10: 41000 is about 1000 times larger than usual (40)."},
"record":"{\"date\":\"2026-10-04\",\"fuel\":\"HVO100\",\"quantity\":\"41\",\"unit\":\"m³\"}",
"values":{"date":"2026-10-04","fuel":"HVO100","quantity":41000},"expected":40.2}]})";

constexpr auto kReview = R"({"id":4,"keyFigure":"energy-use-premises","area":"13","period":"2025",
"category":"","series":"own","verified":{"value":187.9,"by":"anna","at":"2026-10-02T08:00:00Z"},
"incoming":{"value":189.2,"source":"computed","batch":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC"},
"state":"open","openedAt":"2026-11-22T13:00:00Z","decision":null})";

constexpr auto kRows = R"({"rows":[7],"reason":"Kontrollerat mot fakturan"})";

std::string receipt() { return std::string{import_words::receipt_example()}; }

}  // namespace

const Said& running() {
  static const Said said{
      {"Pågående importer", "Imports under way"},
      {"Hur långt de har kommit: lästa byte och rader, och om filen läses (reading), kontrolleras "
       "(checking) eller lagras (storing). Den som började först står först.",
       "How far they have come: bytes and rows read, and whether the file is being read, checked "
       "or stored. The one begun first comes first."},
      "",
      answers({"De pågående.", "Those under way."}, kRunning, false, {401, 403, 503})};
  return said;
}

const Said& held() {
  static const Said said{
      {"Hållna rader", "Held rows"},
      {"Rader som väntar på att någon släpper eller förkastar dem, med vad som skulle lagras "
       "(values) och vad kontrollen hade väntat sig (expected). rows är hur många av filens rader "
       "posten står för.",
       "Rows that wait for somebody to release or discard them, with what would be stored "
       "(values) and what the check had expected. rows is how many rows of the file the entry "
       "stands for."},
      "",
      answers({"Raderna.", "The rows."}, kHeld, false, {400, 401, 403, 404, 503})};
  return said;
}

const Said& release() {
  static const Said said{
      {"Släpp hållna rader", "Release held rows"},
      {"Raderna lagras nu, som rader av sin import, och nyckeltalen räknas om. rows är radnummer "
       "eller \"all\". Kräver ett skäl och rollen coordinator. Svaret är kvittot som det är nu.",
       "The rows are stored now, as rows of their import, and key figures follow. rows are row "
       "numbers or \"all\". Needs a reason and the role coordinator. The answer is the receipt as "
       "it stands."},
      kRows,
      answers({"Kvittot.", "The receipt."}, receipt(), false,
              {400, 401, 403, 404, 409, 415, 503, 507})};
  return said;
}

const Said& discard() {
  static const Said said{
      {"Förkasta hållna rader", "Discard held rows"},
      {"Raderna lagras inte och listas bland de avvisade. Kräver ett skäl och rollen coordinator.",
       "The rows are not stored and are listed among the rejected ones. Needs a reason and the "
       "role coordinator."},
      kRows,
      answers({"Kvittot.", "The receipt."}, receipt(), false,
              {400, 401, 403, 404, 409, 415, 503, 507})};
  return said;
}

const Said& accept() {
  static const Said said{
      {"Godta ett fynd", "Accept a finding"},
      {"Någon har tittat på vad en regel fann i importen och låter det stå. Kontrollens läge blir "
       "accepted. Kräver ett skäl och rollen coordinator.",
       "Somebody has looked at what a rule found in the import and lets it stand. The check's "
       "state becomes accepted. Needs a reason and the role coordinator."},
      R"({"rule":"change-from-last-year","reason":"Ny avdelning sedan mars"})",
      answers({"Kvittot.", "The receipt."}, receipt(), false,
              {400, 401, 403, 404, 409, 415, 503, 507})};
  return said;
}

const Said& reviews() {
  static const Said said{
      {"Granskningar", "Reviews"},
      {"Värden som en import eller beräkning ville ändra fast en person hade verifierat dem. De "
       "öppna först.",
       "Values that an import or a computation wanted to change although a person had verified "
       "them. Open ones first."},
      "",
      answers({"Granskningarna.", "The reviews."},
              std::string{R"({"page":1,"limit":20,"total":1,"items":[)"} + kReview + "]}", false,
              {400, 401, 403, 503})};
  return said;
}

const Said& accept_review() {
  static const Said said{
      {"Godta det nya värdet", "Accept the new value"},
      {"Det nya värdet ersätter det verifierade och är verifierat av den som godtar det.",
       "The new value replaces the verified one and is verified by whoever accepts it."},
      R"({"reason":"Rättad faktura"})",
      answers({"Granskningen.", "The review."}, kReview, false,
              {400, 401, 403, 404, 409, 415, 503, 507})};
  return said;
}

const Said& decline_review() {
  static const Said said{{"Avslå det nya värdet", "Decline the new value"},
                         {"Det verifierade värdet står kvar.", "The verified value stays."},
                         R"({"reason":"Dubbelräknad mätare"})",
                         answers({"Granskningen.", "The review."}, kReview, false,
                                 {400, 401, 403, 404, 409, 415, 503, 507})};
  return said;
}

const Said& verify() {
  static const Said said{
      {"Verifiera ett värde", "Verify a value"},
      {"Märker regionens eget värde som verifierat. Därefter ändrar ingen import och ingen "
       "beräkning det: de går till granskning.",
       "Marks the region's own value as verified. From then on no import and no computation "
       "changes it: they go to review."},
      R"({"area":"13","period":"2025","reason":"Stämmer med årsredovisningen"})",
      answers({"Verifierat; import är den post som säger det.",
               "Verified; import is the record that says so."},
              R"({"keyFigure":"energy-use-premises","area":"13","period":"2025",
"verifiedBy":"anna","import":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC"})",
              false, {400, 401, 403, 404, 409, 415, 503, 507})};
  return said;
}

Parameter state_parameter() {
  auto parameter = query_parameter(
      "state", "string", "open", {"Bara granskningar i det läget.", "Only reviews in that state."});
  parameter.values = {"open", "accepted", "declined"};
  return parameter;
}

Parameter review_parameter() {
  Parameter parameter;
  parameter.name = "id";
  parameter.in = In::kPath;
  parameter.required = true;
  parameter.type = "integer";
  parameter.example = "4";
  parameter.description = {"Granskningens nummer.", "The review's number."};
  return parameter;
}

}  // namespace tertil::http::import_decision_words
