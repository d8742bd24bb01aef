/// @file service/store/postgresql/citus_setup.hpp
/// @brief Recognising Citus in a database, and placing its tables.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/store/postgresql/citus.hpp"
#include "service/store/postgresql/connection.hpp"

namespace tertil::store::postgresql {

/// The version of the extension in the database ("13.0-1"), if it is there.
[[nodiscard]] Result<std::optional<std::string>> citus_version(Connection& connection);

/// Every table of the current schema but the list of migrations, by name, with its keys and
/// whether Citus has it. For a database with the extension, inside a transaction.
[[nodiscard]] Result<std::vector<SchemaTable>> schema_tables(Connection& connection);

/// What is left to place, in words for `migrate --plan`; empty without the extension, or when all
/// is placed. Inside a transaction.
[[nodiscard]] Result<std::vector<std::string>> citus_plan(Connection& connection);

/// Places what is not placed yet, all of it in one transaction, in the turn that writes take. Does
/// nothing without the extension. kRefused, with what to do, where Citus is older than 12.1 or the
/// coordinator is not one of its nodes.
[[nodiscard]] Result<void> distribute(Connection& connection);

}  // namespace tertil::store::postgresql
