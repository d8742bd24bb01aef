/// @file service/http/plan_words.hpp
/// @brief What the documentation says of plans and measures: words, parameters, answers, examples.
#pragma once
#include <vector>

#include "service/http/import_words.hpp"
#include "service/http/router.hpp"

namespace tertil::http::plan_words {

using import_words::Words;

[[nodiscard]] const Words& plans();
[[nodiscard]] const Words& measures();
[[nodiscard]] const Words& measure();
[[nodiscard]] const Words& create();
[[nodiscard]] const Words& replace();
[[nodiscard]] const Words& undo();
[[nodiscard]] const Words& history();

[[nodiscard]] Parameter plan_parameter();
[[nodiscard]] Parameter measure_parameter();
[[nodiscard]] Parameter rate_parameter();
[[nodiscard]] Parameter if_match_parameter();
[[nodiscard]] Parameter version_parameter();

[[nodiscard]] std::vector<Answer> plans_answers();
[[nodiscard]] std::vector<Answer> measures_answers();
[[nodiscard]] std::vector<Answer> measure_answers(const std::vector<unsigned>& problems);
[[nodiscard]] std::vector<Answer> create_answers();
[[nodiscard]] std::vector<Answer> history_answers();

[[nodiscard]] std::vector<Body> measure_bodies();
[[nodiscard]] Text measure_body();

}  // namespace tertil::http::plan_words
