/// @file service/cli/doctor_report.hpp
/// @brief What `doctor` finds, for the terminal and for the page about operation.
#pragma once
#include <string>
#include <vector>

#include "service/cli/configuration.hpp"
#include "service/cli/doctor_finding.hpp"
#include "service/cli/environment.hpp"

namespace tertil::cli {

/// Looks at the installation that the configuration names; changes nothing. Blocks.
[[nodiscard]] std::vector<Finding> examine(const Loaded& loaded, const Environment& environment);

/// {"ok":…,"checks":[{"name","result","found","remedy"}]}.
[[nodiscard]] std::string to_json(const std::vector<Finding>& findings);

}  // namespace tertil::cli
