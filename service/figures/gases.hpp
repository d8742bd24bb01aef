/// @file service/figures/gases.hpp
/// @brief Medical gases: what was let out, in CO2e per inhabitant, and what the destruction plants
/// took care of.
///
/// Let out = bought − returned − change of stock − destroyed, per gas and site. Volumes become
/// kilograms by the gas's density at 15 °C and 1 atm, or at the temperature given (ideal gas);
/// liquids by their liquid density. The warming potentials come from one named set.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/figures/factors.hpp"
#include "service/figures/parts.hpp"
#include "service/store/activity_rows.hpp"

namespace tertil::figures {

/// The set that SKR's comparison uses, and how a store says another (setting).
inline constexpr std::string_view kDefaultGwpSet = "AR5";
inline constexpr std::string_view kGwpSetSetting = "gwp-set";

struct GasInput {
  std::string owner;
  std::vector<store::GasRow> movements;  ///< Of the year.
  std::optional<double> inhabitants;     ///< On 31 December.
  std::string gwp_set{kDefaultGwpSet};
};

/// kg CO2e per inhabitant. Levels: gas, site.
[[nodiscard]] FigureParts medical_gas_parts(const GasInput& input, const FactorTable& factors,
                                            int year);
/// Nitrous oxide destroyed / (bought − returned − change of stock), %. Levels: site.
[[nodiscard]] FigureParts nitrous_destroyed_parts(const GasInput& input, const FactorTable& factors,
                                                  int year);

/// Where a site's nitrous oxide went, in kg.
struct MassBalance {
  std::string site;
  double purchased{0.0};
  double returned{0.0};
  double stock_change{0.0};
  double destroyed{0.0};
  double emitted{0.0};  ///< What the others leave; below zero when more was destroyed than came.
};

/// Of every site, by name. Movements whose mass is not known are left out.
[[nodiscard]] std::vector<MassBalance> mass_balance(const GasInput& input,
                                                    const FactorTable& factors, int year);

[[nodiscard]] Result<GasInput> read_gases(store::Reader& reader, std::string_view owner, int year,
                                          store::AsOf as_of = {});

}  // namespace tertil::figures
