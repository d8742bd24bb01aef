#include "service/cli/help.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "service/cli/nearest.hpp"
#include "service/cli/terminal_text.hpp"

namespace tertil::cli {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kWidestLeft = 26;

using Lines = std::vector<std::pair<std::string, std::string>>;

/// "  left    right, which goes on\n            under itself".
std::string two_columns(const std::string& heading, const Lines& lines) {
  if (lines.empty()) return {};
  std::size_t left_width = 0;
  for (const auto& [left, right] : lines)
    if (width_of(left) <= kWidestLeft) left_width = std::max(left_width, width_of(left));
  std::string result = fmt::format("\n{}:\n", heading);
  for (const auto& [left, right] : lines) {
    const bool fits = width_of(left) <= left_width;
    result += "  " + left;
    if (!fits) result += '\n';
    std::string padding(fits ? left_width - width_of(left) + 2 : left_width + 4, ' ');
    for (const auto& line : wrapped(right, kColumns - left_width - 4)) {
      result += padding + line + '\n';
      padding.assign(left_width + 4, ' ');
    }
  }
  return result;
}

std::vector<std::string> names_of_commands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : visible_commands(app)) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> names_of_options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options())
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

Text with_suggestion(Text message, const std::string& meant) {
  if (meant.empty()) return message;
  message.sv += fmt::format("; menade du {}?", meant);
  message.en += fmt::format("; did you mean {}?", meant);
  return message;
}

Text about_unexpected(const std::string& argument, const CLI::App& app) {
  const auto shown = printable(argument);
  const auto path = path_of(app);
  if (argument.starts_with('-')) {
    const auto name = argument.substr(0, argument.find('='));
    return with_suggestion({fmt::format("{} har inget val {}", path, shown),
                            fmt::format("{} has no option {}", path, shown)},
                           nearest(name, names_of_options(app)));
  }
  const auto commands = names_of_commands(app);
  if (!commands.empty())
    return with_suggestion({fmt::format("{} har inget kommando ”{}”", path, shown),
                            fmt::format("{} has no command \"{}\"", path, shown)},
                           nearest(argument, commands));
  return {fmt::format("{} tar inte emot argumentet ”{}”", path, shown),
          fmt::format("{} does not take the argument \"{}\"", path, shown)};
}

Text about_missing(std::string_view what, const CLI::App& app) {
  constexpr std::string_view kEnd = " is required";
  if (what.ends_with(kEnd) && what.find(' ') == what.size() - kEnd.size()) {
    const auto name = what.substr(0, what.size() - kEnd.size());
    return {fmt::format("{} behöver {}", path_of(app), name),
            fmt::format("{} needs {}", path_of(app), name)};
  }
  const auto commands = fmt::format("{}", fmt::join(names_of_commands(app), ", "));
  return {fmt::format("{} behöver ett kommando: {}", path_of(app), commands),
          fmt::format("{} needs a command: {}", path_of(app), commands)};
}

/// The option that the parser's own message begins with ("--year: 1 required TEXT missing").
std::string option_in(std::string_view what, const CLI::App& app) {
  for (const auto* option : app.get_options())
    if (what.find(option->get_name(option->get_positional())) != std::string_view::npos &&
        !option->get_lnames().empty())
      return "--" + option->get_lnames().front();
  return std::string{what.substr(0, what.find(':'))};
}

}  // namespace

std::string path_of(const CLI::App& app) {
  const auto* parent = app.get_parent();
  return parent == nullptr ? app.get_name() : path_of(*parent) + ' ' + app.get_name();
}

std::vector<const CLI::App*> visible_commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
}

const CLI::App& innermost(const CLI::App& root) {
  const auto* app = &root;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return *app;
}

Text usage_message(const CLI::ParseError& error, const CLI::App& root) {
  const auto& app = innermost(root);
  // An argument nobody knows comes first: what is missing is often the same word mistyped.
  if (const auto extras = root.remaining(true); !extras.empty()) {
    const auto option = std::ranges::find_if(
        extras, [](const std::string& extra) { return extra.starts_with('-'); });
    return about_unexpected(option == extras.end() ? extras.front() : *option, app);
  }
  const std::string what = error.what();
  if (error.get_name() == "RequiredError") return about_missing(what, app);
  if (error.get_name() == "ArgumentMismatch") {
    const auto option = option_in(what, app);
    return {fmt::format("{} ska ha ett värde efter sig", option),
            fmt::format("{} must be followed by one value", option)};
  }
  return {what, what};  // our own validators: already in the reader's language
}

std::string HelpFormatter::left_of(const CLI::Option& option) const {
  if (option.get_positional())
    return option.get_name(true) + (option.get_items_expected_max() > 1 ? "…" : "");
  auto left = option.get_name(false, true);
  for (auto comma = left.find(','); comma != std::string::npos; comma = left.find(',', comma + 2))
    left.insert(comma + 1, " ");
  if (option.get_type_size() != 0 && !option.get_type_name().empty())
    left += ' ' + option.get_type_name();
  return left;
}

std::string HelpFormatter::usage(const CLI::App& app) const {
  auto line = path_of(app);
  if (!names_of_commands(app).empty()) line += Text{" KOMMANDO", " COMMAND"}.in(language_);
  for (const auto* option : app.get_options())
    if (option->get_positional()) line += ' ' + left_of(*option);
  for (const auto* option : app.get_options())
    if (!option->get_positional() && option->get_required()) line += ' ' + left_of(*option);
  return line + Text{" [val]", " [options]"}.in(language_);
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string /*name*/,
                                     CLI::AppFormatMode /*mode*/) const {
  std::string result;
  for (const auto& line : wrapped(app->get_description(), kColumns)) result += line + '\n';
  result += fmt::format("\n{}:\n  {}\n", Text{"Användning", "Usage"}.in(language_), usage(*app));

  Lines commands;
  for (const auto* command : visible_commands(*app))
    commands.emplace_back(command->get_name(), command->get_description());
  Lines arguments;
  Lines options;
  for (const auto* option : app->get_options()) {
    auto& lines = option->get_positional() ? arguments : options;
    lines.emplace_back(left_of(*option), option->get_description());
  }
  result += two_columns(Text{"Kommandon", "Commands"}.in(language_), commands);
  result += two_columns(Text{"Argument", "Arguments"}.in(language_), arguments);
  result += two_columns(Text{"Val", "Options"}.in(language_), options);
  if (!app->get_footer().empty()) result += '\n' + app->get_footer() + '\n';
  return result;
}

}  // namespace tertil::cli
