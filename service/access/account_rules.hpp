/// @file service/access/account_rules.hpp
/// @brief What holds for accounts however they are changed: by the pages or the command line.
#pragma once
#include <string_view>

#include "service/domain/result.hpp"
#include "service/store/engine.hpp"
#include "service/store/users.hpp"

namespace tertil::access {

/// kInvalidInput, naming those there are, unless the unit is one of the organisation's or empty:
/// an editor of a unit that does not exist could edit nothing.
[[nodiscard]] Result<void> check_org_unit(store::Reader& reader, std::string_view code);

/// For a change that takes the right to administer from an account: kRefused if it is the actor's
/// own, or the last one that has it. Nobody shuts everybody out by mistake.
[[nodiscard]] Result<void> check_admin_stays(store::Reader& reader, std::string_view actor,
                                             const store::User& account);

}  // namespace tertil::access
