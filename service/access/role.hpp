/// @file service/access/role.hpp
/// @brief The roles there are (contract 1). A person has one, and so has a machine key.
#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "service/domain/text.hpp"

namespace tertil::access {

enum class Role {
  kViewer,       ///< Läsare.
  kContributor,  ///< Uppgiftslämnare.
  kEditor,       ///< Handläggare: measures and texts of the own administration.
  kCoordinator,  ///< Dataansvarig: targets, factors, definitions, releases, publication.
  kImporter,     ///< A system that sends data. Never a person.
  kAdmin,        ///< Users, keys, sources, configuration. Cannot change figures.
};

inline constexpr std::array kAllRoles{Role::kViewer,      Role::kContributor, Role::kEditor,
                                      Role::kCoordinator, Role::kImporter,    Role::kAdmin};

/// "coordinator": as it is stored, sent and typed.
[[nodiscard]] std::string_view to_string(Role role);

/// The role of that name; empty if there is none.
[[nodiscard]] std::optional<Role> role_named(std::string_view name);

/// "Dataansvarig", "Data coordinator": for people.
[[nodiscard]] Text label_of(Role role);

}  // namespace tertil::access
