/// @file service/figures/fleet.hpp
/// @brief Vehicles and what they fill: shares of HVO100, of electric cars, and fuel emissions.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "service/figures/factors.hpp"
#include "service/figures/parts.hpp"
#include "service/store/activity_rows.hpp"

namespace tertil::figures {

struct FleetInput {
  std::string owner;
  std::vector<store::FuelSum> fuel;  ///< Of the year.
  std::vector<store::VehicleRow> vehicles;
};

/// What was filled of one fuel in a month by one group and unit.
struct Fill {
  std::string group;     ///< As given, else the register's on that date; empty if neither knows.
  std::string org_unit;  ///< As given, else the register's.
  std::string fuel;      ///< Fuel::id, else the name as given.
  int month{0};
  std::string unit;
  double quantity{0.0};
  std::set<std::string> batches;
};

/// What was filled of everything that is a fuel. The quantities do not depend on how the fills came
/// in batches. Vehicles that nobody knows are noted in `figure`, which may be null.
[[nodiscard]] std::vector<Fill> fills_of(const FleetInput& input, FigureParts* figure);

[[nodiscard]] bool is_car_group(std::string_view group);  ///< pool or service

/// Litres of HVO100 / litres of all liquid fuel, of ambulances. Levels: orgUnit, fuel.
[[nodiscard]] FigureParts ambulance_hvo_parts(const FleetInput& input, int year);
/// The same of service and pool cars. Levels: vehicleGroup, orgUnit, fuel.
[[nodiscard]] FigureParts service_car_hvo_parts(const FleetInput& input, int year);
/// Electric service and pool cars / all of them, of those valid on 31 December. Plug-in hybrids are
/// not electric. Levels: vehicleGroup, orgUnit.
[[nodiscard]] FigureParts electric_car_parts(const FleetInput& input, int year);
/// Kilograms of CO2e from fuel, of the groups that `counts` says. Levels: vehicleGroup, orgUnit,
/// fuel.
using CountsGroup = std::function<bool(std::string_view group)>;
[[nodiscard]] FigureParts fuel_emission_parts(const FleetInput& input, const FactorTable& factors,
                                              int year, const CountsGroup& counts);

/// Notes how many vehicles each path stands for, so that few of them are not shown apart.
void note_sizes(FigureParts& figure, const FleetInput& input, const CountsGroup& counts);

/// The register, and what was filled in the year.
[[nodiscard]] Result<FleetInput> read_fleet(store::Reader& reader, std::string_view owner, int year,
                                            store::AsOf as_of = {});

}  // namespace tertil::figures
