/// @file service/reports/use_change_json.hpp
/// @brief Why kWh/m² changed, as the API answers.
#pragma once
#include <string>

#include "service/figures/intensity_change.hpp"

namespace tertil::reports {

[[nodiscard]] std::string use_change_to_json(const figures::UseChange& change, store::AsOf as_of);

}  // namespace tertil::reports
