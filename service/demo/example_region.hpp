/// @file service/demo/example_region.hpp
/// @brief The made-up region behind the example files: its buildings, meters and weather.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "collectors/calendar.hpp"

namespace tertil::demo {

/// A building and how much it uses in a normal year, in kWh/m².
struct Building {
  std::string id;  ///< "EX-B001"
  std::string name;
  std::string org_unit;
  double area_bra{0};  ///< m²
  double electricity{0};
  double heat{0};
  double cooling{0};            ///< 0: no cooling.
  bool counter{false};          ///< Its electricity meter is a counter read once a month.
  double saved_from_second{0};  ///< Share saved from the second year on, by a measure.
};

/// Sixty buildings: three hospitals' and the health centres'. The same list for the same seed.
[[nodiscard]] std::vector<Building> example_buildings(std::uint64_t seed);

[[nodiscard]] std::string electricity_meter(const Building& building);
[[nodiscard]] std::string heat_meter(const Building& building);
[[nodiscard]] std::string cooling_meter(const Building& building);

/// Mean temperature of each day of a period, °C; the normal year is the same curve without
/// weather.
class Weather {
 public:
  Weather(std::uint64_t seed, collectors::Days first, collectors::Days last);
  [[nodiscard]] double temperature(collectors::Days day) const;
  [[nodiscard]] static double normal_temperature(collectors::Days day);
  /// Heating degree days of a day with base 17 °C; none when it is warmer than the base.
  [[nodiscard]] static double degree_days(double temperature);

 private:
  collectors::Days first_;
  std::vector<double> temperatures_;
};

}  // namespace tertil::demo
