/// @file service/reports/similar_regions_json.hpp
/// @brief The regions most like one's own, as the API answers it.
#pragma once
#include <string>

#include "service/figures/similar_regions.hpp"

namespace tertil::reports {

/// `own` is the region itself, in the form of the others, with distance 0.
[[nodiscard]] std::string to_json(const figures::LikeRegions& regions);

}  // namespace tertil::reports
