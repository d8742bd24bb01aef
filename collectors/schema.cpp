#include "collectors/schema.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "collectors/finding.hpp"

namespace tertil::collectors {

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Schema key_figure_value() {
  return {.target = Target::kKeyFigureValue,
          .fields = {{.name = "keyFigure", .required = true},
                     {.name = "region", .required = true},
                     {.name = "year", .type = FieldType::kYear},
                     {.name = "period", .type = FieldType::kPeriod},
                     {.name = "category"},
                     {.name = "series"},
                     {.name = "value", .type = FieldType::kDecimal},
                     {.name = "missingReason",
                      .type = FieldType::kChoice,
                      .choices = {"missing", "notApplicable", "confidential", "notPublished",
                                  "notSubmitted", "tooFew"}},
                     {.name = "status",
                      .type = FieldType::kChoice,
                      .needed = true,
                      .choices = {"preliminary", "final", "revised", "estimated"}},
                     {.name = "numerator", .type = FieldType::kDecimal},
                     {.name = "denominator", .type = FieldType::kDecimal},
                     {.name = "printedRank", .type = FieldType::kInteger},
                     {.name = "printedOf", .type = FieldType::kInteger},
                     {.name = "source"}},
          .alternatives = {{"year", "period", rule::kYearXorPeriod},
                           {"value", "missingReason", rule::kValueXorReason}}};
}

Schema population() {
  return {.target = Target::kPopulation,
          .fields = {{.name = "region", .required = true},
                     {.name = "year", .type = FieldType::kYear, .required = true},
                     {.name = "value", .type = FieldType::kDecimal, .required = true},
                     {.name = "source"}},
          .alternatives = {}};
}

Schema target() {
  return {.target = Target::kTarget,
          .fields = {{.name = "keyFigure", .required = true},
                     {.name = "region", .required = true},
                     {.name = "year", .type = FieldType::kYear, .required = true},
                     {.name = "value", .type = FieldType::kDecimal, .required = true},
                     {.name = "baselineYear", .type = FieldType::kYear},
                     {.name = "baselineValue", .type = FieldType::kDecimal},
                     {.name = "path", .type = FieldType::kChoice, .choices = {"step", "linear"}},
                     {.name = "decision"},
                     {.name = "source"}},
          .alternatives = {}};
}

const std::vector<std::string_view> kCarriers{
    "electricity", "districtHeating", "districtCooling", "gas", "oil", "biofuel", "solar"};

Field choice(std::string_view name, std::vector<std::string_view> choices, bool required) {
  return {.name = name,
          .type = FieldType::kChoice,
          .required = required,
          .choices = std::move(choices)};
}

Field quantity() { return {.name = "quantity", .type = FieldType::kDecimal, .required = true}; }

Field date(std::string_view name, bool required = false) {
  return {.name = name, .type = FieldType::kDate, .required = required};
}

Schema energy_reading() {
  return {.target = Target::kEnergyReading,
          .fields = {{.name = "meter", .required = true},
                     {.name = "start", .type = FieldType::kInstant},
                     {.name = "end", .type = FieldType::kInstant, .required = true},
                     quantity(),
                     choice("unit", {"Wh", "kWh", "MWh", "GWh", "MJ", "GJ", "m³", "m3"}, true),
                     choice("carrier", kCarriers, false),
                     {.name = "estimated", .type = FieldType::kBoolean},
                     {.name = "register", .type = FieldType::kBoolean}},
          .alternatives = {}};
}

Schema meter() {
  return {.target = Target::kMeter,
          .fields = {{.name = "meter", .required = true},
                     {.name = "building", .required = true},
                     choice("carrier", kCarriers, true),
                     {.name = "factor", .type = FieldType::kDecimal},
                     {.name = "rollover", .type = FieldType::kDecimal},
                     date("validFrom"),
                     date("validTo")},
          .alternatives = {}};
}

Schema property() {
  return {.target = Target::kProperty,
          .fields = {{.name = "building", .required = true},
                     {.name = "name", .required = true},
                     {.name = "orgUnit", .required = true},
                     {.name = "region", .required = true},
                     {.name = "areaBra", .type = FieldType::kDecimal, .required = true},
                     {.name = "owned", .type = FieldType::kBoolean, .required = true},
                     {.name = "areaAtemp", .type = FieldType::kDecimal},
                     date("validFrom"),
                     date("validTo")},
          .alternatives = {}};
}

Schema fuel_transaction() {
  return {.target = Target::kFuelTransaction,
          .fields = {date("date", true),
                     choice("vehicleGroup", {"pool", "service", "ambulance", "truck"}, false),
                     {.name = "vehicle"},
                     {.name = "fuel", .required = true},
                     quantity(),
                     choice("unit", {"l", "kg", "Nm³", "Nm3", "kWh"}, true),
                     {.name = "orgUnit"},
                     {.name = "transactionId"}},
          .alternatives = {{"vehicleGroup", "vehicle", rule::kVehicleOrGroup, true}}};
}

Schema vehicle() {
  return {.target = Target::kVehicle,
          .fields = {{.name = "vehicle", .required = true},
                     choice("vehicleGroup", {"pool", "service", "ambulance", "truck"}, true),
                     choice("powertrain",
                            {"electric", "plugInHybrid", "hybrid", "diesel", "petrol", "gas",
                             "ethanol", "hydrogen", "other"},
                            true),
                     {.name = "orgUnit"},
                     date("validFrom"),
                     date("validTo")},
          .alternatives = {}};
}

Schema travel() {
  return {.target = Target::kTravel,
          .fields = {{.name = "period", .type = FieldType::kPeriod, .required = true},
                     choice("mode",
                            {"flight", "train", "bus", "taxi", "rentalCar", "privateCar",
                             "patientTravel"},
                            true),
                     {.name = "distanceKm", .type = FieldType::kDecimal},
                     {.name = "reportedKgCo2e", .type = FieldType::kDecimal},
                     {.name = "orgUnit"}},
          .alternatives = {{"distanceKm", "reportedKgCo2e", rule::kDistanceOrEmission, true}}};
}

Schema gas_movement() {
  return {
      .target = Target::kGasMovement,
      .fields = {date("date", true),
                 {.name = "site", .required = true},
                 choice("gas", {"nitrousOxide", "sevoflurane", "desflurane", "isoflurane"}, true),
                 choice("kind", {"purchased", "destroyed", "returned", "stockChange"}, true),
                 quantity(),
                 choice("unit", {"kg", "m³", "m3", "l"}, true),
                 {.name = "temperatureC", .type = FieldType::kDecimal},
                 {.name = "transactionId"}},
      .alternatives = {}};
}

Schema waste_weight() {
  return {.target = Target::kWasteWeight,
          .fields = {date("date", true),
                     {.name = "building"},
                     {.name = "site"},
                     {.name = "ewcCode", .required = true},
                     quantity(),
                     choice("unit", {"kg", "ton"}, true),
                     choice("treatment",
                            {"materialRecycling", "biological", "energyRecovery", "landfill",
                             "hazardous", "other"},
                            true),
                     {.name = "hauler"},
                     {.name = "transactionId"}},
          .alternatives = {{"building", "site", rule::kBuildingOrSite, true}}};
}

Schema factor() {
  return {.target = Target::kFactor,
          .fields = {{.name = "item", .required = true},
                     {.name = "measure", .required = true},
                     {.name = "value", .type = FieldType::kDecimal, .required = true},
                     {.name = "unit", .required = true},
                     {.name = "validFrom", .type = FieldType::kYear},
                     {.name = "source", .required = true},
                     {.name = "note"}},
          .alternatives = {}};
}

Schema degree_days() {
  return {.target = Target::kDegreeDays,
          .fields = {{.name = "region", .required = true},
                     {.name = "period", .type = FieldType::kPeriod, .required = true},
                     {.name = "value", .type = FieldType::kDecimal, .required = true},
                     {.name = "normalValue", .type = FieldType::kDecimal, .required = true},
                     {.name = "source", .required = true}},
          .alternatives = {}};
}

constexpr std::array kAllTargets{Target::kKeyFigureValue,  Target::kPopulation,  Target::kTarget,
                                 Target::kEnergyReading,   Target::kMeter,       Target::kProperty,
                                 Target::kFuelTransaction, Target::kVehicle,     Target::kTravel,
                                 Target::kGasMovement,     Target::kWasteWeight, Target::kFactor,
                                 Target::kDegreeDays};

}  // namespace

std::span<const Target> all_targets() { return kAllTargets; }

std::string_view name_of(Target target) {
  switch (target) {
    case Target::kKeyFigureValue: return "keyFigureValue";
    case Target::kPopulation: return "population";
    case Target::kTarget: return "target";
    case Target::kEnergyReading: return "energyReading";
    case Target::kMeter: return "meter";
    case Target::kProperty: return "property";
    case Target::kFuelTransaction: return "fuelTransaction";
    case Target::kVehicle: return "vehicle";
    case Target::kTravel: return "travel";
    case Target::kGasMovement: return "gasMovement";
    case Target::kWasteWeight: return "wasteWeight";
    case Target::kFactor: return "factor";
    case Target::kDegreeDays: return "degreeDays";
  }
  return "";
}

std::optional<Target> target_named(std::string_view name) {
  for (const Target one : kAllTargets) {
    if (name_of(one) == name) return one;
  }
  return std::nullopt;
}

std::optional<std::size_t> Schema::index_of(std::string_view field) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [field](const Field& one) { return one.name == field; });
  if (found == fields.end()) return std::nullopt;
  return static_cast<std::size_t>(found - fields.begin());
}

const Schema& schema_of(Target which) {
  static const std::array<Schema, kAllTargets.size()> schemas{
      key_figure_value(), population(),       target(),     energy_reading(), meter(),
      property(),         fuel_transaction(), vehicle(),    travel(),         gas_movement(),
      waste_weight(),     factor(),           degree_days()};
  return schemas.at(static_cast<std::size_t>(which));
}

std::optional<int> parse_year(std::string_view text) {
  if (text.size() != 4 || !is_digits(text)) return std::nullopt;
  int year = 0;
  for (const char c : text) year = year * 10 + (c - '0');
  if (year < 1900 || year > 2100) return std::nullopt;
  return year;
}

bool is_period(std::string_view text) {
  if (!parse_year(text.substr(0, 4))) return false;
  if (text.size() == 4) return true;
  if (text.size() != 7 || text[4] != '-') return false;
  const char kind = text[5];
  const char last = text[6];
  if (kind == 'T') return last >= '1' && last <= '3';
  if (kind == 'Q') return last >= '1' && last <= '4';
  if (kind == '0') return last >= '1' && last <= '9';
  return kind == '1' && last >= '0' && last <= '2';
}

}  // namespace tertil::collectors
