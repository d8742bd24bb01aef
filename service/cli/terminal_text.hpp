/// @file service/cli/terminal_text.hpp
/// @brief Text measured in the columns it takes on a terminal.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tertil::cli {

/// Columns of a UTF-8 text: combining marks take none, East Asian wide characters and emoji two,
/// all others one. Bytes that are no UTF-8 count one each.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// The text as it is safe to print: control characters, C1 controls, marks that turn the writing
/// direction and bytes that are no UTF-8 become U+FFFD, so that data cannot steer a terminal.
[[nodiscard]] std::string printable(std::string_view text);

/// The text cut to `columns`, the last of them "…" if anything was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t columns);

/// The text broken between words into lines of at most `columns`; a longer word stays whole.
/// Line breaks in the text are kept.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

}  // namespace tertil::cli
