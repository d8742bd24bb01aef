/// @file service/demo/activity_files.hpp
/// @brief The parts that the example files are made of, one function for each kind of system.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "service/demo/example_files.hpp"
#include "service/demo/example_region.hpp"

namespace tertil::demo {

/// What all the files agree on.
struct ExampleWorld {
  std::uint64_t seed{1};
  int first_year{2024};
  collectors::Days second_year{0};  ///< The first day of the second year.
  std::vector<Building> buildings;
  Weather weather;
};

using TakeFile = std::function<Result<void>(const ExampleFile&)>;

/// Buildings, meters, vehicles, degree days, factors and population: what the activity refers to.
[[nodiscard]] Result<void> each_register_file(const ExampleWorld& world, const TakeFile& take);
/// Hourly meters and counters.
[[nodiscard]] Result<void> each_energy_file(const ExampleWorld& world, const TakeFile& take);
/// Fuel cards and travel.
[[nodiscard]] Result<void> each_travel_file(const ExampleWorld& world, const TakeFile& take);
/// Medical gases, with destruction plants that start in July of the second year, and waste.
[[nodiscard]] Result<void> each_gas_and_waste_file(const ExampleWorld& world, const TakeFile& take);

}  // namespace tertil::demo
