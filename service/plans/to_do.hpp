/// @file service/plans/to_do.hpp
/// @brief What waits for somebody in the plans (Att göra).
///
///  - valueMissing: an indicator without a value for last year (late), or else for this year.
///  - updateLate: an ongoing measure without an update for more than 90 days, or without any.
///  - activityDue: an activity that is late or due within 30 days, of a measure that is not over.
///  - assessmentToWrite: a goal without a verdict for the coming occasion (30 April, 31 August,
///    31 December).
/// A plan whose last year has passed asks for nothing.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/plans/goal_evidence.hpp"

namespace tertil::plans {

/// An activity is told of this long before its date.
inline constexpr int kActivityDays = 30;

struct ToDo {
  enum class Kind { kValueMissing, kUpdateLate, kActivityDue, kAssessmentToWrite };
  Kind kind{Kind::kValueMissing};
  std::string id;  ///< The same as long as it is the same thing: for feeds.
  Text title;
  Text detail;
  std::optional<Day> due;
  bool overdue{false};
  std::string href;      ///< Of the page where it is done.
  std::string org_unit;  ///< Whose it is; empty if no single administration's.
};
[[nodiscard]] std::string_view to_string(ToDo::Kind kind);

/// The occasion whose last day comes next, today included.
[[nodiscard]] Occasion coming_occasion(Day today);

/// What waits in one plan, in no order.
[[nodiscard]] std::vector<ToDo> to_do_in(const PlanContent& content,
                                         const figures::Snapshot& snapshot, Day today);

/// Own things first, then late ones, then by date; what has no date comes last.
void put_in_order(std::vector<ToDo>& items, const std::function<bool(const ToDo&)>& is_own);

}  // namespace tertil::plans
