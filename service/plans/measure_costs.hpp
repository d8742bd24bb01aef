/// @file service/plans/measure_costs.hpp
/// @brief What a measure costs a year, per tonne and per unit of a key figure, and what is missing
/// to say so. The arithmetic is analytics/abatement_cost.hpp.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/domain/plan.hpp"
#include "service/domain/text.hpp"
#include "service/figures/snapshot.hpp"

namespace tertil::plans {

/// The rate that costs are spread over years with unless another is asked for: real, per year. An
/// assumption that every answer states.
inline constexpr double kDiscountRate = 0.035;

/// SEK a year for each unit that a key figure gets better.
struct CostPerUnit {
  std::string key_figure;
  double value{0.0};
};

/// All money in SEK.
struct MeasureCosts {
  std::optional<double> annualised;   ///< A year, savings taken off; below 0 it pays for itself.
  std::optional<double> per_tonne;    ///< Per tonne of CO2e avoided.
  std::vector<CostPerUnit> per_unit;  ///< For each effect that makes its key figure better.
  std::vector<Text> missing;          ///< What to find out before there is a cost per tonne.
};

/// @pre `rate` >= 0 and the measure has been read by measure_reading.hpp.
[[nodiscard]] MeasureCosts costs_of(const Measure& measure, const figures::Snapshot& snapshot,
                                    double rate);

/// What a measure lacks before there is a cost per tonne, in words; none when nothing.
[[nodiscard]] std::vector<Text> missing_for_cost(const Measure& measure);

}  // namespace tertil::plans
