/// @file service/http/plan_analysis_words.hpp
/// @brief What the documentation says of curve, best set and scenario.
#pragma once
#include <vector>

#include "service/http/import_words.hpp"
#include "service/http/router.hpp"

namespace tertil::http::plan_words {

using import_words::Words;

[[nodiscard]] const Words& cost_curve();
[[nodiscard]] const Words& best_set();
[[nodiscard]] const Words& scenario();

[[nodiscard]] std::vector<Parameter> best_set_parameters();
[[nodiscard]] std::vector<Parameter> scenario_parameters();

[[nodiscard]] std::vector<Answer> cost_curve_answers();
[[nodiscard]] std::vector<Answer> best_set_answers();
[[nodiscard]] std::vector<Answer> scenario_answers();

}  // namespace tertil::http::plan_words
