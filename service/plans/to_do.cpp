#include "service/plans/to_do.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "service/plans/report_draft.hpp"

namespace tertil::plans {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> kKinds{"valueMissing", "updateLate", "activityDue",
                                                 "assessmentToWrite"};

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

std::string goal_page(const std::string& goal) { return "/handlingsplan/mal/" + goal; }
std::string measure_page(const std::string& measure) {
  return "/handlingsplan/atgarder/" + measure;
}

bool has_value(const json& indicator, const figures::Snapshot& snapshot, const std::string& region,
               int year) {
  const auto text = std::to_string(year);
  for (const auto& fact : indicator.at("facts"))
    if (fact.at("period").get<std::string>().starts_with(text) && fact.at("value").is_number())
      return true;
  if (!indicator.at("keyFigure").is_string()) return false;
  const auto* figure = snapshot.figure(indicator.at("keyFigure").get<std::string>());
  const auto area = snapshot.area(region);
  if (figure == nullptr || !area) return false;
  const auto chosen = snapshot.choose(*figure, *area, year);
  return chosen.cell != nullptr && chosen.cell->value.has_value();
}

void add_missing_values(const PlanContent& content, const figures::Snapshot& snapshot, Day today,
                        std::vector<ToDo>& found) {
  const int now = year_of(today);
  for (const auto& item : content.items) {
    if (item.kind != PlanItemKind::kIndicator) continue;
    const auto indicator = json::parse(item.content);
    const auto missing = [&](int year) {
      return year >= content.plan.from && !has_value(indicator, snapshot, content.plan.owner, year);
    };
    const int year = missing(now - 1) ? now - 1 : now;
    if (!missing(year)) continue;
    const auto name = indicator.at("name").get<std::string>();
    found.push_back({ToDo::Kind::kValueMissing,
                     fmt::format("value/{}/{}/{}", content.plan.id, item.id, year),
                     {fmt::format("Värde saknas {}: {}", year, name),
                      fmt::format("Value missing {}: {}", year, name)},
                     {fmt::format("Inget utfall finns för {}.", year),
                      fmt::format("There is no outcome for {}.", year)},
                     last_day_of({year, Occasion::Kind::kYear}),
                     year < now,
                     goal_page(indicator.at("goal").get<std::string>()),
                     {}});
  }
}

void add_late_update(const store::MeasureVersion& version, const FollowUp& follow_up,
                     std::vector<ToDo>& found) {
  const auto& measure = version.measure;
  if (measure.state != MeasureState::kOngoing) return;
  if (follow_up.days_since_update && *follow_up.days_since_update <= kUpdateDays) return;
  const Text detail =
      follow_up.days_since_update
          ? Text{fmt::format("Senast uppdaterad för {} dagar sedan.", *follow_up.days_since_update),
                 fmt::format("Last updated {} days ago.", *follow_up.days_since_update)}
          : Text{"Ingen uppdatering finns.", "There is no update."};
  found.push_back({ToDo::Kind::kUpdateLate,
                   fmt::format("update/{}/{}", version.plan, version.id),
                   {fmt::format("Uppdatera åtgärden {}", measure.name),
                    fmt::format("Update the measure {}", measure.name)},
                   detail,
                   follow_up.next_update_due,
                   true,
                   measure_page(version.id),
                   measure.org_unit});
}

void add_activities(const store::MeasureVersion& version, const MeasureParts& parts, Day today,
                    std::vector<ToDo>& found) {
  for (const auto& activity : parts.activities) {
    if (activity.done || !activity.due) continue;
    const auto days = (*activity.due - today).count();
    if (days > kActivityDays) continue;
    found.push_back(
        {ToDo::Kind::kActivityDue,
         fmt::format("activity/{}/{}", version.plan, activity.id),
         {days < 0 ? fmt::format("Försenad aktivitet: {}", activity.name)
                   : fmt::format("Aktivitet snart klar: {}", activity.name),
          days < 0 ? fmt::format("Late activity: {}", activity.name)
                   : fmt::format("Activity due: {}", activity.name)},
         {fmt::format("Skulle vara klar {}. Åtgärd: {}", to_string(*activity.due),
                      version.measure.name),
          fmt::format("Due {}. Measure: {}", to_string(*activity.due), version.measure.name)},
         activity.due,
         days < 0,
         measure_page(version.id),
         version.measure.org_unit});
  }
}

void add_measures(const PlanContent& content, Day today, std::vector<ToDo>& found) {
  for (const auto& version : content.measures) {
    const auto state = version.measure.state;
    if (state == MeasureState::kDone || state == MeasureState::kVerified ||
        state == MeasureState::kCancelled)
      continue;
    const auto parts = parts_of(version.id, content.items);
    add_late_update(version, follow_up(version.measure, parts, today), found);
    add_activities(version, parts, today, found);
  }
}

void add_assessments(const PlanContent& content, Day today, std::vector<ToDo>& found) {
  const auto occasion = coming_occasion(today);
  std::set<std::string> written;
  for (const auto& item : content.items) {
    if (item.kind != PlanItemKind::kAssessment) continue;
    const auto assessment = json::parse(item.content);
    if (assessment.at("occasion") == to_string(occasion) &&
        assessment.at("verdict") != "notAssessed")
      written.insert(assessment.at("goal").get<std::string>());
  }
  for (const auto& item : content.items) {
    if (item.kind != PlanItemKind::kGoal || written.contains(item.id)) continue;
    const auto text = json::parse(item.content).at("text").get<std::string>();
    found.push_back(
        {ToDo::Kind::kAssessmentToWrite,
         fmt::format("assessment/{}/{}/{}", content.plan.id, item.id, to_string(occasion)),
         {fmt::format("Bedöm målet {}", text), fmt::format("Assess the goal {}", text)},
         title_of(occasion),
         last_day_of(occasion),
         false,
         goal_page(item.id),
         {}});
  }
}

}  // namespace

std::string_view to_string(ToDo::Kind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

Occasion coming_occasion(Day today) {
  Occasion occasion{year_of(today), Occasion::Kind::kFirst};
  for (const auto kind : {Occasion::Kind::kFirst, Occasion::Kind::kSecond, Occasion::Kind::kYear}) {
    occasion.kind = kind;
    if (today <= last_day_of(occasion)) break;
  }
  return occasion;
}

std::vector<ToDo> to_do_in(const PlanContent& content, const figures::Snapshot& snapshot,
                           Day today) {
  std::vector<ToDo> found;
  if (year_of(today) > content.plan.to) return found;
  add_missing_values(content, snapshot, today, found);
  add_measures(content, today, found);
  add_assessments(content, today, found);
  return found;
}

void put_in_order(std::vector<ToDo>& items, const std::function<bool(const ToDo&)>& is_own) {
  std::vector<std::pair<bool, ToDo>> marked;
  marked.reserve(items.size());
  for (auto& item : items) {
    const bool own = is_own(item);
    marked.emplace_back(own, std::move(item));
  }
  std::ranges::sort(marked, [](const auto& one, const auto& other) {
    const auto key = [](const auto& entry) {
      const auto& [own, item] = entry;
      return std::tuple{!own, !item.overdue, item.due.value_or(Day::max()),
                        std::string_view{item.id}};
    };
    return key(one) < key(other);
  });
  items.clear();
  for (auto& [own, item] : marked) items.push_back(std::move(item));
}

}  // namespace tertil::plans
