/// @file service/ingest/definition_choice.hpp
/// @brief Changes the definition of a key figure, or tells what that would change.
#pragma once
#include <string>
#include <string_view>

#include "service/figures/published.hpp"
#include "service/ingest/receipt.hpp"
#include "service/store/audit.hpp"
#include "service/store/definition_changes.hpp"
#include "service/store/engine.hpp"

namespace tertil::ingest {

/// Appends the change, if the newest that is known was recorded at `last` (0: there is none), and
/// writes `entry` into the audit log. kStale when somebody else was faster.
[[nodiscard]] Result<void> change_definition(store::Engine& engine, figures::Published& published,
                                             std::string_view key_figure, std::int64_t last,
                                             const store::DefinitionVersion& version,
                                             const store::AuditEntry& entry);

/// What people would see change by it, tried and taken back; nothing is kept.
[[nodiscard]] Result<Effects> try_definition(store::Engine& engine, figures::Published& published,
                                             std::string_view key_figure,
                                             const store::DefinitionVersion& version);

}  // namespace tertil::ingest
