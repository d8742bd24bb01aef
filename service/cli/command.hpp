/// @file service/cli/command.hpp
/// @brief What the commands' declarations have in common.
#pragma once
#include <CLI/App.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/cli/configuration.hpp"
#include "service/cli/context.hpp"

namespace tertil::cli {

/// What a command is called and how it presents itself.
struct Presentation {
  std::string name;
  Text summary;                       ///< One sentence.
  std::vector<std::string> examples;  ///< Whole command lines.
};

/// Adds a command with --help and --lang; its footer shows the examples.
CLI::App& add_command(CLI::App& parent, Context& context, const Presentation& presentation);

/// Adds --json to a command.
void add_json_option(CLI::App& command, Context& context);

/// Lets `action` be what this run does if the command is chosen.
void on_chosen(CLI::App& command, Context& context, std::function<ExitCode()> action);

/// A validator that takes whole numbers from `smallest` to `largest` and says so otherwise.
[[nodiscard]] CLI::Validator whole_number_between(const Context& context, int smallest,
                                                  int largest);

/// A validator that takes one of `choices`, and suggests the nearest otherwise.
[[nodiscard]] CLI::Validator one_of(const Context& context, std::vector<std::string> choices);

/// The options that lead to a configuration. Shared with the parser's callbacks, so it lives in a
/// shared_ptr.
class ConfigurationOptions : public std::enable_shared_from_this<ConfigurationOptions> {
 public:
  /// Adds --config, and with `installation` also --data and --store.
  static std::shared_ptr<ConfigurationOptions> add_to(CLI::App& command, const Context& context,
                                                      bool installation = true);

  /// Adds an option that sets one key of the configuration.
  void add_key(CLI::App& command, const std::string& name, const std::string& key,
               const std::string& type, const std::string& description);

  [[nodiscard]] Sources sources(const Process& process) const;

 private:
  std::optional<std::string> file_;
  std::vector<Flag> flags_;
};

/// Loads the configuration; if it has faults, writes each to standard error and gives the exit
/// code to end with: kUsage if a flag is at fault, else kFailed.
[[nodiscard]] tl::expected<Configuration, ExitCode> load_or_complain(
    const ConfigurationOptions& options, const Context& context);

}  // namespace tertil::cli
