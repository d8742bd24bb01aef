/// @file service/cli/doctor_sign_in.hpp
/// @brief What `doctor` says of signing in by another system.
#pragma once
#include <vector>

#include "service/cli/configuration.hpp"
#include "service/cli/doctor_finding.hpp"

namespace tertil::cli {

/// Adds what is set up. The provider itself is not asked: nothing here needs the network.
void check_sign_in(const Configuration& configuration, std::vector<Finding>& findings);

}  // namespace tertil::cli
