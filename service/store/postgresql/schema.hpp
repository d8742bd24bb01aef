/// @file service/store/postgresql/schema.hpp
/// @brief Bringing one schema of a database forward.
#pragma once
#include <span>
#include <vector>

#include "service/store/migrations.hpp"
#include "service/store/postgresql/connection.hpp"

namespace tertil::store::postgresql {

/// What PostgreSQL calls things. Text is ordered by its bytes, as SQLite orders it.
[[nodiscard]] const Dialect& dialect();

/// What the schema says was applied to it; nothing for an empty one. kRefused if it holds tables
/// of somebody else.
[[nodiscard]] Result<std::vector<AppliedMigration>> applied(Connection& connection);

/// Applies what is pending. Each migration and the note that it was applied are one transaction,
/// in the turn that writes take, so that processes which start at once do not meet.
[[nodiscard]] Result<void> migrate(Connection& connection, std::span<const Migration> known,
                                   Instant now);

}  // namespace tertil::store::postgresql
