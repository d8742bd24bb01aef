/// @file service/figures/emission_change.hpp
/// @brief Why a region's fuel emissions changed between two years: more driving, other fuels, or
/// fuels that emit more each (analytics/decomposition.hpp).
///
/// The quantity is litres where everything is filled by the litre, else energy in MJ by each fuel's
/// energy content. The items are vehicle groups and fuels: a shift between groups is mix.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analytics/decomposition.hpp"
#include "service/figures/fleet.hpp"

namespace tertil::figures {

/// One fuel of one vehicle group in both years; in the kept unit, and what one of it emits.
struct EmissionItem {
  std::string group, fuel, unit;
  double quantity_from{0.0}, quantity_to{0.0};
  double factor_from{0.0}, factor_to{0.0};  ///< kg CO2e per unit.
};

struct EmissionChange {
  std::string region;
  int year_from{0}, year_to{0};
  analytics::Decomposition parts;                            ///< kg CO2e.
  std::string quantity_unit;                                 ///< "l" or "MJ".
  std::optional<double> hvo100_share_from, hvo100_share_to;  ///< % of liquid fuel by volume.
  std::vector<EmissionItem> items;
  std::vector<UsedFactor> factors;
  Text text;  ///< What happened, in words.
};

/// kNotFound when either year has no fuel; kRefused, naming what is missing, when a factor is.
[[nodiscard]] Result<EmissionChange> emission_change(store::Reader& reader, std::string_view region,
                                                     int year_from, int year_to,
                                                     store::AsOf as_of = {});

/// The same from what has been read.
[[nodiscard]] Result<EmissionChange> emission_change_of(const FleetInput& from,
                                                        const FleetInput& to,
                                                        const FactorTable& factors, int year_from,
                                                        int year_to);

}  // namespace tertil::figures
