#include "service/plans/goal_evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "analytics/target_path.hpp"

namespace tertil::plans {
namespace {

using analytics::YearValue;
using nlohmann::json;

struct IndicatorData {
  std::string name;
  std::string unit;
  std::optional<analytics::Polarity> polarity;
  std::vector<YearValue> points;  ///< In order of time.
};

struct Judged {
  Standing standing{Standing::kUnknown};
  Text why;
};

std::optional<double> number_in(const json& content, const char* member) {
  const auto& value = content.at(member);
  return value.is_number() ? std::optional{value.get<double>()} : std::nullopt;
}

void add_figure(IndicatorData& data, std::map<int, double>& values, const std::string& id,
                const figures::Snapshot& snapshot, const std::string& region, int last_year) {
  const auto* figure = snapshot.figure(id);
  const auto area = snapshot.area(region);
  if (figure == nullptr || !area) return;
  if (figure->definition.polarity == Polarity::kLow) data.polarity = analytics::Polarity::kLow;
  if (figure->definition.polarity == Polarity::kHigh) data.polarity = analytics::Polarity::kHigh;
  const auto years = figure->years();
  for (int year = years ? years->first : 1; years && year <= std::min(years->second, last_year);
       ++year)
    if (const auto chosen = snapshot.choose(*figure, *area, year);
        chosen.cell != nullptr && chosen.cell->value)
      values[year] = *chosen.cell->value;
}

IndicatorData data_of(const json& indicator, const figures::Snapshot& snapshot,
                      const std::string& region, int last_year) {
  IndicatorData data;
  data.name = indicator.at("name").get<std::string>();
  if (indicator.at("unit").is_string()) data.unit = " " + indicator.at("unit").get<std::string>();
  std::map<int, double> values;
  for (const auto& fact : indicator.at("facts")) {
    const auto period = fact.at("period").get<std::string>();
    int year = 0;
    std::from_chars(period.data(), period.data() + period.size(), year);
    if (period.size() == 4 && year > 0 && year <= last_year && fact.at("value").is_number())
      values[year] = fact.at("value").get<double>();
  }
  if (indicator.at("keyFigure").is_string())
    add_figure(data, values, indicator.at("keyFigure").get<std::string>(), snapshot, region,
               last_year);
  for (const auto& [year, value] : values) data.points.push_back({year, value});
  return data;
}

Judged unknown(std::string_view sv, std::string_view en) {
  return {Standing::kUnknown, {std::string{sv}, std::string{en}}};
}

Judged judge_direction(const IndicatorData& data, const json& target) {
  const auto word = target.at("direction").get<std::string>();
  auto points = data.points;
  const auto base_year = number_in(target, "baselineYear");
  if (base_year) std::erase_if(points, [&](const YearValue& one) { return one.year < *base_year; });
  if (const auto base = number_in(target, "baselineValue");
      base && base_year &&
      std::ranges::none_of(points, [&](const YearValue& one) { return one.year == *base_year; }))
    points.insert(points.begin(), {static_cast<int>(*base_year), *base});
  analytics::Direction direction;
  direction.target = word == "increase"   ? analytics::DirectionTarget::kIncrease
                     : word == "decrease" ? analytics::DirectionTarget::kDecrease
                                          : analytics::DirectionTarget::kKeep;
  const auto found = analytics::assess_direction(points, direction);
  if (found.verdict == analytics::DirectionVerdict::kNotAssessable)
    return unknown("för få värden för att se en riktning", "too few values to see a direction");
  const auto change = found.change.value_or(0.0);
  return {found.verdict == analytics::DirectionVerdict::kMet ? Standing::kGood : Standing::kBad,
          {fmt::format("{:+.3g}{} från {} till {}", change, data.unit, points.front().year,
                       points.back().year),
           fmt::format("{:+.3g}{} from {} to {}", change, data.unit, points.front().year,
                       points.back().year)}};
}

Standing standing_of(analytics::TargetStatus status) {
  switch (status) {
    case analytics::TargetStatus::kAchieved:
    case analytics::TargetStatus::kOnTrack: return Standing::kGood;
    case analytics::TargetStatus::kAtRisk: return Standing::kHalf;
    case analytics::TargetStatus::kOffTrack: return Standing::kBad;
    case analytics::TargetStatus::kNotAssessable: break;
  }
  return Standing::kUnknown;
}

/// The key figure's best end; else what the target says, or which way it lies from its baseline.
std::optional<analytics::Polarity> polarity_for(const IndicatorData& data, const json& target) {
  if (data.polarity) return data.polarity;
  const auto& word = target.at("direction");
  if (word == "increase") return analytics::Polarity::kHigh;
  if (word == "decrease") return analytics::Polarity::kLow;
  const auto value = number_in(target, "value");
  const auto base = number_in(target, "baselineValue");
  if (!value || !base || *value == *base) return std::nullopt;
  return *value > *base ? analytics::Polarity::kHigh : analytics::Polarity::kLow;
}

Judged judge_value(const IndicatorData& data, const json& target, YearValue current, double value) {
  const auto polarity = polarity_for(data, target);
  if (!polarity)
    return unknown("det sägs inte om ett högt eller ett lågt värde är bäst",
                   "it is not said whether a high or a low value is best");
  const auto year = number_in(target, "year");
  const auto base_year = number_in(target, "baselineYear");
  const auto base = number_in(target, "baselineValue");
  std::optional<YearValue> baseline;
  if (base_year && base) baseline = YearValue{static_cast<int>(*base_year), *base};
  // "Over time": due at once, every year.
  const YearValue wanted{year ? static_cast<int>(*year) : current.year, value};
  const auto path =
      target.at("path") == "step" ? analytics::TargetPath::kStep : analytics::TargetPath::kLinear;
  const auto progress = analytics::assess_progress(baseline, wanted, current, *polarity, path);
  auto standing = standing_of(progress.status);
  if (progress.due && !progress.achieved) standing = Standing::kBad;  // there is no more time
  const auto when = year ? fmt::format(" {}", static_cast<int>(*year)) : std::string{};
  return {standing,
          {fmt::format("{:.4g}{} år {}, mål {:.4g}{}{}", current.value, data.unit, current.year,
                       value, data.unit, when),
           fmt::format("{:.4g}{} in {}, target {:.4g}{}{}", current.value, data.unit, current.year,
                       value, data.unit, when)}};
}

Judged judge_range(const IndicatorData& data, const json& target, YearValue current) {
  const auto low = number_in(target, "low");
  const auto high = number_in(target, "high");
  const bool inside = (!low || current.value >= *low) && (!high || current.value <= *high);
  const auto bound = [](std::optional<double> number) {
    return number ? fmt::format("{:.4g}", *number) : std::string{};
  };
  return {inside ? Standing::kGood : Standing::kBad,
          {fmt::format("{:.4g}{} år {}, mål {}–{}", current.value, data.unit, current.year,
                       bound(low), bound(high)),
           fmt::format("{:.4g}{} in {}, target {}–{}", current.value, data.unit, current.year,
                       bound(low), bound(high))}};
}

Judged judge(const IndicatorData& data, const json& target) {
  if (target.at("undetermined").get<bool>())
    return unknown("målvärdet är inte fastställt", "the target is not determined");
  if (target.at("orgUnit").is_string()) {
    const auto unit = target.at("orgUnit").get<std::string>();
    return {Standing::kUnknown,
            {fmt::format("målet för {} bedöms av en person", unit),
             fmt::format("the target of {} is for a person to assess", unit)}};
  }
  const auto value = number_in(target, "value");
  const bool range = number_in(target, "low") || number_in(target, "high");
  if (!value && !range) return judge_direction(data, target);
  const auto years = target.at("averaging").get<int>();
  const auto points = analytics::trailing_means(data.points, years);
  if (points.empty())
    return unknown(years == 1 ? "inget värde finns" : "för få värden för ett medelvärde",
                   years == 1 ? "there is no value" : "too few values for an average");
  if (value) return judge_value(data, target, points.back(), *value);
  return judge_range(data, target, points.back());
}

}  // namespace

Day last_day_of(const Occasion& occasion) {
  namespace chrono = std::chrono;
  const chrono::year year{occasion.year};
  switch (occasion.kind) {
    case Occasion::Kind::kFirst: return Day{year / chrono::April / 30};
    case Occasion::Kind::kSecond: return Day{year / chrono::August / 31};
    case Occasion::Kind::kYear: break;
  }
  return Day{year / chrono::December / 31};
}

GoalEvidence evidence_for(const PlanContent& content, std::string_view goal,
                          const Occasion& occasion, const figures::Snapshot& snapshot) {
  GoalEvidence evidence;
  std::map<std::string, json> targets_of;
  for (const auto& item : content.items)
    if (item.kind == PlanItemKind::kTarget) {
      auto target = json::parse(item.content);
      auto& list = targets_of[target.at("indicator").get<std::string>()];
      list.push_back(std::move(target));
    }
  for (const auto& item : content.items) {
    if (item.kind != PlanItemKind::kIndicator) continue;
    const auto indicator = json::parse(item.content);
    if (indicator.at("goal") != goal) continue;
    const auto data = data_of(indicator, snapshot, content.plan.owner, occasion.year);
    const bool strategic = indicator.at("level") == "strategic";
    if (!targets_of.contains(item.id)) {
      evidence.indicators.push_back({strategic ? Criterion::kOutcome : Criterion::kQuality,
                                     data.name,
                                     Standing::kUnknown,
                                     {"inget målvärde finns", "there is no target"}});
      continue;
    }
    for (const auto& target : targets_of[item.id]) {
      auto [standing, why] = judge(data, target);
      const auto criterion = target.at("orgUnit").is_string() ? Criterion::kSubgoals
                             : strategic                      ? Criterion::kOutcome
                                                              : Criterion::kQuality;
      evidence.indicators.push_back({criterion, data.name, standing, std::move(why)});
    }
  }
  const auto until = last_day_of(occasion);
  for (const auto& [plan, id, measure, restores, stamp] : content.measures) {
    if (std::ranges::find(measure.goals, goal) == measure.goals.end() ||
        measure.state == MeasureState::kCancelled)
      continue;
    for (const auto& activity : parts_of(id, content.items).activities) {
      if (!activity.due || *activity.due > until) continue;
      ++evidence.activities_due;
      if (activity.done && *activity.done <= until) ++evidence.activities_done;
    }
  }
  return evidence;
}

}  // namespace tertil::plans
