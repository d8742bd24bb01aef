/// @file service/cli/environment.hpp
/// @brief The process environment as a value, and the language it asks for.
///
/// The environment is read once, at start, and handed on: nothing further in calls getenv, so a
/// test can give whatever environment it wants.
#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "service/domain/text.hpp"

namespace tertil::cli {

/// Variable to value, sorted by name.
using Environment = std::map<std::string, std::string, std::less<>>;

/// The environment this process was started with.
[[nodiscard]] Environment read_environment();

/// The value of `name`; empty if it is not set. An empty variable counts as not set, as POSIX has
/// it for the locale variables.
[[nodiscard]] std::string_view value_of(const Environment& environment, std::string_view name);

/// The language to speak, known before the arguments are parsed so that complaints about them are
/// in it too: `--lang sv|en` if given, else LC_ALL, LC_MESSAGES or LANG, whichever is set first.
/// Swedish unless another language is asked for by name: "C", "POSIX" and "C.UTF-8" name none.
[[nodiscard]] Language choose_language(std::span<const std::string> arguments,
                                       const Environment& environment);

}  // namespace tertil::cli
