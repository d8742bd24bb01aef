/// @file service/reports/movement_json.hpp
/// @brief Why a rank moved, as the API answers it.
#pragma once
#include <string>

#include "service/figures/movement.hpp"

namespace tertil::reports {

/// `parts` are whole places that sum to `change`; `exactParts` are numerators of `denominator`.
/// Both are null when only printed ranks are known, and so are `asPublished` and `today`.
[[nodiscard]] std::string to_json(const figures::RankMovement& movement);

}  // namespace tertil::reports
