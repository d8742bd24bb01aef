/// @file service/cli/doctor_mail.hpp
/// @brief What `doctor` says of e-mail.
#pragma once
#include <vector>

#include "service/cli/configuration.hpp"
#include "service/cli/doctor_finding.hpp"
#include "service/cli/environment.hpp"
#include "service/store/engine.hpp"

namespace tertil::cli {

/// Whether a server is set up, and whether it lets us in: connects and signs in, sends nothing.
void check_mail(const Configuration& configuration, const Environment& environment,
                std::vector<Finding>& findings);

/// How the latest reminders went. Says nothing where there are none.
void check_reminders(store::Engine& engine, std::vector<Finding>& findings);

}  // namespace tertil::cli
