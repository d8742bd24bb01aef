/// @file service/store/sqlite/schema.hpp
/// @brief Bringing one database file's schema forward.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "service/store/migrations.hpp"
#include "service/store/sqlite/connection.hpp"

namespace tertil::store::sqlite {

/// What the file says was applied to it; nothing for an empty file. kRefused if it holds tables of
/// somebody else.
[[nodiscard]] Result<std::vector<AppliedMigration>> applied(Connection& connection);

/// Applies what is pending. Each migration and the note that it was applied are one transaction,
/// so a crash leaves the schema before it or after it. Another process that does the same at the
/// same time is waited for.
[[nodiscard]] Result<void> migrate(Connection& connection, std::span<const Migration> known,
                                   Instant now);

}  // namespace tertil::store::sqlite
