/// @file service/http/refusal.hpp
/// @brief Why HTTP itself turns a request down: a status and a sentence in both languages.
#pragma once
#include <string_view>

namespace tertil::http {

/// Status 0 means that nothing is wrong. The views point at literals.
struct Refusal {
  unsigned status{0};
  std::string_view sv;
  std::string_view en;
  explicit operator bool() const { return status != 0; }
};

}  // namespace tertil::http
