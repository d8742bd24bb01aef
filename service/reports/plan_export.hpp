/// @file service/reports/plan_export.hpp
/// @brief Plans, measures and saved scenarios as lines of the canonical export.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/result.hpp"
#include "service/store/engine.hpp"

namespace tertil::reports {

/// Whether a type is one of these: "measure", "plan", "scenario".
[[nodiscard]] bool is_plan_type(std::string_view type);

/// Every one that holds, a JSON object each, sorted by bytes. What is empty is left out; neither
/// version, author, time nor a scenario's id is told.
[[nodiscard]] Result<std::vector<std::string>> plan_lines(store::Reader& reader,
                                                          std::string_view type);

}  // namespace tertil::reports
