#include "service/plans/follow_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "service/plans/json_members.hpp"

namespace tertil::plans {
namespace {

using nlohmann::json;
namespace chrono = std::chrono;

unsigned digits(std::string_view text) {
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::optional<Day> day_in(const json& content, const char* member) {
  const auto& value = content.at(member);
  return value.is_string() ? first_day(value.get<std::string>()) : std::nullopt;
}

struct Judged {
  Timeliness status{Timeliness::kNotStarted};
  Text rule;
};

/// Rules 4 to 6, of a measure that is decided or ongoing.
Judged judged(const Measure& measure, const MeasureParts& parts, const FollowUp& known, Day today) {
  const auto end = last_day(measure.end);
  if (end && *end < today)
    return {Timeliness::kLate,
            {fmt::format("Slutdatum {} har passerat.", measure.end),
             fmt::format("The end date {} has passed.", measure.end)}};
  std::vector<const MeasureActivity*> late;
  for (const auto& activity : parts.activities)
    if (!activity.done && activity.due && *activity.due < today) late.push_back(&activity);
  if (!late.empty())
    return {Timeliness::kLate,
            {fmt::format("{} av {} aktiviteter har passerat sitt datum: {}.", late.size(),
                         parts.activities.size(), late.front()->name),
             fmt::format("{} of {} activities have passed their date: {}.", late.size(),
                         parts.activities.size(), late.front()->name)}};
  const auto start = last_day(measure.start);
  if (measure.state == MeasureState::kDecided) {
    if (start && *start < today)
      return {Timeliness::kLate,
              {fmt::format("Skulle ha börjat {} men pågår inte.", measure.start),
               fmt::format("Should have begun {} but is not ongoing.", measure.start)}};
    return {Timeliness::kNotStarted,
            {"Beslutad; inget datum har passerat.", "Decided; no date has passed."}};
  }
  if (!known.last_update)
    return {Timeliness::kOnPlan,
            {"Pågår och inget datum har passerat; ingen uppdatering finns.",
             "Ongoing and no date has passed; there is no update."}};
  if (*known.days_since_update > kUpdateDays)
    return {
        Timeliness::kOnPlan,
        {fmt::format("Pågår och inget datum har passerat; senast uppdaterad för {} dagar sedan.",
                     *known.days_since_update),
         fmt::format("Ongoing and no date has passed; last updated {} days ago.",
                     *known.days_since_update)}};
  return {Timeliness::kOnPlan,
          {"Pågår och inget datum har passerat.", "Ongoing and no date has passed."}};
}

/// What a person says of it, if anybody does.
std::optional<ManualTimeliness> said(const Measure& measure, const MeasureParts& parts, Day today) {
  if (measure.manual_timeliness) return measure.manual_timeliness;
  const MeasureUpdate* newest = nullptr;
  for (const auto& update : parts.updates)
    if (update.timeliness && update.date <= today &&
        (newest == nullptr || update.date >= newest->date))
      newest = &update;
  if (newest == nullptr || (today - newest->date).count() > kUpdateDays) return std::nullopt;
  return ManualTimeliness{*newest->timeliness, newest->text};
}

void judge(const Measure& measure, const MeasureParts& parts, Day today, FollowUp& found) {
  if (measure.state == MeasureState::kCancelled) {
    found.status = Timeliness::kCancelled;
    found.rule = {"Åtgärden är avbruten.", "The measure is cancelled."};
    return;
  }
  if (measure.state == MeasureState::kDone || measure.state == MeasureState::kVerified) {
    found.status = Timeliness::kDone;
    found.rule = {"Åtgärden är genomförd.", "The measure is done."};
    return;
  }
  if (auto manual = said(measure, parts, today)) {
    found.status = manual->status;
    found.manual = true;
    found.reason = std::move(manual->reason);
    found.rule = {"Satt för hand, med en anledning.", "Set by hand, with a reason."};
    return;
  }
  if (measure.state != MeasureState::kDecided && measure.state != MeasureState::kOngoing) {
    found.rule = measure.state == MeasureState::kPostponed
                     ? Text{"Åtgärden är uppskjuten.", "The measure is postponed."}
                     : Text{"Åtgärden är inte beslutad.", "The measure is not decided."};
    return;
  }
  auto [status, rule] = judged(measure, parts, found, today);
  found.status = status;
  found.rule = std::move(rule);
}

Column column_of(Timeliness status) {
  switch (status) {
    case Timeliness::kNotStarted: return Column::kNotStarted;
    case Timeliness::kOnPlan: return Column::kOngoing;
    case Timeliness::kLate: return Column::kLate;
    case Timeliness::kDone: return Column::kDone;
    case Timeliness::kCancelled: return Column::kCancelled;
  }
  return Column::kNotStarted;
}

}  // namespace

std::optional<Day> first_day(std::string_view date) {
  if (!is_date(date)) return std::nullopt;
  const chrono::year year{static_cast<int>(digits(date.substr(0, 4)))};
  const chrono::month month{date.size() < 7 ? 1U : digits(date.substr(5, 2))};
  const chrono::day day{date.size() < 10 ? 1U : digits(date.substr(8, 2))};
  return Day{year / month / day};
}

std::optional<Day> last_day(std::string_view date) {
  const auto first = first_day(date);
  if (!first || date.size() == 10) return first;
  const chrono::year_month_day begun{*first};
  const auto month = date.size() == 4 ? chrono::month{12} : begun.month();
  return Day{begun.year() / month / chrono::last};
}

std::string to_string(Day day) {
  const chrono::year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Day day_of(Instant instant) {
  return chrono::floor<chrono::days>(
      chrono::sys_time<chrono::microseconds>{chrono::microseconds{instant.microseconds}});
}

MeasureParts parts_of(std::string_view measure, const std::vector<store::PlanItemVersion>& items) {
  MeasureParts parts;
  for (const auto& item : items) {
    if (item.kind != PlanItemKind::kActivity && item.kind != PlanItemKind::kUpdate) continue;
    const auto content = json::parse(item.content);
    if (content.at("measure") != measure) continue;
    if (item.kind == PlanItemKind::kActivity) {
      parts.activities.push_back({item.id, content.at("name").get<std::string>(),
                                  day_in(content, "due"), day_in(content, "done")});
    } else if (const auto date = day_in(content, "date")) {
      const auto& word = content.at("timeliness");
      parts.updates.push_back(
          {*date, content.at("text").get<std::string>(),
           word.is_string() ? parse_timeliness(word.get<std::string>()) : std::nullopt});
    }
  }
  return parts;
}

std::string_view to_string(Column column) {
  switch (column) {
    case Column::kNotStarted: return "notStarted";
    case Column::kOngoing: return "ongoing";
    case Column::kLate: return "late";
    case Column::kDone: return "done";
    case Column::kCancelled: return "cancelled";
  }
  return "notStarted";
}

FollowUp follow_up(const Measure& measure, const MeasureParts& parts, Day today) {
  FollowUp found;
  found.activities = static_cast<int>(parts.activities.size());
  found.activities_done = static_cast<int>(std::ranges::count_if(
      parts.activities, [](const auto& one) { return one.done.has_value(); }));
  for (const auto& update : parts.updates)
    if (!found.last_update || update.date > *found.last_update) found.last_update = update.date;
  if (found.last_update)
    found.days_since_update = std::max(0, static_cast<int>((today - *found.last_update).count()));
  judge(measure, parts, today, found);
  found.column = column_of(found.status);
  const bool under_way =
      measure.state == MeasureState::kDecided || measure.state == MeasureState::kOngoing;
  if (under_way && found.last_update)
    found.next_update_due = *found.last_update + std::chrono::days{kUpdateDays};
  return found;
}

}  // namespace tertil::plans
