#include "service/plans/measure_costs.hpp"

#include "analytics/abatement_cost.hpp"

namespace tertil::plans {
namespace {

analytics::MeasureCost cost_in(const Measure& measure) {
  return {measure.investment, measure.annual_cost, measure.annual_saving, measure.lifetime};
}

Text in_words(analytics::MissingForCost missing) {
  using analytics::MissingForCost;
  switch (missing) {
    case MissingForCost::kInvestment: return {"Investering (kr)", "Investment (SEK)"};
    case MissingForCost::kAnnualCost:
      return {"Årlig driftkostnad (kr)", "Running cost a year (SEK)"};
    case MissingForCost::kAnnualSaving: return {"Årlig besparing (kr)", "Saving a year (SEK)"};
    case MissingForCost::kLifetime: return {"Livslängd (år)", "Lifetime (years)"};
    case MissingForCost::kEffect:
      return {"Minskade utsläpp per år (ton CO2e)", "Emissions avoided a year (tonnes of CO2e)"};
  }
  return {};
}

/// How much better the key figure gets in full effect; empty if it has no better end.
std::optional<double> improvement(const MeasureEffect& effect, const figures::Snapshot& snapshot) {
  const auto* figure = snapshot.figure(effect.key_figure);
  if (figure == nullptr || figure->definition.polarity == Polarity::kNone) return std::nullopt;
  return figure->definition.polarity == Polarity::kHigh ? effect.change : -effect.change;
}

}  // namespace

std::vector<Text> missing_for_cost(const Measure& measure) {
  std::vector<Text> words;
  for (const auto missing : analytics::missing_for_cost(cost_in(measure), measure.co2e_tonnes))
    words.push_back(in_words(missing));
  return words;
}

MeasureCosts costs_of(const Measure& measure, const figures::Snapshot& snapshot, double rate) {
  MeasureCosts costs;
  costs.annualised = analytics::annual_cost(cost_in(measure), rate);
  costs.per_tonne = analytics::cost_per_effect(costs.annualised, measure.co2e_tonnes);
  for (const auto& effect : measure.effects)
    if (const auto value =
            analytics::cost_per_effect(costs.annualised, improvement(effect, snapshot)))
      costs.per_unit.push_back({effect.key_figure, *value});
  costs.missing = missing_for_cost(measure);
  return costs;
}

}  // namespace tertil::plans
