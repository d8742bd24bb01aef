#include "analytics/abatement_curve.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <tuple>

namespace tertil::analytics {
namespace {

std::optional<ApartReason> reason_apart(const CurveMeasure& measure, const GroupLimits& limits) {
  for (const auto& amount : {measure.annual_cost, measure.tonnes}) {
    if (amount && !std::isfinite(*amount)) throw std::invalid_argument("an amount is not finite");
  }
  const auto limit = measure.group ? limits.find(*measure.group) : limits.end();
  if (!measure.tonnes || *measure.tonnes <= 0.0) return ApartReason::kNoEffect;
  if (limit != limits.end() && limit->second == 0.0) return ApartReason::kNoEffect;
  if (!measure.annual_cost) return ApartReason::kNoCost;
  return std::nullopt;
}

// The measure of each group that has most tonnes. Those beyond the group's limit differ in them
// all the same: the rule is about what a measure does, the limit about what counts.
std::map<std::size_t, std::size_t> most_effective(std::span<const CurveMeasure> measures,
                                                  std::span<const std::size_t> able) {
  std::map<std::size_t, std::size_t> best;
  const auto key = [&measures](std::size_t i) {
    return std::tuple(-*measures[i].tonnes, *measures[i].annual_cost);
  };
  for (const auto i : able) {
    if (!measures[i].group) continue;
    const auto [place, is_new] = best.try_emplace(*measures[i].group, i);
    if (!is_new && key(i) < key(place->second)) place->second = i;
  }
  return best;
}

}  // namespace

AbatementCurve abatement_curve(std::span<const CurveMeasure> measures, const GroupLimits& limits) {
  AbatementCurve curve;
  std::vector<std::size_t> able;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    if (const auto reason = reason_apart(measures[i], limits)) {
      curve.apart.push_back({i, *reason});
    } else {
      able.push_back(i);
    }
  }
  const auto best = most_effective(measures, able);
  std::vector<std::size_t> chosen;
  std::vector<Effect> effects;
  for (const auto i : able) {
    const auto& measure = measures[i];
    if (measure.group && best.at(*measure.group) != i) {
      curve.apart.push_back({i, ApartReason::kOverlap});
    } else {
      chosen.push_back(i);
      effects.push_back({*measure.tonnes, measure.group});
    }
  }
  std::ranges::sort(curve.apart, {}, &MeasureApart::index);

  const auto counted = combined_effect(effects, limits).counted;
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    const double cost = *measures[chosen[k]].annual_cost;
    curve.steps.push_back({chosen[k], counted[k], cost / counted[k], 0.0, 0.0, cost});
  }
  std::ranges::stable_sort(curve.steps, {}, [](const CurveStep& step) {
    return std::tuple(step.cost_per_tonne, -step.tonnes);
  });
  double to = 0.0;
  for (auto& step : curve.steps) {
    step.from = to;
    to += step.tonnes;
    step.to = to;
  }
  return curve;
}

}  // namespace tertil::analytics
