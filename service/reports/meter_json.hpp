/// @file service/reports/meter_json.hpp
/// @brief What one meter used, as the API says it.
#pragma once
#include <string>

#include "service/figures/meter_use.hpp"

namespace tertil::reports {

[[nodiscard]] std::string meter_to_json(const figures::MeterUse& use);
/// "hour", "day" or "month".
[[nodiscard]] std::string_view name_of(figures::UseStep step);

}  // namespace tertil::reports
