/// @file service/reports/certainty_json.hpp
/// @brief How sure ranks and colours are, as the API answers it.
#pragma once
#include <string>

#include "service/figures/certainty.hpp"

namespace tertil::reports {

/// Probabilities are shares of the drawn tables, 0 to 1.
[[nodiscard]] std::string to_json(const figures::RankCertainties& certainties);

}  // namespace tertil::reports
