#include "service/cli/command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/Config.hpp>

#include <charconv>
#include <ostream>

#include "service/cli/nearest.hpp"
#include "service/cli/terminal_text.hpp"

namespace tertil::cli {

CLI::App& add_command(CLI::App& parent, Context& context, const Presentation& presentation) {
  auto& command = *parent.add_subcommand(presentation.name, context.in_words(presentation.summary));
  command.set_help_flag("-h,--help",
                        context.in_words({"Visar den här hjälpen", "Shows this help"}));
  const auto language = context.in_words({"Språk: sv eller en", "Language: sv or en"});
  command.add_option("--lang", language)
      ->type_name("sv|en")
      ->check(one_of(context, {"sv", "en"}))
      ->expected(1);
  if (!presentation.examples.empty()) {
    auto footer = context.in_words({"Exempel:", "Examples:"});
    for (const auto& example : presentation.examples) footer += "\n  " + example;
    command.footer(footer);
  }
  return command;
}

void add_json_option(CLI::App& command, Context& context) {
  command.add_flag("--json", context.json,
                   context.in_words({"Skriver ett JSON-värde", "Writes one JSON value"}));
}

void on_chosen(CLI::App& command, Context& context, std::function<ExitCode()> action) {
  command.callback([&context, action = std::move(action)] { context.action = action; });
}

CLI::Validator whole_number_between(const Context& context, int smallest, int largest) {
  const auto expected =
      context.in_words({fmt::format("ska vara ett heltal från {} till {}", smallest, largest),
                        fmt::format("must be a whole number from {} to {}", smallest, largest)});
  return CLI::Validator{
      [=](std::string& text) {
        int value = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = fault == std::errc{} && end == text.data() + text.size();
        if (whole && value >= smallest && value <= largest) return std::string{};
        return fmt::format("{} (”{}”)", expected, printable(text));
      },
      ""};
}

CLI::Validator one_of(const Context& context, std::vector<std::string> choices) {
  const auto language = context.language;
  return CLI::Validator{
      [language, choices = std::move(choices)](std::string& text) {
        for (const auto& choice : choices)
          if (choice == text) return std::string{};
        const auto list = fmt::format("{}", fmt::join(choices, ", "));
        auto message = Text{fmt::format("”{}” är inget av {}", printable(text), list),
                            fmt::format("\"{}\" is none of {}", printable(text), list)}
                           .in(language);
        if (const auto meant = nearest(text, choices); !meant.empty())
          message +=
              Text{"; menade du " + meant + "?", "; did you mean " + meant + "?"}.in(language);
        return message;
      },
      ""};
}

std::shared_ptr<ConfigurationOptions> ConfigurationOptions::add_to(CLI::App& command,
                                                                   const Context& context,
                                                                   bool installation) {
  auto options = std::make_shared<ConfigurationOptions>();
  const auto file = context.in_words({"FIL", "FILE"});
  command
      .add_option("--config", options->file_,
                  context.in_words({"Konfigurationsfil (annars /etc/tertil/tertil.toml)",
                                    "Configuration file (else /etc/tertil/tertil.toml)"}))
      ->type_name(file);
  if (installation) {
    options->add_key(command, "--data", "data.directory", context.in_words({"MAPP", "DIR"}),
                     context.in_words({"Datamapp (annars $TERTIL_DATA, sedan ./data)",
                                       "Data directory (else $TERTIL_DATA, then ./data)"}));
    options->add_key(command, "--store", "data.store", "URL",
                     context.in_words({"Databas: sqlite:FIL eller postgresql://… "
                                       "(annars tertil.db i datamappen)",
                                       "Store: sqlite:FILE or postgresql://… (else tertil.db in "
                                       "the data directory)"}));
  }
  return options;
}

void ConfigurationOptions::add_key(CLI::App& command, const std::string& name,
                                   const std::string& key, const std::string& type,
                                   const std::string& description) {
  command
      .add_option_function<std::string>(
          name,
          [self = shared_from_this(), name, key](const std::string& value) {
            self->flags_.push_back({key, name, value});
          },
          description)
      ->type_name(type);
}

Sources ConfigurationOptions::sources(const Process& process) const {
  Sources sources;
  if (file_) sources.file = *file_;
  sources.environment = process.environment;
  sources.flags = flags_;
  sources.program = process.program;
  return sources;
}

tl::expected<Configuration, ExitCode> load_or_complain(const ConfigurationOptions& options,
                                                       const Context& context) {
  auto loaded = load_configuration(options.sources(context.process));
  if (loaded.faults.empty()) return std::move(loaded.configuration);
  auto code = ExitCode::kFailed;
  for (const auto& fault : loaded.faults) {
    if (fault.origin.from == Origin::From::kFlag) code = ExitCode::kUsage;
    context.err() << "tertil: " << to_line(fault, context.language) << '\n';
  }
  return tl::unexpected{code};
}

}  // namespace tertil::cli
