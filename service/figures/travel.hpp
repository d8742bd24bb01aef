/// @file service/figures/travel.hpp
/// @brief What the transport of people emits, by mode: own and leased cars and ambulances from
/// their fuel, the rest from reported emissions or distance.
///
/// A reported emission goes before a distance. A distance needs a factor: item = the mode, measure
/// WTW, unit per km. None is shipped: a user adds those that fit. Goods transport (trucks) is left
/// out.
#pragma once
#include <string_view>
#include <vector>

#include "service/figures/fleet.hpp"

namespace tertil::figures {

/// The nine modes, as in breakdowns; coverage is the share of them that there are data of.
[[nodiscard]] std::span<const std::string_view> transport_modes();

/// Levels: mode, orgUnit, fuel (of own vehicles).
[[nodiscard]] FigureParts person_transport_parts(const FleetInput& fleet,
                                                 const std::vector<store::TravelRow>& travel,
                                                 const FactorTable& factors, int year);

}  // namespace tertil::figures
