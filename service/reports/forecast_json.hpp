/// @file service/reports/forecast_json.hpp
/// @brief Where a key figure is heading, as the API answers it.
#pragma once
#include <string>

#include "service/figures/forecast.hpp"

namespace tertil::reports {

/// Without a forecast `refused` says why, and `value`, `interval` and `rank` are null. Numbers are
/// not rounded to what pages show.
[[nodiscard]] std::string to_json(const figures::FigureForecast& forecast);

}  // namespace tertil::reports
