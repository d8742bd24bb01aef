/// @file service/cli/nearest.hpp
/// @brief "Did you mean …?": the known word that a mistyped one is nearest to.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tertil::cli {

/// How many single-letter slips (one added, left out, replaced, or two neighbours swapped) turn
/// one word into the other. Bytes are compared, which is enough for names in ASCII.
[[nodiscard]] std::size_t slips_between(std::string_view a, std::string_view b);

/// The word of `known` with fewest slips from `typed`, the first of equals. Empty when none is
/// near: more than two slips in a short word, or than a third of a long one, is another word.
[[nodiscard]] std::string nearest(std::string_view typed, std::span<const std::string> known);

}  // namespace tertil::cli
