/// @file service/reports/comparison_json.hpp
/// @brief The comparison table of one region as the API answers it (contract 4, Comparison).
#pragma once
#include <string>

#include "service/figures/comparison.hpp"

namespace tertil::reports {

/// A printed and a computed place stand side by side in each cell; a target's status never shares
/// a field with a class.
[[nodiscard]] std::string to_json(const figures::Comparison& comparison);

}  // namespace tertil::reports
