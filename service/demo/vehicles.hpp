/// @file service/demo/vehicles.hpp
/// @brief The made-up region's vehicles.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace tertil::demo {

struct Vehicle {
  std::string id;  ///< "EX-AMB-001": no registration number of anybody's.
  std::string group;
  std::string powertrain;
  std::string org_unit;
  std::string valid_from;  ///< ISO date.
  std::string valid_to;    ///< Empty while it is in use.
  double litres_a_month{0};
};

/// Ambulances, service cars, pool cars and trucks. Some diesel cars leave at the turn of the first
/// year and electric ones come instead.
[[nodiscard]] std::vector<Vehicle> example_vehicles(std::uint64_t seed, int first_year);

}  // namespace tertil::demo
