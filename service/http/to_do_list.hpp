/// @file service/http/to_do_list.hpp
/// @brief What waits for one person, in all plans: for the page, the feed and the reminders.
#pragma once
#include <vector>

#include "service/figures/published.hpp"
#include "service/http/import_access.hpp"
#include "service/plans/to_do.hpp"
#include "service/store/engine.hpp"
#include "service/store/users.hpp"

namespace tertil::http {

/// The account as a caller, for what is read on its behalf without a session.
[[nodiscard]] Caller caller_for(const store::User& user);

/// What the caller's role can do something about, the own administration's first. Empty for roles
/// that can do nothing.
[[nodiscard]] Result<std::vector<plans::ToDo>> to_do_for(store::Engine& engine,
                                                         const figures::Published& published,
                                                         Instant now, const Caller& caller);

}  // namespace tertil::http
