/// @file service/reports/series_json.hpp
/// @brief Values over time as the API answers them.
#pragma once
#include <string>

#include "service/figures/value_series.hpp"

namespace tertil::reports {

/// Every area has every year from `from` to `to`; a year without a value has its reason.
[[nodiscard]] std::string to_json(const figures::ValueSeries& series);

}  // namespace tertil::reports
