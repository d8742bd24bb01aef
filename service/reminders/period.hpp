/// @file service/reminders/period.hpp
/// @brief When reminders are due: once a week, on Swedish clocks.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/domain/instant.hpp"

namespace tertil::reminders {

/// "monday" at 07:30 in Sweden.
struct Weekly {
  int weekday{1};      ///< 0 is Sunday.
  int minute{7 * 60};  ///< Of the day.
};

/// 0 to 6 for "sunday" to "saturday".
[[nodiscard]] std::optional<int> weekday_named(std::string_view name);
/// Minutes for "07:30"; nothing if it is no time of a day.
[[nodiscard]] std::optional<int> minute_of(std::string_view text);

/// A week of reminders.
struct Period {
  std::string id;  ///< The local date on which it began, "2026-11-23".
  Instant begins;
};

/// The period that `now` lies in: the latest begin that is not after it. A begin that the clocks
/// jump over in spring comes an hour later.
[[nodiscard]] Period period_at(const Weekly& weekly, Instant now);

}  // namespace tertil::reminders
