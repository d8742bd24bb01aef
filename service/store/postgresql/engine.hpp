/// @file service/store/postgresql/engine.hpp
/// @brief The engine on a PostgreSQL server (15 or later), for several instances at once.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "service/store/engine.hpp"
#include "service/store/migrations.hpp"

namespace tertil::store::postgresql {

/// Opens the database of that address and applies the migrations that it lacks. Tables lie in the
/// connection's current schema; where the database has the extension Citus, they are placed on its
/// nodes (citus.hpp). Fails with words for the operator, without the password: a server
/// that cannot be reached, is older than 15 or not in UTF-8, a database of somebody else's.
///
/// A server that only takes reading (a standby) opens for reading: writes answer kBusy and `health`
/// says why.
[[nodiscard]] Result<std::unique_ptr<Engine>> open(
    const std::string& url, const Clock& clock,
    std::span<const Migration> migrations = tertil::store::migrations());

/// The names of the migrations that the database lacks, and which tables are to be placed on the
/// nodes of Citus.
[[nodiscard]] Result<std::vector<std::string>> pending_migrations(
    const std::string& url, std::span<const Migration> migrations = tertil::store::migrations());

}  // namespace tertil::store::postgresql
