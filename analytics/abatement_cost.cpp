#include "analytics/abatement_cost.hpp"

#include <cmath>
#include <stdexcept>

namespace tertil::analytics {
namespace {

void require_finite(std::optional<double> value) {
  if (value && !std::isfinite(*value)) throw std::invalid_argument("an amount is not finite");
}

void require_sound(const MeasureCost& cost) {
  for (const auto& amount :
       {cost.investment, cost.annual_cost, cost.annual_saving, cost.lifetime}) {
    require_finite(amount);
  }
  if (cost.investment && *cost.investment < 0.0) {
    throw std::invalid_argument("an investment below 0");
  }
  if (cost.lifetime && *cost.lifetime <= 0.0) {
    throw std::invalid_argument("a lifetime that is not above 0");
  }
}

void require_rate(double rate) {
  if (!std::isfinite(rate) || rate < 0.0) throw std::invalid_argument("a rate below 0");
}

}  // namespace

double capital_recovery_factor(double rate, double years) {
  require_rate(rate);
  if (!std::isfinite(years) || years <= 0.0) {
    throw std::invalid_argument("a lifetime that is not above 0");
  }
  if (rate == 0.0) return 1.0 / years;
  // 1 − (1 + r)^−N without the digits that cancel when r is small.
  return rate / -std::expm1(-years * std::log1p(rate));
}

std::optional<double> annual_cost(const MeasureCost& cost, double rate) {
  require_sound(cost);
  require_rate(rate);
  if (!cost.investment || !cost.annual_cost || !cost.annual_saving) return std::nullopt;
  const double running = *cost.annual_cost - *cost.annual_saving;
  if (*cost.investment == 0.0) return running;
  if (!cost.lifetime) return std::nullopt;
  return *cost.investment * capital_recovery_factor(rate, *cost.lifetime) + running;
}

std::optional<double> net_present_value(const MeasureCost& cost, double rate) {
  require_sound(cost);
  require_rate(rate);
  if (!cost.investment || !cost.annual_cost || !cost.annual_saving || !cost.lifetime) {
    return std::nullopt;
  }
  const double surplus = *cost.annual_saving - *cost.annual_cost;
  return surplus / capital_recovery_factor(rate, *cost.lifetime) - *cost.investment;
}

std::optional<double> cost_per_effect(std::optional<double> annual_cost,
                                      std::optional<double> effect) {
  require_finite(annual_cost);
  require_finite(effect);
  if (!annual_cost || !effect || *effect <= 0.0) return std::nullopt;
  return *annual_cost / *effect;
}

std::vector<MissingForCost> missing_for_cost(const MeasureCost& cost,
                                             std::optional<double> effect) {
  require_sound(cost);
  require_finite(effect);
  std::vector<MissingForCost> missing;
  if (!cost.investment) missing.push_back(MissingForCost::kInvestment);
  if (!cost.annual_cost) missing.push_back(MissingForCost::kAnnualCost);
  if (!cost.annual_saving) missing.push_back(MissingForCost::kAnnualSaving);
  if (!cost.lifetime && cost.investment != 0.0) missing.push_back(MissingForCost::kLifetime);
  if (!effect || *effect <= 0.0) missing.push_back(MissingForCost::kEffect);
  return missing;
}

}  // namespace tertil::analytics
