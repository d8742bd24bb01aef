/// @file service/http/source_words.hpp
/// @brief What the documentation says of sources and mappings: words, parameters, answers,
/// examples.
#pragma once
#include <vector>

#include "service/http/import_words.hpp"
#include "service/http/router.hpp"

namespace tertil::http::source_words {

using import_words::Words;

[[nodiscard]] const Words& list();
[[nodiscard]] const Words& one();
[[nodiscard]] const Words& put();
[[nodiscard]] const Words& suggest();
[[nodiscard]] const Words& check();
[[nodiscard]] const Words& draft();
[[nodiscard]] const Words& preview();

[[nodiscard]] Parameter id_parameter();
[[nodiscard]] std::vector<Parameter> put_parameters();
[[nodiscard]] Parameter target_parameter();
[[nodiscard]] std::vector<Parameter> preview_parameters();

[[nodiscard]] std::vector<Answer> list_answers();
[[nodiscard]] std::vector<Answer> one_answers();
[[nodiscard]] std::vector<Answer> put_answers();
[[nodiscard]] std::vector<Answer> suggest_answers();
[[nodiscard]] std::vector<Answer> check_answers();
[[nodiscard]] std::vector<Answer> draft_answers();
[[nodiscard]] std::vector<Answer> preview_answers();

[[nodiscard]] std::vector<Body> mapping_bodies();
[[nodiscard]] Text mapping_body();

}  // namespace tertil::http::source_words
