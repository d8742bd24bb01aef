/// @file tests/support/citus_stand_in.hpp
/// @brief What stands in for Citus on a server that does not have it.
#pragma once

namespace tertil::tests {

/// SQL that makes an ordinary database look as if it had the extension Citus: a row of
/// pg_extension, the tables pg_dist_partition and pg_dist_node, and functions that place a table.
/// They move no row. They note what was asked for and refuse what Citus documents that it refuses:
/// a unique key without the distribution column, a foreign key that leaves the group, a trigger
/// without citus.enable_unsafe_triggers. So they show that our statements keep the documented
/// rules and that the program works on the schema they leave; not that Citus does what it says.
/// For a superuser. The stand-ins are copied with the database.
extern const char* const kCitusStandIn;

}  // namespace tertil::tests
