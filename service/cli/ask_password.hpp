/// @file service/cli/ask_password.hpp
/// @brief Where a new password comes from: a file, standard input, or somebody at a terminal.
///
/// Never an argument or a variable: others could read those.
#pragma once
#include <string>

#include "service/cli/context.hpp"
#include "service/domain/result.hpp"

namespace tertil::cli {

/// The first line of `file`, which others must not be able to read; with an empty name the first
/// line of standard input, or, if that is a terminal, what is typed there twice alike, unseen.
[[nodiscard]] Result<std::string> new_password(const Context& context, const std::string& file);

}  // namespace tertil::cli
