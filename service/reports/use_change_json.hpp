/// @file service/reports/use_change_json.hpp
/// @brief Why kWh/m² changed, as the API answers.
#pragma once
#include <string>

#include "service/figures/intensity_change.hpp"

namespace tertil::reports {

[[nodiscard]] std::string use_change_to_json(const figures::UseChangeQuestion& question,
                                             const figures::UseChange& change);

/// The answer when the change can't be split, with `why`: readings will come, the question is
/// right.
[[nodiscard]] std::string use_change_refused_to_json(const figures::UseChangeQuestion& question,
                                                     const Text& why);

}  // namespace tertil::reports
