/// @file service/reports/breakdown_json.hpp
/// @brief The way down from a figure, why emissions changed, and the factors, as the API answers.
#pragma once
#include <span>
#include <string>

#include "service/figures/breakdown.hpp"
#include "service/figures/emission_change.hpp"
#include "service/figures/gases.hpp"
#include "service/store/activity_rows.hpp"

namespace tertil::reports {

/// `value` and `numerator` are raw; `normalised` stands beside them where there is a correction,
/// and is then what the key figure shows. `example` marks made-up data.
[[nodiscard]] std::string breakdown_to_json(const figures::Breakdown& breakdown,
                                            const KeyFigure& definition, bool example,
                                            store::AsOf as_of);

[[nodiscard]] std::string emission_change_to_json(const figures::EmissionChange& change,
                                                  store::AsOf as_of);

/// All factors, in the order of store::factors; each holds until the next of the same item,
/// measure, unit and owner (`validTo`, exclusive).
[[nodiscard]] std::string factors_to_json(std::span<const store::FactorRow> factors);

}  // namespace tertil::reports
