/// @file service/http/report_words.hpp
/// @brief What the documentation says of yearly reports: words, parameters, answers, examples.
#pragma once
#include <vector>

#include "service/http/import_words.hpp"
#include "service/http/router.hpp"

namespace tertil::http::report_words {

using import_words::Words;

[[nodiscard]] const Words& list();
[[nodiscard]] const Words& draft();
[[nodiscard]] const Words& locked();
[[nodiscard]] const Words& differences();
[[nodiscard]] const Words& compare();
[[nodiscard]] const Words& create();
[[nodiscard]] const Words& replace();
[[nodiscard]] const Words& ready();
[[nodiscard]] const Words& lock();
[[nodiscard]] const Words& adopt();
[[nodiscard]] const Words& reopen();

[[nodiscard]] Parameter report_parameter();
[[nodiscard]] Parameter view_parameter();
[[nodiscard]] Parameter file_parameter();
[[nodiscard]] Parameter locked_version_parameter();
[[nodiscard]] Parameter with_parameter();

[[nodiscard]] std::vector<Answer> list_answers();
[[nodiscard]] std::vector<Answer> draft_answers(const std::vector<unsigned>& problems);
[[nodiscard]] std::vector<Answer> create_answers();
[[nodiscard]] std::vector<Answer> locked_answers();
[[nodiscard]] std::vector<Answer> difference_answers();

[[nodiscard]] std::vector<Body> draft_bodies();
[[nodiscard]] Text body_description();

}  // namespace tertil::http::report_words
