/// @file service/cli/operator_name.hpp
/// @brief Who works at the command line, for the audit log.
#pragma once
#include <string>
#include <string_view>

#include "service/store/audit.hpp"
#include "service/store/engine.hpp"

namespace tertil::cli {

/// "cli:anna": the system's name of the user this process runs as.
[[nodiscard]] std::string operator_name();

/// An entry about what the operator does.
[[nodiscard]] store::AuditEntry operator_entry(std::string_view action, std::string object,
                                               std::string note = {});

/// Notes that data was written out. A store that cannot be written to is no reason not to read it.
void note_export(store::Engine& engine, std::string what);

}  // namespace tertil::cli
