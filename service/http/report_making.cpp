#include "service/http/report_making.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "service/http/plans.hpp"
#include "service/plans/follow_up.hpp"
#include "service/store/plan_items.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;

std::string text_in(const json& content, const char* member) {
  const auto found = content.find(member);
  return found != content.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// The goals in the plan's own order, with what was decided of each at the occasion.
std::vector<reports::ReportGoal> goals_at(const std::vector<store::PlanItemVersion>& items,
                                          const std::string& occasion) {
  std::vector<std::pair<double, reports::ReportGoal>> found;
  for (const auto& item : items) {
    if (item.kind != PlanItemKind::kGoal) continue;
    const auto content = json::parse(item.content, nullptr, false);
    if (!content.is_object()) continue;
    reports::ReportGoal goal;
    goal.id = item.id;
    goal.text = text_in(content, "text");
    goal.example = item.example;
    const auto assigned = content.find("assignedTo");
    if (assigned != content.end() && assigned->is_array())
      for (const auto& who : *assigned)
        if (who.is_string()) goal.assigned_to.push_back(who.get<std::string>());
    const auto position = content.find("position");
    found.emplace_back(position != content.end() && position->is_number()
                           ? position->get<double>()
                           : std::numeric_limits<double>::max(),
                       std::move(goal));
  }
  std::ranges::stable_sort(found, {}, &std::pair<double, reports::ReportGoal>::first);
  std::vector<reports::ReportGoal> goals;
  goals.reserve(found.size());
  for (auto& [position, goal] : found) goals.push_back(std::move(goal));
  for (const auto& item : items) {
    if (item.kind != PlanItemKind::kAssessment) continue;
    const auto content = json::parse(item.content, nullptr, false);
    if (!content.is_object() || text_in(content, "occasion") != occasion) continue;
    const auto goal = std::ranges::find(goals, text_in(content, "goal"), &reports::ReportGoal::id);
    if (goal == goals.end()) continue;
    goal->verdict = text_in(content, "verdict");
    goal->motivation = text_in(content, "motivation");
  }
  return goals;
}

}  // namespace

Result<store::ReportVersion> report_named(store::Reader& reader, std::string_view plan,
                                          std::string_view id) {
  auto held = store::report(reader, plan, id);
  if (!held) return tl::unexpected{held.error()};
  if (!*held)
    return fail(ErrorCode::kNotFound,
                {"Det finns ingen sådan rapport.", "There is no such report."});
  return std::move(**held);
}

Result<reports::YearlyReport> made_report(const Backend& backend, store::Reader& reader,
                                          store::ReportVersion held,
                                          std::shared_ptr<const figures::Snapshot> snapshot,
                                          Instant as_of) {
  reports::ReportInput input;
  auto plan = plan_named(reader, held.plan);
  if (!plan) return tl::unexpected{plan.error()};
  auto measures = store::measures(reader, held.plan);
  if (!measures) return tl::unexpected{measures.error()};
  const auto items = store::plan_items(reader, held.plan);
  if (!items) return tl::unexpected{items.error()};
  for (auto& one : *measures) {
    auto follow_up =
        plans::follow_up(one.measure, plans::parts_of(one.id, *items), plans::day_of(as_of));
    input.measures.push_back({one.id, std::move(one.measure), std::move(follow_up)});
  }
  input.goals = goals_at(*items, held.id);
  input.snapshot = std::move(snapshot);
  input.plan = std::move(*plan);
  input.held = std::move(held);
  input.as_of = as_of;
  input.program = fmt::format("tertil {}", backend.site.version);
  return reports::yearly_report(std::move(input));
}

Result<reports::YearlyReport> live_report(const Backend& backend, std::string_view plan,
                                          std::string_view id) {
  std::optional<reports::YearlyReport> made;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto held = report_named(reader, plan, id);
    if (!held) return tl::unexpected{held.error()};
    auto report = made_report(backend, reader, std::move(*held), backend.published.current(),
                              backend.clock.now());
    if (!report) return tl::unexpected{report.error()};
    made = std::move(*report);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return std::move(*made);
}

Result<store::ReportLock> newest_lock(store::Reader& reader, std::string_view plan,
                                      std::string_view id) {
  auto locks = store::report_locks(reader, plan, id);
  if (!locks) return tl::unexpected{locks.error()};
  if (locks->empty())
    return fail(ErrorCode::kNotFound,
                {"Rapporten har inte låsts än.", "The report has not been locked yet."});
  return std::move(locks->front());
}

std::string etag_of(const store::ReportVersion& version) {
  return fmt::format("\"{}\"", version.stamp.version);
}

}  // namespace tertil::http
