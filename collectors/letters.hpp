/// @file collectors/letters.hpp
/// @brief How alike two words are, for naming what somebody probably meant.
#pragma once

#include <cstddef>
#include <string_view>

namespace tertil::collectors {

/// How many letters (bytes) must be added, removed or changed to make one word of the other:
/// Levenshtein's distance.
[[nodiscard]] std::size_t letters_between(std::string_view a, std::string_view b);

}  // namespace tertil::collectors
