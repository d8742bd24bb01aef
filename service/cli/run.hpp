/// @file service/cli/run.hpp
/// @brief The program from its arguments to its exit code.
#pragma once
#include "service/cli/context.hpp"

namespace tertil::cli {

/// Runs one command in the given surroundings. Output goes to their streams, except the log and
/// what `serve` says, which go to the process's own standard output.
[[nodiscard]] int run(const Process& process);

/// The same for the real process.
[[nodiscard]] int run(int argc, char* argv[]);

}  // namespace tertil::cli
