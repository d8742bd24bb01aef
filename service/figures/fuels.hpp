/// @file service/figures/fuels.hpp
/// @brief Fuels as cards and tank systems name them, and what one unit of them emits.
///
/// "HVO 100", "Neste MY" and "hvo100" are one fuel. A fuel's emission is looked up among the items
/// of its recipe, the newest that holds in the year: diesel is the statutory blend of that year
/// from 2020 on ("Diesel MK1 at statutory minimum"), before that the mean blend of 2016. Factors
/// per MJ are turned into factors per litre by the fuel's energy content, also a factor.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/figures/factors.hpp"

namespace tertil::figures {

/// An item and measure of the factor table that gives a fuel's emission.
struct FuelFactor {
  std::string_view item;
  std::string_view measure;
  std::string_view energy_item;  ///< Whose "energy content" belongs to it.
};

struct Fuel {
  std::string_view id;  ///< "HVO100"
  Text name;
  std::vector<std::string_view> aliases;  ///< Lower case, letters and digits only.
  std::vector<FuelFactor> factors;        ///< The first wins among equally new ones.
  bool is_fuel{true};                     ///< AdBlue is bought by the litre and is none.
};

inline constexpr std::string_view kHvo100 = "HVO100";

/// The fuel of that name; null for one nobody here knows.
[[nodiscard]] const Fuel* find_fuel(std::string_view name);
/// The id of a known fuel, else the name as given.
[[nodiscard]] std::string fuel_id(std::string_view name);
[[nodiscard]] std::span<const Fuel> all_fuels();

/// What one unit of a fuel emits, and the factors behind it.
struct FuelEmission {
  double kilograms{0.0};  ///< CO2e per unit.
  std::vector<UsedFactor> used;
};

/// For `unit` "l", "kg", "Nm³" or "kWh". An unknown fuel is looked up as an item of its own name,
/// measure WTW.
[[nodiscard]] std::variant<FuelEmission, MissingFactor> emission_of(const FactorTable& factors,
                                                                    std::string_view fuel,
                                                                    std::string_view unit,
                                                                    int year);

}  // namespace tertil::figures
