/// @file service/cli/backup_verdict.hpp
/// @brief What proving a backup found, for people and for scripts.
#pragma once
#include <string>

#include "service/backup/verify.hpp"
#include "service/cli/context.hpp"

namespace tertil::cli {

/// Writes the verdict. `done` is the line that ends it when everything is good.
/// @return kOk, or kFindings if something is not as it should be.
ExitCode write_verdict(const backup::Verdict& verdict, const std::string& file, const Text& done,
                       const Context& context);

}  // namespace tertil::cli
