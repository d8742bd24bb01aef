/// @file analytics/abatement_curve.hpp
/// @brief The marginal abatement cost curve: measures side by side, the cheapest tonne first.
///
/// Each step is as wide as the tonnes of CO2e that its measure avoids a year and as high as its
/// cost per tonne; the area is its annual cost. The curve after T. Jackson, "Least-cost greenhouse
/// planning", 1991, who drew the first one for carbon in Great Britain.
///
/// Overlap: of each group the measure with most tonnes stands on the curve, alone and in full, but
/// never with more than the group's limit (analytics/combined_effect.hpp); its cost per tonne is by
/// the tonnes that count. So the curve ends at the combined effect of what stands on it. The
/// others of the group are listed apart; one of them may be cheaper per tonne.
///
/// Beware of costs below 0: there a larger effect makes the cost per tonne *less* negative, so the
/// order among measures that pay for themselves says nothing (S. Taylor, "The ranking of
/// negative-cost emissions reduction measures", Energy Policy 48, 2012). Their annual costs do.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analytics/combined_effect.hpp"

namespace tertil::analytics {

/// What one measure costs and gives. Empty is unknown.
struct CurveMeasure {
  std::optional<double> annual_cost;  ///< SEK a year (analytics/abatement_cost.hpp), of any sign.
  std::optional<double> tonnes;       ///< CO2e avoided a year.
  std::optional<std::size_t> group;   ///< Overlap group, as in Effect.
};

/// One step of the curve.
struct CurveStep {
  std::size_t index{0};  ///< Into the measures as given.
  double tonnes{0};      ///< Its width, > 0: what counts.
  double cost_per_tonne{0};
  double from{0};  ///< Tonnes of all steps before it.
  double to{0};    ///< And with it.
  double annual_cost{0};

  bool operator==(const CurveStep&) const = default;
};

/// Why a measure is not on the curve.
enum class ApartReason {
  kNoEffect,  ///< Its tonnes are unknown, none or below 0, or its group has nothing to avoid.
  kNoCost,    ///< Its effect is known, its cost is not.
  kOverlap,   ///< Another one of its group stands for it.
};

/// A measure beside the curve.
struct MeasureApart {
  std::size_t index{0};
  ApartReason reason{ApartReason::kNoEffect};

  bool operator==(const MeasureApart&) const = default;
};

/// Every measure is in exactly one of the two.
struct AbatementCurve {
  std::vector<CurveStep> steps;     ///< By cost per tonne; of equals the wider, then as given.
  std::vector<MeasureApart> apart;  ///< In the order given.
};

/// Of equally many tonnes in a group the cheaper measure stands on the curve, then the first.
/// @throws std::invalid_argument if a number is not finite or a limit is below 0.
[[nodiscard]] AbatementCurve abatement_curve(std::span<const CurveMeasure> measures,
                                             const GroupLimits& limits = {});

}  // namespace tertil::analytics
