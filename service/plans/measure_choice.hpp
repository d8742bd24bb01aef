/// @file service/plans/measure_choice.hpp
/// @brief A plan's measures side by side: the abatement-cost curve, and the best set for a frame.
///
/// The arithmetic and its rules are analytics/abatement_curve.hpp and investment_choice.hpp.
/// Cancelled measures take no part; in a choice neither do those that are done and paid.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analytics/abatement_curve.hpp"
#include "service/domain/result.hpp"
#include "service/figures/snapshot.hpp"
#include "service/store/plans.hpp"

namespace tertil::plans {

/// A measure that is not on the curve, or not chosen, and why.
struct SetAside {
  std::size_t index{0};  ///< Into the measures as given.
  std::vector<Text> reasons;
};

struct CostCurve {
  std::vector<analytics::CurveStep> steps;  ///< The cheapest tonne first.
  std::vector<SetAside> apart;
  Text text;
};

/// @pre `rate` >= 0.
[[nodiscard]] CostCurve cost_curve(const std::vector<store::MeasureVersion>& measures,
                                   const figures::Snapshot& snapshot, double rate);

struct ChoiceQuery {
  double frame{0.0};              ///< SEK to invest.
  std::vector<std::string> must;  ///< Ids that are chosen whatever they give.
  double rate{0.0};
};

struct BestSet {
  std::vector<std::size_t> chosen;  ///< Into the measures as given.
  double investment{0.0};
  double tonnes{0.0};                    ///< Together, overlap counted once.
  std::optional<double> cost_per_tonne;  ///< Empty if the annual cost of one is unknown.
  bool within_frame{true};
  std::vector<SetAside> not_chosen;
  Text text;
};

/// Fails with kNotFound for an id in `must` that is no measure, kRefused if one of those cannot be
/// chosen or there are too many measures to choose between.
[[nodiscard]] Result<BestSet> best_set(const std::vector<store::MeasureVersion>& measures,
                                       const figures::Snapshot& snapshot, const ChoiceQuery& query);

/// A number for each overlap group, the same for the same name; empty for none.
class OverlapGroups {
 public:
  [[nodiscard]] std::optional<std::size_t> number_of(const std::string& name);

 private:
  std::vector<std::string> names_;
};

}  // namespace tertil::plans
