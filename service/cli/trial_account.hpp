/// @file service/cli/trial_account.hpp
/// @brief The account with which somebody tries the pages out, on example data alone.
#pragma once
#include <optional>
#include <string>

#include "collectors/memory_limit.hpp"
#include "service/access/passwords.hpp"
#include "service/domain/result.hpp"
#include "service/store/engine.hpp"

namespace tertil::cli {

inline constexpr const char* kTrialAccount = "prov";

/// Makes the trial account, a coordinator, and gives its password: it is kept nowhere, so this is
/// the one time it can be shown. Empty if the account was there; it is left as it is. kConflict
/// where the data are not example data.
[[nodiscard]] Result<std::optional<std::string>> make_trial_account(
    store::Engine& engine,
    access::PasswordCost cost = access::cost_for(collectors::memory_limit()));

}  // namespace tertil::cli
