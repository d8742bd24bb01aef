/// @file service/http/import_decision_words.hpp
/// @brief What the documentation says of held rows, reviews and running imports.
#pragma once
#include <string>
#include <vector>

#include "service/http/router.hpp"

namespace tertil::http::import_decision_words {

/// One route in words.
struct Said {
  Text summary;
  Text description;
  std::string body;  ///< An example, as JSON; empty for reading routes.
  std::vector<Answer> answers;
};

[[nodiscard]] const Said& running();
[[nodiscard]] const Said& held();
[[nodiscard]] const Said& release();
[[nodiscard]] const Said& discard();
[[nodiscard]] const Said& accept();
[[nodiscard]] const Said& reviews();
[[nodiscard]] const Said& accept_review();
[[nodiscard]] const Said& decline_review();
[[nodiscard]] const Said& verify();

[[nodiscard]] Parameter state_parameter();
[[nodiscard]] Parameter review_parameter();

}  // namespace tertil::http::import_decision_words
