/// @file collectors/unit.hpp
/// @brief Units as written, and exact conversion to the ones we keep.
#pragma once

#include <optional>
#include <string_view>

namespace tertil::collectors {

/// What a unit measures. A quantity of one dimension never becomes one of another without a
/// factor that somebody has stated (m³ of gas to kWh).
enum class Dimension {
  kEnergy,        ///< kept in kWh
  kMass,          ///< kept in kg
  kVolume,        ///< of liquids, kept in l
  kGasVolume,     ///< m³ as metered; kept in m³
  kNormalVolume,  ///< Nm³ (0 °C, 1 atm); kept in Nm³
  kArea,          ///< kept in m²
  kDistance,      ///< kept in km
};

struct Unit {
  Dimension dimension{};
  /// One of this unit is numerator/denominator of the kept unit, both whole numbers, so that a
  /// conversion rounds once: 1 MJ = 5/18 kWh.
  double numerator{1.0};
  double denominator{1.0};
  std::string_view name;  ///< As in the contract: "kWh", "Nm³".
};

/// The unit that `text` names: the contract's spellings and those that files really have (kwh, KWH,
/// MWh, Gwh, MJ, GJ, m3, m^3, Nm3, liter, L, dm3, ton, t, tonne, kilo, gram, g, mil, km, m2, kvm).
/// Upper and lower case matter only where they tell units apart (MWh is not mWh: mWh is nothing).
[[nodiscard]] std::optional<Unit> unit_named(std::string_view text);

/// The quantity in the kept unit of its dimension, correctly rounded once; up to 1e290, which no
/// meter reaches.
[[nodiscard]] double to_kept(const Unit& unit, double quantity);
/// The kept unit's name: "kWh", "kg", "l", "m³", "Nm³", "m²", "km".
[[nodiscard]] std::string_view kept_unit(Dimension dimension);

}  // namespace tertil::collectors
