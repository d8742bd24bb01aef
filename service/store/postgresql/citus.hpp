/// @file service/store/postgresql/citus.hpp
/// @brief Which table lies where on a Citus cluster, and the statements that put it there.
///
/// Nothing here talks to a server: the answer follows from the catalogue of the schema and from
/// Citus' documented rules (deploy/citus/README.md names their pages):
/// - a unique key of a distributed table holds the column it is distributed by;
/// - a foreign key goes from a distributed table to one of its group by that column, or to a
///   reference table; from a reference table to another, never to a distributed one;
/// - tables of one group keep the rows of one owner on one node, so what is asked of one owner is
///   asked of one node.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/result.hpp"

namespace tertil::store::postgresql {

/// What the activity tables are distributed by; the first column of each one's key.
inline constexpr std::string_view kOwner = "owner";

/// What lets no two rows have the same values: a key, or a unique index, also of some rows alone.
struct UniqueKey {
  std::string name;
  bool primary{false};
  std::vector<std::string> columns;
};

struct ForeignKey {
  std::string name;
  std::string parent;
  bool deferred{false};    ///< Looked at when the transaction ends.
  std::string definition;  ///< "FOREIGN KEY (batch) REFERENCES batch(id) DEFERRABLE …".
  std::vector<std::string> columns;
  std::vector<std::string> parent_columns;
};

/// A table as the server's catalogue has it.
struct SchemaTable {
  std::string name;
  bool placed{false};  ///< Citus has it already, by owner or on every node.
  std::vector<std::string> columns;
  std::vector<UniqueKey> unique_keys;
  std::vector<ForeignKey> foreign_keys;
};

enum class Placement {
  kByOwner,     ///< Activity: distributed, in one group.
  kEveryNode,   ///< Reference data, definitions, key figures, batches: Citus' reference tables.
  kCoordinator  ///< Nothing of the above is joined with it: an ordinary table of the coordinator.
};

/// One placement for each table. By owner: every table with an owner that is not one of key
/// figures or plans. On every node: regions, definitions, and whatever a chain of foreign keys
/// ties to activity or to those. A table that a later migration adds finds its place by the same
/// rule.
[[nodiscard]] std::vector<Placement> placements(std::span<const SchemaTable> tables);

/// What is left to do.
struct Distribution {
  std::vector<std::string> by_owner;    ///< Tables to be distributed.
  std::vector<std::string> every_node;  ///< Tables to be put on every node.
  std::vector<std::string> statements;  ///< One after the other, in one transaction.
};

/// The statements that place what is not placed yet; none when all is. Keys without the owner get
/// it as their last column (numbers stay unique: one sequence gives them), and so do foreign keys
/// between tables of the group. A foreign key from every node to one owner's rows is given up.
/// kInternal if a unique key other than the primary one lacks the owner.
[[nodiscard]] Result<Distribution> distribution(std::span<const SchemaTable> tables);

}  // namespace tertil::store::postgresql
