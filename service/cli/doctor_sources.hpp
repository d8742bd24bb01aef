/// @file service/cli/doctor_sources.hpp
/// @brief What `doctor` says of the sources: mappings that cannot be read, and scheduled pulls.
#pragma once
#include <vector>

#include "service/cli/configuration.hpp"
#include "service/cli/doctor_finding.hpp"
#include "service/store/engine.hpp"

namespace tertil::cli {

/// Adds `mappings`, one for each that cannot be read or one that all can; `scheduled-pulls`,
/// whether serve pulls by itself; and `pull-ID` for each source with a schedule or a past pull.
void check_sources(store::Engine& engine, const Configuration& configuration,
                   std::vector<Finding>& findings);

}  // namespace tertil::cli
