#include "service/plans/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analytics/combined_effect.hpp"
#include "analytics/scenario.hpp"
#include "service/figures/forecast.hpp"
#include "service/figures/what_if.hpp"
#include "service/plans/measure_choice.hpp"
#include "service/plans/measure_costs.hpp"

namespace tertil::plans {
namespace {

using figures::Figure;
using figures::Snapshot;
using store::MeasureVersion;

/// One key figure's part of the scenario: who acts on it, and how.
struct Planned {
  std::vector<analytics::PlannedEffect> effects;
  /// The same, 0 for measures that had not begun: what today's value has in it already.
  std::vector<analytics::PlannedEffect> begun;
  std::vector<std::string> measures;  ///< Whose effect it is, in the same order.
};

/// The scale's point for a value. At the ends of a share a hair beyond them, so that 100 % is 100
/// and ties with every other 100, whatever rounding does on the way to the scale and back.
double centre_at(double value, analytics::Support support) {
  constexpr double kHair = 1e-9;
  const double centre = analytics::to_scale(value, support);
  if (support != analytics::Support::kShare) return centre;
  if (value >= 100.0) return centre + kHair;
  return value <= 0.0 ? centre - kHair : centre;
}

bool has_begun(const Measure& measure) {
  return measure.state == MeasureState::kOngoing || measure.state == MeasureState::kDone ||
         measure.state == MeasureState::kVerified;
}

analytics::ScenarioBounds bounds_of(const KeyFigure& definition) {
  return {definition.minimum, definition.maximum};
}

Planned planned_for(const std::string& key_figure, const std::vector<MeasureVersion>& measures) {
  Planned planned;
  OverlapGroups groups;
  for (const auto& version : measures)
    for (const auto& effect : version.measure.effects) {
      if (effect.key_figure != key_figure) continue;
      planned.effects.push_back({effect.change, effect.from_year, effect.full_year,
                                 groups.number_of(version.measure.overlap_group)});
      planned.begun.push_back(planned.effects.back());
      if (!has_begun(version.measure)) planned.begun.back().change = 0;
      planned.measures.push_back(version.id);
    }
  return planned;
}

/// The newest value of the series that is forecast, so that what follows starts where it stands.
std::optional<TodayValue> today_of(const Snapshot& snapshot, const figures::FigureForecast& answer,
                                   figures::Scheme scheme) {
  if (!answer.series || answer.history.empty()) return std::nullopt;
  const auto& figure = *answer.figure;
  const auto& [year, value] = answer.history.back();
  TodayValue today{year, value, {}, {}, {}};
  const auto area = snapshot.area(answer.region->code);
  if (const auto printed =
          figures::printed_in(figure.table(*answer.series)->cell(*area, year), scheme)) {
    today.rank = printed->rank;
    today.of = printed->of;
    today.rank_class = printed->rank_class;
  } else if (const auto place = figures::what_if(
                 snapshot,
                 {figure.definition.id, answer.region->code, year, value, answer.series, scheme})) {
    today.rank = place->rank;
    today.of = place->n;
    today.rank_class = place->rank_class;
  }
  return today;
}

/// The row of a key figure: today, and what may come.
class RowMaker {
 public:
  RowMaker(const Snapshot& snapshot, const ScenarioQuery& query)
      : snapshot_{snapshot}, query_{query} {}

  [[nodiscard]] Result<ScenarioRow> make(const Figure& figure, const Planned& planned) const {
    ScenarioRow row;
    row.figure = &figure;
    if (const auto assumed = query_.assumed.find(figure.definition.id);
        assumed != query_.assumed.end())
      row.assumed = assumed->second;
    figures::ForecastQuery asked{figure.definition.id, query_.region, query_.year};
    asked.scheme = query_.scheme;
    const auto without = figures::figure_forecast(snapshot_, asked);
    if (!without) return tl::unexpected{without.error()};
    row.today = today_of(snapshot_, *without, query_.scheme);
    row.target = without->target;
    row.without = coming(*without, row, std::nullopt);
    row.with = row.without;
    if (row.without) {
      const auto done = change(planned, row, query_.year);
      for (std::size_t i = 0; i < planned.measures.size(); ++i)
        row.effects.push_back({planned.measures[i], done.counted[i]});
    }
    if (planned.effects.empty() && !row.assumed) return row;
    asked.moved = [&](const analytics::Prediction& prediction, int year) {
      return moved(planned, row, prediction, year);
    };
    const auto with = figures::figure_forecast(snapshot_, asked);
    if (!with) return tl::unexpected{with.error()};
    std::optional<double> held = row.assumed;
    if (row.today) held = changed(planned, row, row.today->value, query_.year);
    row.with = coming(*with, row, held);
    if (row.with && row.without)
      row.with->value = changed(planned, row, row.without->value, query_.year);
    if (row.with && row.assumed) row.with->low = row.with->high = *row.assumed;
    return row;
  }

 private:
  /// What the measures add until `year` to what today's value has of them already.
  [[nodiscard]] static analytics::ScenarioValue change(const Planned& planned,
                                                       const ScenarioRow& row, int year) {
    auto coming = analytics::scenario_value(0, planned.effects, year);
    if (!row.today) return coming;
    const auto already = analytics::scenario_value(0, planned.begun, row.today->year);
    coming.change -= already.change;
    for (std::size_t i = 0; i < coming.counted.size(); ++i) coming.counted[i] -= already.counted[i];
    return coming;
  }

  /// The value with the measures, or the assumed one; never outside the key figure's bounds.
  [[nodiscard]] static double changed(const Planned& planned, const ScenarioRow& row, double value,
                                      int year) {
    if (row.assumed) return *row.assumed;
    const auto bounds = bounds_of(row.figure->definition);
    const double moved = value + change(planned, row, year).change;
    return std::min(std::max(moved, bounds.low.value_or(moved)), bounds.high.value_or(moved));
  }

  [[nodiscard]] static analytics::Prediction moved(const Planned& planned, const ScenarioRow& row,
                                                   analytics::Prediction prediction, int year) {
    prediction.centre =
        centre_at(changed(planned, row, prediction.value(), year), prediction.support);
    if (row.assumed) prediction.spread = 0;
    return prediction;
  }

  /// From the forecast, or else `held`, or else today's value as it is.
  [[nodiscard]] std::optional<ComingValue> coming(const figures::FigureForecast& answer,
                                                  const ScenarioRow& row,
                                                  std::optional<double> held) const {
    ComingValue value;
    if (answer.forecast) {
      value.value = answer.forecast->value;
      value.low = answer.forecast->interval.low;
      value.high = answer.forecast->interval.high;
      value.target_probability = answer.target_probability;
      if (answer.rank) {
        value.rank = answer.rank->rank;
        value.rank_low = answer.rank->low;
        value.rank_high = answer.rank->high;
        value.of = answer.rank->n;
        value.rank_class = answer.rank->rank_class;
      }
      return value;
    }
    if (!held && !row.today) return std::nullopt;
    const double still = held ? *held : row.today->value;
    value.value = value.low = value.high = still;
    value.forecast = false;
    if (!row.today) return value;
    if (const auto place =
            figures::what_if(snapshot_, {answer.figure->definition.id, query_.region,
                                         row.today->year, still, answer.series, query_.scheme})) {
      value.rank = value.rank_low = value.rank_high = place->rank;
      value.of = place->n;
      value.rank_class = place->rank_class;
    }
    return value;
  }

  const Snapshot& snapshot_;
  const ScenarioQuery& query_;
};

Result<std::vector<MeasureVersion>> chosen_of(const std::vector<MeasureVersion>& measures,
                                              const ScenarioQuery& query) {
  std::vector<MeasureVersion> chosen;
  for (const auto& id : query.measures) {
    const auto found = std::ranges::find(measures, id, &MeasureVersion::id);
    if (found == measures.end())
      return fail(ErrorCode::kNotFound, {"En åtgärd i measures finns inte i planen.",
                                         "A measure in measures is not in the plan."});
    if (std::ranges::find(chosen, id, &MeasureVersion::id) == chosen.end())
      chosen.push_back(*found);
  }
  return chosen;
}

Result<void> check_assumed(const Snapshot& snapshot, const ScenarioQuery& query) {
  for (const auto& [id, value] : query.assumed) {
    const auto* figure = snapshot.figure(id);
    if (figure == nullptr) return figures::unknown_key_figure(id);
    const auto bounds = bounds_of(figure->definition);
    if ((bounds.low && value < *bounds.low) || (bounds.high && value > *bounds.high))
      return fail(ErrorCode::kRefused,
                  {fmt::format("Det antagna värdet för {} ligger utanför vad nyckeltalet kan ha.",
                               figure->definition.name.sv),
                   fmt::format("The assumed value of {} is outside what the key figure can have.",
                               figure->definition.name.en)});
  }
  return {};
}

void add_sums(const Snapshot& snapshot, double rate, Scenario& answer) {
  OverlapGroups groups;
  std::vector<analytics::Effect> avoided;
  const auto add = [](KnownSum& sum, const MeasureVersion& version, std::optional<double> part) {
    if (part)
      sum.value += *part;
    else
      sum.unknown.push_back(version.id);
  };
  for (const auto& version : answer.measures) {
    const auto& measure = version.measure;
    add(answer.investment, version, measure.investment);
    add(answer.annual_cost, version, costs_of(measure, snapshot, rate).annualised);
    if (!measure.co2e_tonnes)
      answer.tonnes.unknown.push_back(version.id);
    else
      avoided.push_back({*measure.co2e_tonnes, groups.number_of(measure.overlap_group)});
  }
  answer.tonnes.value = analytics::combined_effect(avoided).total;
}

Text assumption_of(const Scenario& answer) {
  Text text{
      "Antagande, inte fakta och inte sparat: de valda åtgärderna genomförs som beskrivet och "
      "ger den effekt som anges. Utan åtgärder gäller prognosen, även för andra regioner.",
      "An assumption, not a fact and not stored: the chosen measures are carried out as "
      "described and have the effect that is stated. Without measures the forecast holds, "
      "for other regions too."};
  Text still;
  for (const auto& row : answer.rows)
    if (row.without && !row.without->forecast) {
      still.sv += (still.sv.empty() ? "" : ", ") + row.figure->definition.name.sv;
      still.en += (still.en.empty() ? "" : ", ") + row.figure->definition.name.en;
    }
  if (!still.sv.empty()) {
    text.sv += " Prognos kan inte göras, så dagens värde hålls stilla, för: " + still.sv + ".";
    text.en += " No forecast can be made, so today's value is held still, for: " + still.en + ".";
  }
  return text;
}

}  // namespace

Result<Scenario> scenario(const std::vector<MeasureVersion>& measures, const Snapshot& snapshot,
                          const ScenarioQuery& query) {
  Scenario answer;
  answer.region = snapshot.region(query.region);
  if (answer.region == nullptr) return figures::unknown_area(query.region);
  answer.year = query.year;
  answer.scheme = query.scheme;
  auto chosen = chosen_of(measures, query);
  if (!chosen) return tl::unexpected{chosen.error()};
  answer.measures = std::move(*chosen);
  if (auto checked = check_assumed(snapshot, query); !checked)
    return tl::unexpected{checked.error()};
  const RowMaker maker{snapshot, query};
  for (const auto& figure : snapshot.figures) {
    const auto& id = figure.definition.id;
    const auto planned = planned_for(id, answer.measures);
    const bool has_target = std::ranges::any_of(
        figure.targets, [&](const Target& target) { return target.region == query.region; });
    if (planned.effects.empty() && !query.assumed.contains(id) && !has_target) continue;
    auto row = maker.make(figure, planned);
    if (!row) return tl::unexpected{row.error()};
    answer.rows.push_back(std::move(*row));
  }
  add_sums(snapshot, query.rate, answer);
  answer.assumption = assumption_of(answer);
  return answer;
}

}  // namespace tertil::plans
