/// @file analytics/abatement_cost.hpp
/// @brief What a measure costs a year, per tonne of CO2e and per unit of a key figure.
///
/// Money is in SEK, of one year's prices; times are in years; effects are per year in full
/// operation. A rate is real (prices without inflation), 0.035 for 3.5 %. With investment I,
/// lifetime N and rate r:
///   capital recovery factor  A = r / (1 − (1 + r)^−N), and 1/N when r = 0
///   annual cost              I·A + running cost − savings
///   cost per tonne           annual cost / tonnes a year
///   net present value        (savings − running cost) / A − I
/// Sources: W. Short, D. J. Packey, T. Holt, "A Manual for the Economic Evaluation of Energy
/// Efficiency and Renewable Energy Technologies" (NREL/TP-462-5173, 1995) for the factor and the
/// net present value. Annual cost by annual tonnes is what the IPCC calls a levelised cost of
/// conserved carbon (V. Krey et al., "Annex II: Metrics & Methodology", in AR5 WG III, 2014).
/// Nothing is left at the end of the lifetime, and nothing is counted after it.
///
/// A cost can be negative: the measure pays for itself. What is not known is not zero: as long as
/// something is missing there is no answer, and `missing_for_cost` says what to find out.
#pragma once

#include <optional>
#include <vector>

namespace tertil::analytics {

/// What a measure costs and saves in money. Empty is unknown; a cost that there is none of is 0.
struct MeasureCost {
  std::optional<double> investment;     ///< SEK, once, >= 0; after any grant, if one is counted.
  std::optional<double> annual_cost;    ///< SEK a year, for running it.
  std::optional<double> annual_saving;  ///< SEK a year.
  std::optional<double> lifetime;       ///< Years, > 0. Not needed when the investment is 0.
};

/// What a cost per tonne needs and does not have.
enum class MissingForCost {
  kInvestment,
  kAnnualCost,
  kAnnualSaving,
  kLifetime,
  kEffect,  ///< The effect is unknown, none, or for the worse.
};

/// The share of an investment to pay each year for it to be paid, with interest, after `years`.
/// @throws std::invalid_argument unless rate >= 0 and years > 0, both finite.
[[nodiscard]] double capital_recovery_factor(double rate, double years);

/// SEK a year, negative if it saves more than it costs. Empty if anything it needs is unknown.
/// @throws std::invalid_argument if a number is not finite, the investment or the rate is below 0
/// or the lifetime not above 0.
[[nodiscard]] std::optional<double> annual_cost(const MeasureCost& cost, double rate);

/// SEK today of all that the measure costs and saves in its lifetime: above 0 it pays. Empty if
/// anything it needs is unknown; here that is always also the lifetime.
/// @throws std::invalid_argument as annual_cost().
[[nodiscard]] std::optional<double> net_present_value(const MeasureCost& cost, double rate);

/// SEK per tonne of CO2e when `effect` is tonnes avoided a year; SEK per unit of a key figure when
/// it is how much the key figure gets better. Empty if either is unknown or the effect is not
/// above 0: what does nothing has no price per tonne.
/// @throws std::invalid_argument if a number is not finite.
[[nodiscard]] std::optional<double> cost_per_effect(std::optional<double> annual_cost,
                                                    std::optional<double> effect);

/// What must be known before there is a cost per `effect`, in the order of the enumeration; none
/// exactly when annual_cost() and cost_per_effect() have an answer.
/// @throws std::invalid_argument as annual_cost().
[[nodiscard]] std::vector<MissingForCost> missing_for_cost(const MeasureCost& cost,
                                                           std::optional<double> effect);

}  // namespace tertil::analytics
