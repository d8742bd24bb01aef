/// @file service/cli/context.hpp
/// @brief What every command gets: its surroundings, the language, and where to write.
#pragma once
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "service/cli/environment.hpp"
#include "service/cli/exit_code.hpp"
#include "service/cli/terminal_table.hpp"
#include "service/domain/result.hpp"

namespace tertil::cli {

/// The process seen from inside, so that a test can be one.
struct Process {
  std::vector<std::string> arguments;  ///< Without the program's own name.
  Environment environment;
  std::ostream& out;
  std::ostream& err;
  std::filesystem::path program;  ///< Where this executable lies; may be empty.
  Look look;                      ///< Of standard output.
  bool interactive{false};        ///< Standard error is a terminal: progress may be shown.
};

/// One run of one command.
struct Context {
  const Process& process;
  Language language{Language::kSwedish};
  bool json{false};   ///< --json: standard output gets one JSON value and nothing else.
  bool quiet{false};  ///< --quiet: no progress and no remarks.
  /// What the chosen command does; set while the arguments are parsed.
  std::function<ExitCode()> action{};

  [[nodiscard]] std::string in_words(const Text& text) const { return text.in(language); }
  [[nodiscard]] std::ostream& out() const { return process.out; }
  [[nodiscard]] std::ostream& err() const { return process.err; }
};

/// Writes "tertil: <what went wrong>" to standard error and gives the exit code that belongs to
/// it.
ExitCode complain(const Context& context, const Error& error);

/// Writes one line to standard output, safe for a terminal whatever data it holds.
void write_line(const Context& context, std::string_view line);

/// The same as `complain` for a mistake in how the command was called.
ExitCode complain_of_usage(const Context& context, const Text& message);

}  // namespace tertil::cli
