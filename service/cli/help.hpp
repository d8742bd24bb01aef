/// @file service/cli/help.hpp
/// @brief `--help` in the reader's language, in 80 columns.
#pragma once
#include <CLI/App.hpp>
#include <CLI/Formatter.hpp>
#include <string>
#include <vector>

#include "service/domain/text.hpp"

namespace tertil::cli {

/// Lays out a command's help: what it does, how it is called, its commands, arguments and
/// options, then the footer (examples) as it stands.
class HelpFormatter final : public CLI::FormatterBase {
 public:
  explicit HelpFormatter(Language language) : language_{language} {}
  [[nodiscard]] std::string make_help(const CLI::App* app, std::string name,
                                      CLI::AppFormatMode mode) const override;

 private:
  [[nodiscard]] std::string usage(const CLI::App& app) const;
  [[nodiscard]] std::string left_of(const CLI::Option& option) const;
  Language language_;
};

/// "tertil token create": how the command is called, from the program down.
[[nodiscard]] std::string path_of(const CLI::App& app);

/// The commands of an app that people are told of, in the order they were added.
[[nodiscard]] std::vector<const CLI::App*> visible_commands(const CLI::App& app);

/// What is wrong with the arguments and how to do it right: one sentence in both languages.
/// @param root the app that was parsed.
[[nodiscard]] Text usage_message(const CLI::ParseError& error, const CLI::App& root);

/// The command that the arguments had come to when parsing ended.
[[nodiscard]] const CLI::App& innermost(const CLI::App& root);

}  // namespace tertil::cli
