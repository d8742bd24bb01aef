/// @file service/http/reminder_wish.hpp
/// @brief Whether the person signed in is reminded by e-mail, and turning it on and off.
#pragma once
#include <optional>

#include "service/http/backend.hpp"
#include "service/http/import_access.hpp"
#include "service/http/router.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/reminders.hpp"

namespace tertil::http {

/// Nothing for a key, which nobody writes to.
[[nodiscard]] Result<std::optional<store::MailWish>> wish_of(const Backend& backend,
                                                             const Caller& caller);

/// {"on":true,"email":"anna@region.example"|null} or null.
void write_wish(reports::JsonWriter& json, const std::optional<store::MailWish>& wish);

/// PUT to-do/reminders.
[[nodiscard]] Route reminder_wish_route(const Backend& backend);

}  // namespace tertil::http
