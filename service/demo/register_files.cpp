#include <fmt/format.h>

#include <array>
#include <cmath>

#include "service/demo/activity_files.hpp"
#include "service/demo/random.hpp"
#include "service/demo/vehicles.hpp"

namespace tertil::demo {
namespace {

std::string property_file(const ExampleWorld& world) {
  std::string out{"building;name;orgUnit;region;areaBra;owned;validFrom\n"};
  for (const auto& building : world.buildings)
    fmt::format_to(std::back_inserter(out), "{};{};{};13;{:.0f};{};2010-01-01\n", building.id,
                   building.name, building.org_unit, building.area_bra,
                   building.area_bra > 1000 ? "true" : "false");
  return out;
}

std::string meter_file(const ExampleWorld& world) {
  std::string out{"meter;building;carrier;rollover\n"};
  for (const auto& building : world.buildings) {
    fmt::format_to(std::back_inserter(out), "{};{};electricity;{}\n", electricity_meter(building),
                   building.id, building.counter ? "100000" : "");
    fmt::format_to(std::back_inserter(out), "{};{};districtHeating;\n", heat_meter(building),
                   building.id);
    if (building.cooling > 0.0)
      fmt::format_to(std::back_inserter(out), "{};{};districtCooling;\n", cooling_meter(building),
                     building.id);
  }
  return out;
}

std::string vehicle_file(const ExampleWorld& world) {
  std::string out{"vehicle;vehicleGroup;powertrain;orgUnit;validFrom;validTo\n"};
  for (const auto& vehicle : example_vehicles(world.seed, world.first_year))
    fmt::format_to(std::back_inserter(out), "{};{};{};{};{};{}\n", vehicle.id, vehicle.group,
                   vehicle.powertrain, vehicle.org_unit, vehicle.valid_from, vehicle.valid_to);
  return out;
}

std::string degree_day_file(const ExampleWorld& world) {
  std::string out{"region;period;value;normalValue;source\n"};
  for (collectors::Month month{world.first_year, 1}; month.year < world.first_year + 2;
       month = month.next()) {
    double sum = 0.0;
    double normal = 0.0;
    for (auto day = collectors::first_day(month); day < collectors::first_day(month.next());
         ++day) {
      sum += Weather::degree_days(world.weather.temperature(day));
      normal += Weather::degree_days(Weather::normal_temperature(day));
    }
    fmt::format_to(std::back_inserter(out), "13;{}-{:02};{:.0f};{:.0f};Exempeldata\n", month.year,
                   month.month, sum, normal);
  }
  return out;
}

/// What the shipped factors lack for the example's own figures. Nobody has published these, and
/// they say so wherever they are shown.
std::string factor_file(const ExampleWorld& world) {
  return fmt::format(
      "item;measure;value;unit;validFrom;source\n"
      "privateCar;WTW;170;g CO2e/km;{};Exempeldata, påhittad\n"
      "privateCar;WTW;165;g CO2e/km;{};Exempeldata, påhittad\n",
      world.first_year, world.first_year + 1);
}

/// The population of the second year, which the shipped table ends before.
std::string population_file(const ExampleWorld& world) {
  return fmt::format("region;year;value;source\n13;{};346000;Exempeldata, påhittad\n",
                     world.first_year + 1);
}

}  // namespace

Result<void> each_register_file(const ExampleWorld& world, const TakeFile& take) {
  const std::array files{
      ExampleFile{"property-register", "exempeldata-fastigheter.csv", property_file(world)},
      ExampleFile{"meters", "exempeldata-matare.csv", meter_file(world)},
      ExampleFile{"vehicle-register", "exempeldata-fordon.csv", vehicle_file(world)},
      ExampleFile{"degree-days", "exempeldata-graddagar.csv", degree_day_file(world)},
      ExampleFile{"factors", "exempeldata-faktorer.csv", factor_file(world)},
      ExampleFile{"scb-population", "exempeldata-folkmangd.csv", population_file(world)}};
  for (const auto& file : files)
    if (auto taken = take(file); !taken) return taken;
  return {};
}

}  // namespace tertil::demo
