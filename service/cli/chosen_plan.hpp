/// @file service/cli/chosen_plan.hpp
/// @brief Which plan a command is about.
#pragma once
#include <string>

#include "service/store/plans.hpp"

namespace tertil::cli {

/// The plan that is named, else the newest; kInvalidInput with the plans there are.
[[nodiscard]] Result<Plan> chosen_plan(store::Reader& reader, const std::string& id);

}  // namespace tertil::cli
