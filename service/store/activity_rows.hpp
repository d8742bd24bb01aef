/// @file service/store/activity_rows.hpp
/// @brief Activity read back as what it means: the rows of one owner, in an order that depends on
/// their content alone, so that equal content gives equal sums to the last bit.
///
/// `as_of` asks for what was known then; without it, for what holds now.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store {

struct MeterRow {
  std::string meter, valid_from, building, carrier;
  std::optional<double> factor, rollover;
  std::string valid_to;  ///< Empty: open.
  std::string batch;
};

struct PropertyRow {
  std::string building, valid_from, name, org_unit, region;
  double area_bra{0.0};
  bool owned{true};
  std::string valid_to;
  std::string batch;
};

/// What one batch says was filled in a month by the vehicles of one group and unit, with what the
/// register of vehicles knows of each on the day it filled.
struct FuelSum {
  std::string period;         ///< "2024-03"
  std::string vehicle_group;  ///< As given, else the register's; empty if neither knows.
  std::string vehicle;        ///< Only where the group is empty.
  std::string org_unit, fuel, unit;
  double millionths{0.0};  ///< Of the unit; whole, so that sums are exact in any order (to 2^53).
  std::string batch;
};

struct VehicleRow {
  std::string vehicle, valid_from, vehicle_group, powertrain, org_unit, valid_to, batch;
};

struct TravelRow {
  std::string period, mode, org_unit;
  std::optional<double> distance_km, reported_kg_co2e;
  std::string batch;
};

struct GasRow {
  std::string date, site, gas, kind;
  double quantity{0.0};
  std::string unit;
  std::optional<double> temperature_c;
  std::string batch;
};

/// What one batch says was weighed of a fraction in a month at one place.
struct WasteSum {
  std::string period;  ///< "2024-03"
  std::string place;   ///< The site, or the building where none is given.
  std::string ewc_code, treatment, hauler;
  double millionths{0.0};  ///< Of a kilogram; whole, so that sums are exact in any order (to 2^53).
  std::string batch;
};

struct FactorRow {
  std::string owner, item, measure, unit;
  int valid_from{0};  ///< 0: undated.
  double value{0.0};
  std::string note, origin, batch;
};

struct DegreeDaysRow {
  std::string region, period;
  double value{0.0}, normal_value{0.0};
  std::string origin, batch;
};

using AsOf = std::optional<Instant>;

/// Registers whole, by thing and valid_from.
[[nodiscard]] Result<std::vector<MeterRow>> meters(Reader& reader, std::string_view owner,
                                                   AsOf as_of = {});
[[nodiscard]] Result<std::vector<PropertyRow>> properties(Reader& reader, std::string_view owner,
                                                          AsOf as_of = {});
[[nodiscard]] Result<std::vector<VehicleRow>> vehicles(Reader& reader, std::string_view owner,
                                                       AsOf as_of = {});
/// What was filled in a year, summed in the store: a row per month, group, unit, fuel and batch,
/// however many fills there are. Quantities are rounded to millionths of their unit.
[[nodiscard]] Result<std::vector<FuelSum>> fuel_of(Reader& reader, std::string_view owner, int year,
                                                   AsOf as_of = {});
/// Transactions and travel of one year.
[[nodiscard]] Result<std::vector<TravelRow>> travel_of(Reader& reader, std::string_view owner,
                                                       int year, AsOf as_of = {});
[[nodiscard]] Result<std::vector<GasRow>> gases_of(Reader& reader, std::string_view owner, int year,
                                                   AsOf as_of = {});
[[nodiscard]] Result<std::vector<WasteSum>> waste_of(Reader& reader, std::string_view owner,
                                                     int year, AsOf as_of = {});
/// The owner's factors and the national ones (owner "00"), by item, measure, unit, year, owner.
[[nodiscard]] Result<std::vector<FactorRow>> factors(Reader& reader, std::string_view owner,
                                                     AsOf as_of = {});
/// Those of the owner, else the national ones, of one year; by region and period.
[[nodiscard]] Result<std::vector<DegreeDaysRow>> degree_days_of(Reader& reader,
                                                                std::string_view owner, int year,
                                                                AsOf as_of = {});

/// What a meter used in a month, as kept beside the readings.
struct MeterMonthRow {
  std::string meter;
  int month{1};  ///< 1–12
  double quantity{0.0};
  bool is_energy{true};     ///< kWh; else m³.
  std::int64_t seconds{0};  ///< How much of the month has readings.
  std::int64_t estimated{0};
};
[[nodiscard]] Result<std::vector<MeterMonthRow>> meter_months_of(Reader& reader,
                                                                 std::string_view owner, int year);
/// Batches in force that brought readings of a year.
[[nodiscard]] Result<std::vector<std::string>> reading_batches_of(Reader& reader,
                                                                  std::string_view owner, int year);
/// Years with readings.
[[nodiscard]] Result<std::vector<int>> reading_years(Reader& reader, std::string_view owner);

/// Inhabitants of a region on 31 December; the region's own count before the national one.
[[nodiscard]] Result<std::optional<double>> inhabitants_of(Reader& reader, std::string_view region,
                                                           int year, AsOf as_of = {});

/// Everybody who has activity of any kind.
[[nodiscard]] Result<std::vector<std::string>> owners_with_activity(Reader& reader);
/// The years for which a computed own value of a key figure is open.
[[nodiscard]] Result<std::vector<int>> computed_years(Reader& reader, std::string_view owner,
                                                      std::string_view key_figure);

/// Which years a table of transactions (or travel) has for an owner.
[[nodiscard]] Result<std::vector<int>> years_of(Reader& reader, std::string_view table,
                                                std::string_view owner);

}  // namespace tertil::store
