/// @file service/plans/follow_up.hpp
/// @brief Whether a measure goes as it should: computed from its state, dates, activities and
/// status updates, or set by a person with a reason.
///
/// The first rule that fits decides, and says so in words:
///  1. cancelled -> cancelled; done or verified -> done. Nothing overrides that.
///  2. Somebody has set the timeliness on the measure, or in an update that is at most 90 days
///     old: that, with the reason.
///  3. proposed, investigated or postponed -> not started: nobody has promised a date.
///  4. The end has passed -> late. An activity's date has passed without it being done -> late.
///  5. decided: the start has passed -> late; else not started.
///  6. ongoing -> on plan; an update that is missing or older than 90 days is said, but makes
///     nothing late.
/// "2026" ends with 2026-12-31 and begins with 2026-01-01, "2026-03" alike: a date that is not
/// whole is late only when all of it has passed.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/domain/plan.hpp"
#include "service/domain/text.hpp"
#include "service/store/plan_items.hpp"

namespace tertil::plans {

using Day = std::chrono::sys_days;

/// A measure without an update for longer is asked about.
inline constexpr int kUpdateDays = 90;

/// The first and the last day of "2026", "2026-03" or "2026-03-01"; nothing for no date.
[[nodiscard]] std::optional<Day> first_day(std::string_view date);
[[nodiscard]] std::optional<Day> last_day(std::string_view date);
[[nodiscard]] std::string to_string(Day day);
/// The day in UTC.
[[nodiscard]] Day day_of(Instant instant);

struct MeasureActivity {
  std::string id;
  std::string name;
  std::optional<Day> due;
  std::optional<Day> done;
};

struct MeasureUpdate {
  Day date{};
  std::string text;
  std::optional<Timeliness> timeliness;
};

/// What hangs on one measure.
struct MeasureParts {
  std::vector<MeasureActivity> activities;
  std::vector<MeasureUpdate> updates;
};

/// The activities and updates of one measure among a plan's items.
[[nodiscard]] MeasureParts parts_of(std::string_view measure,
                                    const std::vector<store::PlanItemVersion>& items);

/// Columns of the board (ux S7).
enum class Column { kNotStarted, kOngoing, kLate, kDone, kCancelled };
[[nodiscard]] std::string_view to_string(Column column);

struct FollowUp {
  Timeliness status{Timeliness::kNotStarted};
  bool manual{false};
  std::string reason;  ///< Of a person who set it; empty if computed.
  Text rule;           ///< Which rule decided.
  Column column{Column::kNotStarted};
  std::optional<Day> last_update;
  std::optional<int> days_since_update;  ///< Not below 0.
  int activities{0};
  int activities_done{0};
  std::optional<Day> next_update_due;  ///< Empty unless it is decided or ongoing and has one.
};

[[nodiscard]] FollowUp follow_up(const Measure& measure, const MeasureParts& parts, Day today);

}  // namespace tertil::plans
