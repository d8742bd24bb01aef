#include "collectors/synonyms.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "collectors/mapping.hpp"
#include "collectors/unit.hpp"

namespace tertil::collectors {

namespace {

struct Words {
  std::string_view field;  ///< "target.field", or "field" for every target.
  std::vector<std::string_view> words;
};

/// Folded. Each stands for the field by itself; a column that holds it as a word may be meant.
const std::vector<Words>& names() {
  static const std::vector<Words> all{
      {"meter",
       {"mätare",        "mätarnummer",    "mätarnr",           "mätarid",     "mätar-id",
        "mätpunkt",      "mätpunktsid",    "meter id",          "meterid",     "meter number",
        "anläggningsid", "anläggnings-id", "anläggningsnummer", "ean",         "gsrn",
        "itemkey",       "importnyckel",   "exportnyckel",      "serienummer", "deviceid",
        "sensorid"}},
      {"start",
       {"från", "start", "starttid", "startdatum", "startdate", "start_date", "fr.o.m.", "from",
        "period start", "periodstart", "period från", "datum från"}},
      {"end",
       {"till", "slut", "sluttid", "slutdatum", "stopdate", "enddate", "end_date", "t.o.m.", "to",
        "stop", "period end", "period till", "datum till", "avläsningsdatum"}},
      {"energyReading.start",
       {"period", "månad", "datum", "tid", "tidpunkt", "timestamp", "time", "date",
        "observationtime"}},
      {"energyReading.quantity",
       {"förbrukning", "energi", "värde", "consumption", "energy", "value", "användning",
        "mätvärde", "mängd", "kwh", "mwh", "elförbrukning", "fjärrvärme"}},
      {"unit", {"enhet", "unit", "units", "måttenhet", "uom", "enh"}},
      {"carrier",
       {"energislag", "media", "medium", "mediaclass", "mediatyp", "typ", "energibärare",
        "energy type", "type"}},
      {"estimated", {"beräknad", "uppskattad", "estimated", "status"}},
      {"building",
       {"byggnad", "byggnadsid", "byggnadsnr", "byggnadskod", "building", "objekt", "objektsid",
        "fastighet", "fastighetsnr", "anläggning", "hus"}},
      {"property.name",
       {"namn", "byggnadsnamn", "fastighetsnamn", "benämning", "beteckning", "building name"}},
      {"orgUnit",
       {"förvaltning", "enhet", "kostnadsställe", "organisation", "avdelning", "department",
        "cost center", "org", "ansvar", "verksamhet", "hyresgäst"}},
      {"region", {"region", "län", "county", "länskod", "regionkod"}},
      {"areaBra", {"bra", "bruksarea", "area", "yta", "lokalarea", "loa", "bra m2"}},
      {"areaAtemp", {"atemp", "a-temp", "tempererad area", "a_temp"}},
      {"owned", {"ägd", "ägs", "egen", "owned", "ägande"}},
      {"factor", {"faktor", "omräkningsfaktor", "konstant"}},
      {"rollover", {"varv", "nollpassage", "maxvärde"}},
      {"validFrom", {"gäller från", "giltig från", "valid from", "startdatum", "i bruk från"}},
      {"validTo", {"gäller till", "giltig till", "valid to", "slutdatum", "avställd"}},
      {"date",
       {"datum", "date", "transaktionsdatum", "köpdatum", "tankdatum", "transaction date",
        "inköpsdatum", "leveransdatum", "hämtdatum", "fakturadatum", "vägningsdatum", "dag"}},
      {"vehicle",
       {"regnr", "reg.nr", "reg nr", "registreringsnummer", "registreringsnr", "fordon", "bil",
        "vehicle", "license plate", "licence plate", "fordonsid"}},
      {"vehicleGroup", {"fordonsgrupp", "fordonstyp", "grupp", "vehicle group", "fordonsslag"}},
      {"fuel",
       {"produkt", "drivmedel", "bränsle", "product", "fuel", "fuel type", "produktnamn", "artikel",
        "vara"}},
      {"fuelTransaction.quantity",
       {"volym", "liter", "kvantitet", "antal liter", "mängd", "volume", "quantity", "antal",
        "litres"}},
      {"transactionId",
       {"transaktionsid", "transaktionsnummer", "kvitto", "kvittonummer", "transaction id",
        "receipt", "vågsedel", "ordernummer", "verifikation", "fakturanummer"}},
      {"powertrain", {"drivlina", "drivmedel", "bränsle", "motortyp", "powertrain", "fuel"}},
      {"period", {"period", "månad", "month", "år", "year", "kvartal"}},
      {"mode", {"färdsätt", "transportslag", "resesätt", "färdmedel", "mode", "typ av resa"}},
      {"distanceKm",
       {"sträcka", "km", "kilometer", "körsträcka", "distance", "avstånd", "mil", "antal km"}},
      {"reportedKgCo2e",
       {"co2", "co2e", "utsläpp", "klimatpåverkan", "koldioxid", "kg co2", "emissions"}},
      {"site",
       {"plats", "site", "sjukhus", "leveransadress", "anläggning", "arbetsställe", "hämtställe",
        "destruktionsanläggning"}},
      {"gas", {"gas", "produkt", "läkemedel", "artikel", "product", "substans"}},
      {"kind", {"typ", "slag", "rörelse", "händelse", "kind", "transaktionstyp"}},
      {"gasMovement.quantity", {"mängd", "kvantitet", "vikt", "volym", "antal", "quantity", "kg"}},
      {"temperatureC", {"temperatur", "temp", "temperature"}},
      {"ewcCode",
       {"avfallskod", "ewc", "ewc-kod", "ewc kod", "lov-kod", "waste code", "avfallstyp",
        "avfallsslag"}},
      {"wasteWeight.quantity",
       {"vikt", "mängd", "nettovikt", "weight", "kvantitet", "kg", "ton", "quantity"}},
      {"treatment",
       {"behandling", "behandlingsmetod", "treatment", "återvinning", "behandlingssätt"}},
      {"hauler", {"transportör", "entreprenör", "hauler", "åkeri", "leverantör"}},
      {"keyFigure", {"nyckeltal", "indikator", "kpi", "mått", "key figure"}},
      {"year", {"år", "year", "period"}},
      {"value", {"värde", "value", "utfall", "resultat", "antal", "graddagar", "folkmängd"}},
      {"normalValue", {"normalår", "normal", "normalvärde", "normalgraddagar"}},
      {"item", {"post", "drivmedel", "gas", "item", "energislag"}},
      {"measure", {"mått", "storhet", "measure"}},
      {"source", {"källa", "source", "referens"}},
      {"note", {"anmärkning", "kommentar", "note"}},
      {"numerator", {"täljare", "numerator"}},
      {"denominator", {"nämnare", "denominator"}},
  };
  return all;
}

const std::vector<std::pair<std::string_view, std::vector<std::string_view>>>& choices() {
  static const std::vector<std::pair<std::string_view, std::vector<std::string_view>>> all{
      {"electricity", {"el", "elektricitet", "electricity", "elenergi", "power"}},
      {"districtHeating", {"fjärrvärme", "värme", "fv", "heat", "heating", "district heating"}},
      {"districtCooling", {"fjärrkyla", "kyla", "fk", "cooling", "district cooling"}},
      {"gas", {"gas", "naturgas", "biogas", "fordonsgas", "cng"}},
      {"oil", {"olja", "eldningsolja", "oil"}},
      {"biofuel", {"pellets", "flis", "biobränsle", "ved", "bio"}},
      {"solar", {"sol", "solel", "solceller", "solar"}},
      {"pool", {"pool", "poolbil", "bilpool"}},
      {"service", {"verksamhetsbil", "tjänstebil", "service", "leasingbil", "verksamhet"}},
      {"ambulance", {"ambulans", "ambulance", "akutbil"}},
      {"truck", {"lastbil", "truck", "tungt fordon"}},
      {"electric", {"el", "elbil", "electric", "bev"}},
      {"plugInHybrid", {"laddhybrid", "plug-in", "phev", "elhybrid laddbar", "plug-in hybrid"}},
      {"hybrid", {"hybrid", "elhybrid", "hev"}},
      {"diesel", {"diesel", "hvo"}},
      {"petrol", {"bensin", "petrol", "gasoline"}},
      {"ethanol", {"etanol", "e85", "ethanol"}},
      {"hydrogen", {"vätgas", "hydrogen"}},
      {"flight", {"flyg", "flight", "air", "flygresa"}},
      {"train", {"tåg", "train", "rail", "tågresa"}},
      {"bus", {"buss", "bus"}},
      {"taxi", {"taxi"}},
      {"rentalCar", {"hyrbil", "rental car", "hyrbilar"}},
      {"privateCar", {"privat bil", "egen bil", "private car", "bilersättning", "privatbil"}},
      {"patientTravel", {"sjukresa", "sjukresor", "patient travel"}},
      {"nitrousOxide", {"lustgas", "n2o", "dikväveoxid", "nitrous oxide", "medicinsk lustgas"}},
      {"sevoflurane", {"sevofluran", "sevoflurane", "sevorane"}},
      {"desflurane", {"desfluran", "desflurane", "suprane"}},
      {"isoflurane", {"isofluran", "isoflurane", "forene"}},
      {"purchased", {"köp", "inköp", "inköpt", "leverans", "purchase", "purchased"}},
      {"destroyed", {"destruerad", "destruktion", "destroyed"}},
      {"returned", {"retur", "returnerad", "returned"}},
      {"stockChange", {"lagerförändring", "stock change", "inventering"}},
      {"materialRecycling", {"materialåtervinning", "återvinning", "recycling", "r5", "r4", "r3"}},
      {"biological", {"biologisk behandling", "rötning", "kompostering", "biological"}},
      {"energyRecovery",
       {"energiåtervinning", "förbränning", "r1", "energy recovery", "brännbart"}},
      {"landfill", {"deponi", "deponering", "landfill", "d1"}},
      {"hazardous", {"farligt avfall", "hazardous"}},
      {"other", {"annat", "övrigt", "other"}},
      {"preliminary", {"preliminär", "prel", "preliminary"}},
      {"final", {"slutlig", "definitiv", "final"}},
      {"kWh", {"kwh", "kilowattimmar"}},
  };
  return all;
}

/// `word` stands in `text` with nothing but marks and spaces round it.
bool holds_word(std::string_view text, std::string_view word) {
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80U;
  };
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_part(text[at - 1]);
    const auto end = at + word.size();
    if (begins && (end == text.size() || !is_part(text[end]))) return true;
  }
  return false;
}

std::string without_marks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '_' && c != '-' && c != ' ' && c != '.') out += c;
  }
  return out;
}

}  // namespace

double likeness(std::string_view column, Target target, std::string_view field) {
  const auto name = folded(column);
  if (name.empty()) return 0.0;
  if (without_marks(name) == without_marks(folded(field))) return 1.0;
  const auto special = std::string(name_of(target)) + "." + std::string(field);
  double best = 0.0;
  for (const auto& [which, words] : names()) {
    if (which != field && which != special) continue;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (name == words[i]) best = std::max(best, i < 6 ? 0.95 : 0.85);
      if (words[i].size() > 2 && holds_word(name, words[i])) best = std::max(best, 0.7);
      if (words[i].size() > 4 && name.starts_with(words[i])) best = std::max(best, 0.6);
    }
  }
  return best;
}

std::optional<std::string> likely_choice(const Field& field, std::string_view word) {
  const auto name = folded(word);
  for (const auto choice : field.choices) {
    if (without_marks(folded(choice)) == without_marks(name)) return std::string(choice);
  }
  for (const bool whole : {true, false}) {
    for (const auto& [choice, words] : choices()) {
      if (std::find(field.choices.begin(), field.choices.end(), choice) == field.choices.end()) {
        continue;
      }
      for (const auto one : words) {
        if (whole ? name == one : one.size() > 2 && name.find(one) != std::string::npos) {
          return std::string(choice);
        }
      }
    }
  }
  return std::nullopt;
}

NameAndUnit unit_in_name(std::string_view column) {
  const auto plain = [](std::string_view text) {
    const auto begin = text.find_first_not_of(" ,:");
    if (begin == std::string_view::npos) return std::string();
    return std::string(text.substr(begin, text.find_last_not_of(" ,:") - begin + 1));
  };
  for (const auto& [open, close] : {std::pair{'(', ')'}, {'[', ']'}}) {
    const auto begin = column.rfind(open);
    const auto end = begin == std::string_view::npos ? begin : column.find(close, begin);
    if (end == std::string_view::npos) continue;
    const auto inside = plain(column.substr(begin + 1, end - begin - 1));
    if (unit_named(inside)) return {plain(column.substr(0, begin)), inside};
  }
  const auto mark = column.find_last_of(" ,_/");
  if (mark != std::string_view::npos && mark > 0) {
    const auto last = plain(column.substr(mark + 1));
    if (unit_named(last)) return {plain(column.substr(0, mark)), last};
  }
  const auto whole = plain(column);
  if (unit_named(whole)) return {whole, whole};
  return {whole, ""};
}

std::optional<int> month_named(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kMonths{
      {{"januari", "january"},
       {"februari", "february"},
       {"mars", "march"},
       {"april", "april"},
       {"maj", "may"},
       {"juni", "june"},
       {"juli", "july"},
       {"augusti", "august"},
       {"september", "september"},
       {"oktober", "october"},
       {"november", "november"},
       {"december", "december"}}};
  auto name = folded(word);
  if (name.ends_with('.')) name.pop_back();
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const auto& [sv, en] = kMonths[i];
    if (name == sv || name == en ||
        (name.size() >= 3 && name.size() <= 4 && (sv.starts_with(name) || en.starts_with(name)))) {
      return static_cast<int>(i) + 1;
    }
  }
  return std::nullopt;
}

}  // namespace tertil::collectors
