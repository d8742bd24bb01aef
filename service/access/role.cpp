#include "service/access/role.hpp"

#include <algorithm>

namespace tertil::access {

std::string_view to_string(Role role) {
  switch (role) {
    case Role::kViewer: return "viewer";
    case Role::kContributor: return "contributor";
    case Role::kEditor: return "editor";
    case Role::kCoordinator: return "coordinator";
    case Role::kImporter: return "importer";
    case Role::kAdmin: return "admin";
  }
  return "";
}

std::optional<Role> role_named(std::string_view name) {
  const auto found =
      std::ranges::find_if(kAllRoles, [name](Role role) { return to_string(role) == name; });
  if (found == kAllRoles.end()) return std::nullopt;
  return *found;
}

Text label_of(Role role) {
  switch (role) {
    case Role::kViewer: return {"Läsare", "Viewer"};
    case Role::kContributor: return {"Uppgiftslämnare", "Contributor"};
    case Role::kEditor: return {"Handläggare", "Editor"};
    case Role::kCoordinator: return {"Dataansvarig", "Data coordinator"};
    case Role::kImporter: return {"Avsändande system", "Sending system"};
    case Role::kAdmin: return {"Administratör", "Administrator"};
  }
  return {};
}

}  // namespace tertil::access
