/// @file service/http/import_words.hpp
/// @brief What the documentation says of the import routes: words, parameters, answers, examples.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "service/http/router.hpp"

namespace tertil::http {

/// An exported list is whole up to this many rows.
inline constexpr std::int64_t kWholeList = 1'000'000;

}  // namespace tertil::http

namespace tertil::http::import_words {

struct Words {
  Text summary;
  Text description;
};

/// A receipt, for examples.
[[nodiscard]] std::string_view receipt_example();

[[nodiscard]] const Words& send();
[[nodiscard]] const Words& list();
[[nodiscard]] const Words& one();
[[nodiscard]] const Words& rejects();
[[nodiscard]] const Words& rerun();
[[nodiscard]] const Words& retract();

[[nodiscard]] Parameter source_parameter(bool required);
[[nodiscard]] Parameter rule_parameter();
[[nodiscard]] Parameter id_parameter();
[[nodiscard]] Parameter dry_run_parameter();
[[nodiscard]] std::vector<Parameter> send_parameters();

[[nodiscard]] std::vector<Answer> send_answers();
[[nodiscard]] std::vector<Answer> list_answers();
[[nodiscard]] std::vector<Answer> one_answers();
[[nodiscard]] std::vector<Answer> rejects_answers();
[[nodiscard]] std::vector<Answer> rerun_answers();
[[nodiscard]] std::vector<Answer> retract_answers();

}  // namespace tertil::http::import_words
