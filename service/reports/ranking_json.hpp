/// @file service/reports/ranking_json.hpp
/// @brief One ranking as the API answers it (contract 4, Ranking).
#pragma once
#include <string>

#include "service/figures/ranking.hpp"

namespace tertil::reports {

/// Rows best first, then those without a value and why. `rankChange` is this year's place minus
/// the one of the year before in the same series: negative is a climb.
[[nodiscard]] std::string to_json(const figures::Ranking& ranking);

}  // namespace tertil::reports
