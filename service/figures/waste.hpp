/// @file service/figures/waste.hpp
/// @brief How much of the hospitals' waste is recycled as material, organic waste included.
///
/// (material recycling + biological treatment) / all waste, by weight, without construction and
/// demolition (EWC chapter 17) and garden waste (20 02 01), as Kolada's U60551 has it.
#pragma once
#include <vector>

#include "service/figures/parts.hpp"
#include "service/store/activity_rows.hpp"

namespace tertil::figures {

/// Levels: fraction (EWC code), hauler, site (or building). The denominator is the year's total.
[[nodiscard]] FigureParts waste_parts(const std::vector<store::WasteSum>& weights, int year);

}  // namespace tertil::figures
