/// @file collectors/text.hpp
/// @brief A message for people, in both languages of the product.
#pragma once

#include <string>

namespace tertil::collectors {

/// One message in Swedish and English. Both are always filled; neither holds markup.
struct Text {
  std::string sv;
  std::string en;

  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace tertil::collectors
