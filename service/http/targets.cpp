#include "service/http/targets.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "service/http/answer.hpp"

namespace tertil::http {
namespace {

using collectors::FieldType;
using collectors::Target;
using nlohmann::json;

struct FieldWords {
  Text label;
  std::string_view unit{};
};

/// By field; the same word means the same in every target that has it.
const std::map<std::string_view, FieldWords>& field_words() {
  static const std::map<std::string_view, FieldWords> words{
      {"keyFigure", {{"Nyckeltal", "Key figure"}}},
      {"region", {{"Region (länskod)", "Region (county code)"}}},
      {"year", {{"År", "Year"}}},
      {"period", {{"Period", "Period"}}},
      {"category", {{"Kategori", "Category"}}},
      {"series", {{"Serie", "Series"}}},
      {"value", {{"Värde", "Value"}}},
      {"missingReason", {{"Varför värdet saknas", "Why the value is missing"}}},
      {"status", {{"Status", "Status"}}},
      {"numerator", {{"Täljare", "Numerator"}}},
      {"denominator", {{"Nämnare", "Denominator"}}},
      {"printedRank", {{"Tryckt plats", "Printed rank"}}},
      {"printedOf", {{"Av antal regioner", "Of how many regions"}}},
      {"source", {{"Källa", "Source"}}},
      {"baselineYear", {{"Basår", "Baseline year"}}},
      {"baselineValue", {{"Basvärde", "Baseline value"}}},
      {"path", {{"Väg till målet", "Path to the target"}}},
      {"decision", {{"Beslut", "Decision"}}},
      {"meter", {{"Mätare", "Meter"}}},
      {"start", {{"Början", "Start"}}},
      {"end", {{"Slut (hör inte till)", "End (exclusive)"}}},
      {"quantity", {{"Mängd", "Quantity"}}},
      {"unit", {{"Enhet", "Unit"}}},
      {"carrier", {{"Energislag", "Energy carrier"}}},
      {"estimated", {{"Beräknat värde", "Estimated value"}}},
      {"register", {{"Mätarställning", "Counter reading"}}},
      {"building", {{"Byggnad", "Building"}}},
      {"factor", {{"Omräkningsfaktor", "Conversion factor"}}},
      {"rollover", {{"Mätaren slår om vid", "The counter rolls over at"}}},
      {"validFrom", {{"Gäller från", "Valid from"}}},
      {"validTo", {{"Gäller till (hör inte till)", "Valid to (exclusive)"}}},
      {"name", {{"Namn", "Name"}}},
      {"orgUnit", {{"Förvaltning", "Organisational unit"}}},
      {"areaBra", {{"Bruksarea", "Usable area"}, "m²"}},
      {"areaAtemp", {{"Tempererad area", "Heated area"}, "m²"}},
      {"owned", {{"Ägs av regionen", "Owned by the region"}}},
      {"date", {{"Datum", "Date"}}},
      {"vehicleGroup", {{"Fordonsgrupp", "Vehicle group"}}},
      {"vehicle", {{"Fordon", "Vehicle"}}},
      {"fuel", {{"Drivmedel", "Fuel"}}},
      {"transactionId", {{"Kvittonummer", "Receipt number"}}},
      {"powertrain", {{"Drivlina", "Powertrain"}}},
      {"mode", {{"Färdsätt", "Mode of travel"}}},
      {"distanceKm", {{"Sträcka", "Distance"}, "km"}},
      {"reportedKgCo2e", {{"Uppgivet utsläpp", "Reported emission"}, "kg"}},
      {"site", {{"Plats", "Site"}}},
      {"gas", {{"Gas", "Gas"}}},
      {"kind", {{"Händelse", "Movement"}}},
      {"temperatureC", {{"Temperatur", "Temperature"}, "°C"}},
      {"ewcCode", {{"Avfallskod (EWC)", "Waste code (EWC)"}}},
      {"treatment", {{"Behandling", "Treatment"}}},
      {"hauler", {{"Entreprenör", "Hauler"}}},
      {"item", {{"Post", "Item"}}},
      {"measure", {{"Mått", "Measure"}}},
      {"note", {{"Anmärkning", "Note"}}},
      {"normalValue", {{"Normalårets värde", "Value of the normal year"}}}};
  return words;
}

std::string_view type_name(FieldType type) {
  switch (type) {
    case FieldType::kText: return "text";
    case FieldType::kDecimal: return "decimal";
    case FieldType::kInteger: return "integer";
    case FieldType::kYear: return "year";
    case FieldType::kPeriod: return "period";
    case FieldType::kChoice: return "choice";
    case FieldType::kBoolean: return "boolean";
    case FieldType::kDate: return "date";
    case FieldType::kInstant: return "time";
  }
  return "text";
}

json words_json(const Text& text) { return {{"sv", text.sv}, {"en", text.en}}; }

json field_json(const collectors::Field& field) {
  const auto found = field_words().find(field.name);
  const auto& words = field_words();
  const std::string name{field.name};
  const Text label = found == words.end() ? Text{name, name} : found->second.label;
  json unit = nullptr;
  if (found != words.end() && !found->second.unit.empty()) unit = found->second.unit;
  return {{"name", field.name},       {"type", type_name(field.type)}, {"required", field.required},
          {"choices", field.choices}, {"label", words_json(label)},    {"unit", unit}};
}

json target_json(Target target) {
  const auto& schema = collectors::schema_of(target);
  json fields = json::array();
  for (const auto& field : schema.fields) fields.push_back(field_json(field));
  json alternatives = json::array();
  for (const auto& pair : schema.alternatives)
    alternatives.push_back(json::array({pair.first, pair.second}));
  return {{"target", collectors::name_of(target)},
          {"name", words_json(words_for(target))},
          {"fields", fields},
          {"alternatives", alternatives}};
}

constexpr std::string_view kExample = R"json([{"target":"population",
"name":{"sv":"Folkmängd","en":"Population"},"fields":[{"name":"region","type":"text",
"required":true,"choices":[],"label":{"sv":"Region (länskod)","en":"Region (county code)"},
"unit":null}],"alternatives":[]}])json";

}  // namespace

Text words_for(Target target) {
  switch (target) {
    case Target::kKeyFigureValue: return {"Nyckeltalsvärde", "Key figure value"};
    case Target::kPopulation: return {"Folkmängd", "Population"};
    case Target::kTarget: return {"Målvärde", "Target value"};
    case Target::kEnergyReading: return {"Energiavläsning", "Energy reading"};
    case Target::kMeter: return {"Mätare", "Meter"};
    case Target::kProperty: return {"Byggnad", "Building"};
    case Target::kFuelTransaction: return {"Tankning", "Fuel transaction"};
    case Target::kVehicle: return {"Fordon", "Vehicle"};
    case Target::kTravel: return {"Resa", "Travel"};
    case Target::kGasMovement: return {"Medicinsk gas", "Medical gas"};
    case Target::kWasteWeight: return {"Avfallsvikt", "Waste weight"};
    case Target::kFactor: return {"Faktor", "Factor"};
    case Target::kDegreeDays: return {"Graddagar", "Degree days"};
  }
  return {};
}

std::vector<Route> target_routes() {
  Route route;
  route.pattern = "/api/v1/targets";
  route.summary = {"Vad en källa kan lämna", "What a source can deliver"};
  route.description = {
      "Alla slags poster med fält, typer och tillåtna värden, för den som skriver en mappning. I "
      "varje par av alternatives ska det ena fältet fyllas.",
      "Every kind of record with fields, types and allowed values, for whoever writes a mapping. "
      "Of "
      "each pair in alternatives one field is to be filled."};
  route.answers = answers({"Målen.", "The targets."}, std::string{kExample}, false, {});
  json list = json::array();
  for (const auto target : collectors::all_targets()) list.push_back(target_json(target));
  route.handler = [body = list.dump()](const Request&) -> Result<Response> {
    return published_json(body);
  };
  return {route};
}

}  // namespace tertil::http
