/// @file service/access/group_roles.hpp
/// @brief Which role somebody gets by the groups that another system says they are in.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "service/access/role.hpp"

namespace tertil::access {

/// One line of the configuration.
struct GroupRole {
  std::string group;  ///< Exactly as the other system writes it.
  Role role{Role::kViewer};
  std::string org_unit{};  ///< The administration; empty if none.
  friend bool operator==(const GroupRole&, const GroupRole&) = default;
};

/// The first line whose group is among these; nothing if no line is, and then nobody gets in.
[[nodiscard]] std::optional<GroupRole> role_by_groups(std::span<const GroupRole> lines,
                                                      const std::vector<std::string>& groups);

}  // namespace tertil::access
