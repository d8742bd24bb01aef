#include "service/access/group_roles.hpp"

#include <algorithm>

namespace tertil::access {

std::optional<GroupRole> role_by_groups(std::span<const GroupRole> lines,
                                        const std::vector<std::string>& groups) {
  const auto found = std::ranges::find_if(lines, [&](const GroupRole& line) {
    return std::ranges::find(groups, line.group) != groups.end();
  });
  if (found == lines.end()) return std::nullopt;
  return *found;
}

}  // namespace tertil::access
