#include "service/store/activity.hpp"

#include <fmt/format.h>

namespace tertil::store {
namespace {

using Names = std::string_view;
using Field = ActivityField;

constexpr std::array<Names, 3> kMeterKey{"owner", "meter", "valid_from"};
constexpr std::array<Names, 5> kMeterValues{"building", "carrier", "factor", "rollover",
                                            "valid_to"};
constexpr std::array<Field, 7> kMeterFields{{{"meter", "meter"},
                                             {"building", "building"},
                                             {"carrier", "carrier"},
                                             {"factor", "factor"},
                                             {"rollover", "rollover"},
                                             {"valid_from", "validFrom"},
                                             {"valid_to", "validTo"}}};

constexpr std::array<Names, 3> kPropertyKey{"owner", "building", "valid_from"};
constexpr std::array<Names, 7> kPropertyValues{"name",  "org_unit",   "region",  "area_bra",
                                               "owned", "area_atemp", "valid_to"};
constexpr std::array<Field, 9> kPropertyFields{{{"building", "building"},
                                                {"name", "name"},
                                                {"org_unit", "orgUnit"},
                                                {"region", "region"},
                                                {"area_bra", "areaBra"},
                                                {"owned", "owned", true},
                                                {"area_atemp", "areaAtemp"},
                                                {"valid_from", "validFrom"},
                                                {"valid_to", "validTo"}}};

constexpr std::array<Names, 3> kFuelKey{"owner", "purchase", "occurrence"};
constexpr std::array<Names, 10> kFuelValues{
    "date", "vehicle_group",  "vehicle",    "fuel",     "quantity",
    "unit", "given_quantity", "given_unit", "org_unit", "transaction_id"};
constexpr std::array<Field, 8> kFuelFields{{{"date", "date"},
                                            {"vehicle_group", "vehicleGroup"},
                                            {"vehicle", "vehicle"},
                                            {"fuel", "fuel"},
                                            {"quantity", "quantity"},
                                            {"unit", "unit"},
                                            {"org_unit", "orgUnit"},
                                            {"transaction_id", "transactionId"}}};

constexpr std::array<Names, 3> kVehicleKey{"owner", "vehicle", "valid_from"};
constexpr std::array<Names, 4> kVehicleValues{"vehicle_group", "powertrain", "org_unit",
                                              "valid_to"};
constexpr std::array<Field, 6> kVehicleFields{{{"vehicle", "vehicle"},
                                               {"vehicle_group", "vehicleGroup"},
                                               {"powertrain", "powertrain"},
                                               {"org_unit", "orgUnit"},
                                               {"valid_from", "validFrom"},
                                               {"valid_to", "validTo"}}};

constexpr std::array<Names, 4> kTravelKey{"owner", "period", "mode", "org_unit"};
constexpr std::array<Names, 2> kTravelValues{"distance_km", "reported_kg_co2e"};
constexpr std::array<Field, 5> kTravelFields{{{"period", "period"},
                                              {"mode", "mode"},
                                              {"distance_km", "distanceKm"},
                                              {"reported_kg_co2e", "reportedKgCo2e"},
                                              {"org_unit", "orgUnit"}}};

constexpr std::array<Names, 3> kGasKey{"owner", "movement", "occurrence"};
constexpr std::array<Names, 10> kGasValues{
    "date", "site",           "gas",        "kind",          "quantity",
    "unit", "given_quantity", "given_unit", "temperature_c", "transaction_id"};
constexpr std::array<Field, 8> kGasFields{{{"date", "date"},
                                           {"site", "site"},
                                           {"gas", "gas"},
                                           {"kind", "kind"},
                                           {"quantity", "quantity"},
                                           {"unit", "unit"},
                                           {"temperature_c", "temperatureC"},
                                           {"transaction_id", "transactionId"}}};

constexpr std::array<Names, 3> kWasteKey{"owner", "weighing", "occurrence"};
constexpr std::array<Names, 11> kWasteValues{
    "date",           "building",   "site",      "ewc_code", "quantity",      "unit",
    "given_quantity", "given_unit", "treatment", "hauler",   "transaction_id"};
constexpr std::array<Field, 9> kWasteFields{{{"date", "date"},
                                             {"building", "building"},
                                             {"site", "site"},
                                             {"ewc_code", "ewcCode"},
                                             {"quantity", "quantity"},
                                             {"unit", "unit"},
                                             {"treatment", "treatment"},
                                             {"hauler", "hauler"},
                                             {"transaction_id", "transactionId"}}};

constexpr std::array<Names, 5> kFactorKey{"owner", "item", "measure", "unit", "valid_from"};
constexpr std::array<Names, 2> kFactorValues{"value", "note"};
constexpr std::array<Field, 6> kFactorFields{{{"item", "item"},
                                              {"measure", "measure"},
                                              {"value", "value"},
                                              {"unit", "unit"},
                                              {"valid_from", "validFrom"},
                                              {"note", "note"}}};

constexpr std::array<Names, 3> kDegreeKey{"owner", "region", "period"};
constexpr std::array<Names, 2> kDegreeValues{"value", "normal_value"};
constexpr std::array<Field, 4> kDegreeFields{{{"region", "region"},
                                              {"period", "period"},
                                              {"value", "value"},
                                              {"normal_value", "normalValue"}}};

}  // namespace

constinit const FactTable kMeters{"meter", kMeterKey, kMeterValues};
constinit const FactTable kProperties{"property", kPropertyKey, kPropertyValues};
constinit const FactTable kFuelTransactions{"fuel_transaction", kFuelKey, kFuelValues};
constinit const FactTable kVehicles{"vehicle", kVehicleKey, kVehicleValues};
constinit const FactTable kTravels{"travel", kTravelKey, kTravelValues};
constinit const FactTable kGasMovements{"gas_movement", kGasKey, kGasValues};
constinit const FactTable kWasteWeights{"waste_weight", kWasteKey, kWasteValues};
constinit const FactTable kFactors{"factor", kFactorKey, kFactorValues};
constinit const FactTable kDegreeDays{"degree_days", kDegreeKey, kDegreeValues};

std::span<const ActivityType> activity_types() {
  static const std::array<ActivityType, 9> types{
      {{"degreeDays", kDegreeDays, kDegreeFields},
       {"factor", kFactors, kFactorFields},
       {"fuelTransaction", kFuelTransactions, kFuelFields},
       {"gasMovement", kGasMovements, kGasFields},
       {"meter", kMeters, kMeterFields},
       {"property", kProperties, kPropertyFields},
       {"travel", kTravels, kTravelFields},
       {"vehicle", kVehicles, kVehicleFields},
       {"wasteWeight", kWasteWeights, kWasteFields}}};
  return types;
}

std::string transaction_key(std::string_view transaction_id,
                            std::initializer_list<std::string_view> identifying) {
  if (!transaction_id.empty()) return fmt::format("id:{}", transaction_id);
  constexpr char kSeparator = '\x1f';  // no field has control characters
  std::string key{"row:"};
  for (const auto part : identifying) {
    key += part;
    key += kSeparator;
  }
  return key;
}

std::string exact_text(double number) { return fmt::format("{}", number); }

}  // namespace tertil::store
