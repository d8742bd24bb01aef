/// @file service/reports/plan_analysis_json.hpp
/// @brief Curve, best set and scenario of a plan's measures as the API answers them.
#pragma once
#include <string>
#include <vector>

#include "service/plans/measure_choice.hpp"
#include "service/plans/scenario.hpp"

namespace tertil::reports {

/// {"steps":[…],"apart":[…],"text"}
[[nodiscard]] std::string cost_curve_to_json(const plans::CostCurve& curve,
                                             const std::vector<store::MeasureVersion>& measures,
                                             double rate);

/// {"frame","chosen":[ids],"investment","tonnes","costPerTonne","notChosen":[…],"text"}
[[nodiscard]] std::string best_set_to_json(const plans::BestSet& best,
                                           const std::vector<store::MeasureVersion>& measures,
                                           const plans::ChoiceQuery& query);

/// {"year","measures","rows":[…],"co2eTonnes","investment","annualCost","assumption"}
[[nodiscard]] std::string scenario_to_json(const plans::Scenario& scenario, double rate);

}  // namespace tertil::reports
